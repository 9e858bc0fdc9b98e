import type { Plan } from '../../../ir/index.ts';
import type { Bounds } from '../../engine.ts';
import { KeepFirst } from '../keep-first.ts';
import { compareOrder } from '../order-key.ts';
import { keepRow, type Row } from '../row.ts';
import { rowKeeper } from './row-keeper.ts';
import type { Output, Stage } from './stage.ts';

/** Holds all rows, within the bound, and hands on what `change` makes of them in their order; the new rows stand in the order given. */
export function collectStage(
  input: Plan,
  bounds: Bounds,
  output: Output,
  change: (rows: readonly Row[]) => Iterable<Row>,
): Stage {
  const keeper = new KeepFirst<Row>(bounds.rows, (a, b) => compareOrder(a.order, b.order));
  return {
    push: (row) => keeper.offer(row, keepRow),
    keeper: rowKeeper(keeper, input),
    finish() {
      let rank = 0;
      for (const row of change(keeper.sorted())) output.push({ ...row, order: [rank++] });
      if (keeper.dropped) output.truncated({ what: 'rows', bound: bounds.rows });
      output.finish();
    },
  };
}
