import { orderValues, type Value } from '../../../value/index.ts';

/** Compares tuples of the same length, ascending, the first difference deciding. */
export function compareKeys(a: readonly Value[], b: readonly Value[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = orderValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return 0;
}
