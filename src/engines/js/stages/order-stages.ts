import type { Distinct, Limit, Sort } from '../../../ir/index.ts';
import type { Value } from '../../../value/index.ts';
import type { Bounds } from '../../engine.ts';
import { type EvaluationContext, evaluate } from '../evaluate.ts';
import { KeepFirst } from '../keep-first.ts';
import { keyId } from '../key-id.ts';
import { compareOrder } from '../order-key.ts';
import { keepRow, type Row } from '../row.ts';
import { inPieces, rowLoader, type SavedRow, saveRow } from '../saved-row.ts';
import { rowKeeper } from './row-keeper.ts';
import { compareSorted, type SortedRow, sortedRow } from './sorted-row.ts';
import type { Output, Stage } from './stage.ts';

type SavedKeyed = readonly [row: SavedRow, keys: readonly Value[]];

const byOrder = (a: Row, b: Row): number => compareOrder(a.order, b.order);

/** Sorts rows, nulls last either way, ties as they were (spec sumo §9.1, 18.8); the first `bounds.rows` stay. */
export function sortStage(node: Sort, context: EvaluationContext, bounds: Bounds, output: Output): Stage {
  const keeper = new KeepFirst<SortedRow>(bounds.rows, compareSorted(node.keys));
  const load = rowLoader(node.input);
  const offer = (keyed: SortedRow): void => keeper.offer(keyed, ({ row, keys }) => ({ row: keepRow(row), keys }));
  return {
    push: (row) => offer(sortedRow(row, node.keys, context)),
    keeper: {
      isOrderBound: false,
      *save() {
        yield* inPieces(keeper.items, ({ row, keys }) => [saveRow(row), keys]);
        if (keeper.dropped) yield undefined;
      },
      merge(piece) {
        if (piece === undefined) keeper.markDropped();
        else for (const [row, keys] of piece as readonly SavedKeyed[]) offer({ row: load(row), keys });
      },
    },
    finish() {
      for (const [rank, { row }] of keeper.sorted().entries()) output.push({ ...row, order: [rank] });
      if (keeper.dropped) output.truncated({ what: 'rows', bound: bounds.rows });
      output.finish();
    },
  };
}

/** The first rows in the order at hand. */
export function limitStage(node: Limit, output: Output): Stage {
  const keeper = new KeepFirst<Row>(node.count, byOrder);
  return {
    push: (row) => keeper.offer(row, keepRow),
    keeper: rowKeeper(keeper, node.input),
    finish() {
      for (const row of keeper.sorted()) output.push(row);
      output.finish();
    },
  };
}

function keyOf(node: Distinct, row: Row, context: EvaluationContext): string {
  return keyId(node.by.map((expr) => evaluate(expr, row, context)));
}

/** The first rows of each key in the order at hand (spec sumo §7.4). */
export function distinctStage(node: Distinct, context: EvaluationContext, bounds: Bounds, output: Output): Stage {
  if (node.consecutive) return consecutiveStage(node, context, bounds, output);
  const keepers = new Map<string, KeepFirst<Row>>();
  const load = rowLoader(node.input);
  let overflow = false;
  const push = (row: Row): void => {
    const key = keyOf(node, row, context);
    let keeper = keepers.get(key);
    if (!keeper) {
      if (keepers.size >= bounds.keys) {
        overflow = true;
        return;
      }
      keeper = new KeepFirst<Row>(node.count, byOrder);
      keepers.set(key, keeper);
    }
    keeper.offer(row, keepRow);
  };
  return {
    push,
    keeper: {
      get isOrderBound() {
        return overflow;
      },
      *save() {
        for (const keeper of keepers.values()) yield* inPieces(keeper.items, saveRow);
      },
      merge(piece) {
        for (const saved of piece as readonly SavedRow[]) push(load(saved));
      },
    },
    finish() {
      const rows = [...keepers.values()].flatMap((keeper) => keeper.sorted()).sort(byOrder);
      for (const row of rows) output.push(row);
      if (overflow) output.truncated({ what: 'keys', bound: bounds.keys });
      output.finish();
    },
  };
}

function consecutiveStage(node: Distinct, context: EvaluationContext, bounds: Bounds, output: Output): Stage {
  const keeper = new KeepFirst<Row>(bounds.rows, byOrder);
  return {
    push: (row) => keeper.offer(row, keepRow),
    keeper: rowKeeper(keeper, node.input),
    finish() {
      let last: string | undefined;
      let count = 0;
      for (const row of keeper.sorted()) {
        const key = keyOf(node, row, context);
        count = key === last ? count + 1 : 1;
        last = key;
        if (count <= node.count) output.push(row);
      }
      if (keeper.dropped) output.truncated({ what: 'rows', bound: bounds.rows });
      output.finish();
    },
  };
}
