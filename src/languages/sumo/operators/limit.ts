import type { Quantity } from '../ast.ts';
import { wholeOf } from '../lower-parts.ts';
import type { OperatorDefinition } from '../operator.ts';
import * as problems from '../syntax-diagnostics.ts';

/** Arguments of `limit`. */
export interface LimitArgs {
  readonly count: Quantity;
}

/** `limit n` (spec sumo §7.5). */
export const limitOperator: OperatorDefinition<LimitArgs> = {
  name: 'limit',
  summary: 'Keeps the first n rows of the current order.',
  syntax: 'limit n',
  evidence: 'spec sumo §7.5',
  examples: [{ title: 'ten users', query: '* | count by User | sort by _count | limit 10' }],
  parse(cursor) {
    const count = cursor.quantity();
    if (count.kind === 'number' && count.value > 10_000) {
      cursor.report(problems.badNumber.report({ span: count.span, message: '`limit` takes at most 10000' }));
    }
    return { count };
  },
  print: (args) => `limit ${args.count.raw}`,
  lower: (args, lowering) => ({
    kind: 'limit',
    origin: lowering.stage.span,
    input: lowering.input,
    count: wholeOf(args.count, lowering, 0),
  }),
};
