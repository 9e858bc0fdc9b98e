import { isNull } from './null.ts';
import type { Value } from './value.ts';

/** Order of two texts by code points; UTF-16 order differs where surrogates meet U+E000 and above. */
export function orderText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    if (x >= 0xd800 && y >= 0xd800) return lift(x) - lift(y) < 0 ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

/** Moves surrogates above all other units. */
function lift(unit: number): number {
  return unit < 0xe000 ? unit + 0x10000 : unit;
}

function rank(value: Value): number {
  if (isNull(value)) return 3;
  return typeof value === 'number' ? 0 : typeof value === 'boolean' ? 1 : 2;
}

/**
 * A total order of values: numbers (NaN behind the rest), booleans, text by code points, nulls last (spec sumo §4.4, 9.1, 18.8).
 * Returns -1, 0 or 1; null and missing are equal.
 */
export function orderValues(a: Value, b: Value): number {
  const [rankA, rankB] = [rank(a), rank(b)];
  if (rankA !== rankB) return rankA < rankB ? -1 : 1;
  if (typeof a === 'string' && typeof b === 'string') return orderText(a, b);
  if (typeof a === 'number' && typeof b === 'number') {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return isNull(a) ? 0 : Number(a) - Number(b);
}
