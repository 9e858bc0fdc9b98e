import type { NameNode } from '../ast.ts';
import type { OperatorDefinition } from '../operator.ts';
import { type OptionNode, parseOptions, printOptions } from '../options.ts';

/** Arguments of `bin`. */
export interface BinArgs {
  readonly field: NameNode;
  readonly options: readonly OptionNode[];
}

/** `bin f width=10` (spec sumo §9.6). */
export const binOperator: OperatorDefinition<BinArgs> = {
  name: 'bin',
  summary: 'Adds the interval that a number falls into.',
  syntax: 'bin f width=10 [, min=0] [, max=100]',
  evidence: 'spec sumo §9.6',
  examples: [{ title: 'durations', query: '* | bin duration width=250, min=0, max=5000 | count by _bin_label' }],
  parse(cursor) {
    const field = cursor.name();
    return { field, options: parseOptions(cursor) };
  },
  print: (args, printer) => `bin ${printer.name(args.field)}${printOptions(args.options, printer)}`,
};
