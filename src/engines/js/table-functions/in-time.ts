import { compareTimes } from '../provenance.ts';
import type { Row } from '../row.ts';

/** Milliseconds of a row: of its newest event; undefined without one. */
export function timeOf(row: Row): number | undefined {
  return row.provenance.newest?.ms;
}

/** Rows with the earliest first; of equal times the one that stands later in the order at hand, which is newest first, comes first. */
export function inTime(rows: readonly Row[]): Row[] {
  return [...rows].reverse().sort((a, b) => {
    const [left, right] = [a.provenance.newest, b.provenance.newest];
    if (left && right) return compareTimes(left, right);
    return left ? -1 : right ? 1 : 0;
  });
}
