import type { NameNode, Pipeline } from '../ast.ts';
import { tableCall } from '../lower-table-call.ts';
import type { OperatorDefinition } from '../operator.ts';

/** Arguments of `filter`. */
export interface FilterArgs {
  readonly names: readonly NameNode[];
  readonly pipeline: Pipeline;
}

/** `filter f in (…)` (spec sumo §7.6). */
export const filterOperator: OperatorDefinition<FilterArgs> = {
  name: 'filter',
  summary: 'Keeps the records whose key occurs in the result of an inner pipeline over the same records.',
  syntax: 'filter f1[, f2] in (stages)',
  evidence: 'spec sumo §7.6',
  examples: [
    {
      title: 'the busiest hosts',
      query:
        '* | timeslice 1h | count as n by _timeslice, Computer | filter Computer in (sum(n) by Computer | top 5 Computer by _sum)',
    },
  ],
  parse(cursor) {
    const names = cursor.names();
    cursor.expectWord('in');
    cursor.expectPunct('(');
    const pipeline = cursor.grammar.pipeline(cursor);
    cursor.expectPunct(')');
    return { names, pipeline };
  },
  print: (args, printer) => `filter ${printer.names(args.names)} in (${printer.pipeline(args.pipeline)})`,
  pipelines: (args) => [args.pipeline],
  lower(args, lowering) {
    const columns = args.names.map(({ name }) => name);
    return tableCall({ fn: 'keep-listed', columns, plan: lowering.pipeline(args.pipeline) }, lowering);
  },
};
