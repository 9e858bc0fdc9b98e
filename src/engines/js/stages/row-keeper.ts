import type { Plan } from '../../../ir/index.ts';
import type { KeepFirst } from '../keep-first.ts';
import { keepRow, type Row } from '../row.ts';
import { inPieces, rowLoader, type SavedRow, saveRow } from '../saved-row.ts';
import type { Keeper } from './stage.ts';

/** Says that more rows came than are kept. */
const DROPPED = 'dropped';

/** The rows that a stage keeps in a total order: which ones stay does not depend on how they came. `input` is the plan behind which they are kept. */
export function rowKeeper(keeper: KeepFirst<Row>, input: Plan): Keeper {
  const load = rowLoader(input);
  return {
    isOrderBound: false,
    *save() {
      yield* inPieces(keeper.items, saveRow);
      if (keeper.dropped) yield DROPPED;
    },
    merge(piece) {
      if (piece === DROPPED) keeper.markDropped();
      else for (const saved of piece as readonly SavedRow[]) keeper.offer(load(saved), keepRow);
    },
  };
}
