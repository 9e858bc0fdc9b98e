import type { SortKey } from '../../../ir/index.ts';
import { isNull, orderValues, type Value } from '../../../value/index.ts';
import { type EvaluationContext, evaluate } from '../evaluate.ts';
import { compareOrder } from '../order-key.ts';
import type { Row } from '../row.ts';

/** A row with the values that it is sorted by. */
export interface SortedRow {
  readonly row: Row;
  readonly keys: readonly Value[];
}

/** Evaluates the keys of a row. */
export function sortedRow(row: Row, keys: readonly SortKey[], context: EvaluationContext): SortedRow {
  return { row, keys: keys.map((key) => evaluate(key.value, row, context)) };
}

/** Compares by keys, nulls last either way, ties as they were (spec sumo §9.1, 18.8). */
export function compareSorted(keys: readonly SortKey[]): (a: SortedRow, b: SortedRow) => number {
  return (a, b) => {
    for (const [index, key] of keys.entries()) {
      const [left, right] = [a.keys[index], b.keys[index]];
      if (isNull(left) || isNull(right)) {
        if (isNull(left) !== isNull(right)) return isNull(left) ? 1 : -1;
        continue;
      }
      const order = orderValues(left, right);
      if (order !== 0) return key.direction === 'ascending' ? order : -order;
    }
    return compareOrder(a.row.order, b.row.order);
  };
}
