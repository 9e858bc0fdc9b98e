import { field as fieldExpr } from '../../../ir/index.ts';
import type { NameNode, Quantity } from '../ast.ts';
import { wholeOf } from '../lower-parts.ts';
import type { OperatorDefinition } from '../operator.ts';
import { printBy } from '../stage-parts.ts';

/** Arguments of `dedup`; no names means by `_raw`. */
export interface DedupArgs {
  readonly consecutive: boolean;
  readonly count: Quantity | undefined;
  readonly by: readonly NameNode[];
}

/** `dedup by f` (spec sumo §7.4). */
export const dedupOperator: OperatorDefinition<DedupArgs> = {
  name: 'dedup',
  summary: 'Keeps the first rows per key.',
  syntax: 'dedup [consecutive] [n] [by f1, f2]',
  evidence: 'spec sumo §7.4',
  examples: [
    { title: 'one row per user', query: '* | dedup by User' },
    { title: 'two in a row', query: '* | dedup consecutive 2 by Computer, User' },
  ],
  parse(cursor) {
    const consecutive = cursor.takeWord('consecutive') !== undefined;
    const count = cursor.peek().kind === 'number' ? cursor.quantity() : undefined;
    const by = cursor.takeWord('by') || cursor.isName() ? cursor.names() : [];
    return { consecutive, count, by };
  },
  print: (args, printer) =>
    `dedup${args.consecutive ? ' consecutive' : ''}${args.count ? ` ${args.count.raw}` : ''}${printBy(args.by, printer)}`,
  lower(args, lowering) {
    const { stage, input, field } = lowering;
    const by = args.by.length > 0 ? args.by.map(field) : [fieldExpr('_raw', stage.nameSpan)];
    const count = args.count ? wholeOf(args.count, lowering, 1) : 1;
    return { kind: 'distinct', origin: stage.span, input, by, count, consecutive: args.consecutive };
  },
};
