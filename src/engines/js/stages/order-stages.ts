import type { Distinct, Limit, Sort } from '../../../ir/index.ts';
import { isNull, orderValues, type Value } from '../../../value/index.ts';
import type { Bounds } from '../../engine.ts';
import { type EvaluationContext, evaluate } from '../evaluate.ts';
import { KeepFirst } from '../keep-first.ts';
import { keyId } from '../key-id.ts';
import { compareOrder } from '../order-key.ts';
import { keepRow, type Row } from '../row.ts';
import type { Output, Stage } from './stage.ts';

const byOrder = (a: Row, b: Row): number => compareOrder(a.order, b.order);

/** Sorts rows, nulls last either way, ties as they were (spec sumo §9.1, 18.8); the first `bounds.rows` stay. */
export function sortStage(node: Sort, context: EvaluationContext, bounds: Bounds, output: Output): Stage {
  interface Keyed {
    readonly row: Row;
    readonly keys: readonly Value[];
  }
  const compare = (a: Keyed, b: Keyed): number => {
    for (const [index, key] of node.keys.entries()) {
      const [left, right] = [a.keys[index], b.keys[index]];
      if (isNull(left) || isNull(right)) {
        if (isNull(left) !== isNull(right)) return isNull(left) ? 1 : -1;
        continue;
      }
      const order = orderValues(left, right);
      if (order !== 0) return key.direction === 'ascending' ? order : -order;
    }
    return byOrder(a.row, b.row);
  };
  const keeper = new KeepFirst<Keyed>(bounds.rows, compare);
  return {
    push(row) {
      const keys = node.keys.map((key) => evaluate(key.value, row, context));
      keeper.offer({ row, keys }, (keyed) => ({ ...keyed, row: keepRow(keyed.row) }));
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
  let overflow = false;
  return {
    push(row) {
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
