import { call, field as timeField } from '../../../ir/index.ts';
import type { NameNode } from '../ast.ts';
import type { OperatorDefinition } from '../operator.ts';
import { printAlias } from '../stage-parts.ts';

/** Arguments of `withtime`. */
export interface WithtimeArgs {
  readonly field: NameNode;
  readonly alias: NameNode | undefined;
}

/** `withtime f` (spec sumo §7.7). */
export const withtimeOperator: OperatorDefinition<WithtimeArgs> = {
  name: 'withtime',
  summary: 'Adds a field that holds a value with its time, for most_recent and least_recent.',
  syntax: 'withtime f',
  evidence: 'spec sumo §7.7',
  examples: [
    { title: 'newest address', query: '* | withtime IpAddress | most_recent(IpAddress_withtime) as ip by User' },
  ],
  parse(cursor) {
    const field = cursor.name();
    return { field, alias: cursor.alias() };
  },
  print: (args, printer) => `withtime ${printer.name(args.field)}${printAlias(args.alias, printer)}`,
  lower(args, { stage, input, field }) {
    const origin = stage.span;
    const value = call('time.withTime', [field(args.field), timeField('_messageTime', origin)], origin);
    const name = args.alias?.name ?? `${args.field.name}_withtime`;
    return { kind: 'extend', origin, input, columns: [{ name, type: 'text', value }] };
  },
};
