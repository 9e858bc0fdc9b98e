import type { NameNode, Quantity } from '../ast.ts';
import { wholeOf } from '../lower-parts.ts';
import type { OperatorDefinition } from '../operator.ts';
import { printBy } from '../stage-parts.ts';

/** Arguments of `topk`. */
export interface TopkArgs {
  readonly count: Quantity;
  readonly names: readonly NameNode[];
  readonly by: readonly NameNode[];
}

/** `topk(n, f) by k` (spec sumo §9.2). */
export const topkOperator: OperatorDefinition<TopkArgs> = {
  name: 'topk',
  summary: 'Keeps the n rows with the greatest value, per group if asked, and adds their rank.',
  syntax: 'topk(n, f[, g]) [by k]',
  evidence: 'spec sumo §9.2',
  chosen: 'Rows come by group, the groups in ascending order.',
  examples: [{ title: 'newest state per host', query: '* | topk(1, _messageTime) by Computer' }],
  begins: (_keyword, next) => next.text === '(',
  parse(cursor) {
    cursor.expectPunct('(');
    const count = cursor.quantity();
    cursor.expectPunct(',');
    const names = cursor.names();
    cursor.expectPunct(')');
    return { count, names, by: cursor.byNames() };
  },
  print: (args, printer) => `topk(${args.count.raw}, ${printer.names(args.names)})${printBy(args.by, printer)}`,
  lower(args, lowering) {
    const { stage, input, field } = lowering;
    const keys = args.names.map((name) => ({ value: field(name), direction: 'descending' as const }));
    return {
      kind: 'top',
      origin: stage.span,
      input,
      by: args.by.map(field),
      keys,
      count: wholeOf(args.count, lowering, 1),
      rank: '_rank',
    };
  },
};
