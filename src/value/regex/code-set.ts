/** A set of Unicode code points as sorted, disjoint, non-adjacent pairs `[first, last, first, last, …]`, both ends inclusive. */
export type CodeSet = readonly number[];

/** The greatest Unicode code point. */
export const MAX_CODE = 0x10ffff;

/** The set without members. */
export const NO_CODES: CodeSet = [];

/** The set of every code point, lone surrogates included. */
export const ALL_CODES: CodeSet = [0, MAX_CODE];

/** Makes a set from pairs in any order that may touch or overlap. */
export function makeSet(pairs: readonly number[]): CodeSet {
  const ranges: [number, number][] = [];
  for (let i = 0; i + 1 < pairs.length; i += 2) ranges.push([pairs[i]!, pairs[i + 1]!]);
  ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const result: number[] = [];
  for (const [first, last] of ranges) {
    const before = result.length - 1;
    if (before > 0 && first <= result[before]! + 1) result[before] = Math.max(result[before]!, last);
    else result.push(first, last);
  }
  return result;
}

/** The set of the code points of a text. */
export function setOf(text: string): CodeSet {
  return makeSet([...text].flatMap((char) => [char.codePointAt(0)!, char.codePointAt(0)!]));
}

/** Members of any of the sets. */
export function unite(...sets: readonly CodeSet[]): CodeSet {
  return makeSet(sets.flat());
}

/** Code points that are not members. */
export function complement(set: CodeSet): CodeSet {
  const result: number[] = [];
  let next = 0;
  for (let i = 0; i < set.length; i += 2) {
    if (set[i]! > next) result.push(next, set[i]! - 1);
    next = set[i + 1]! + 1;
  }
  if (next <= MAX_CODE) result.push(next, MAX_CODE);
  return result;
}

/** Members of both sets. */
export function intersect(a: CodeSet, b: CodeSet): CodeSet {
  const result: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const first = Math.max(a[i]!, b[j]!);
    const last = Math.min(a[i + 1]!, b[j + 1]!);
    if (first <= last) result.push(first, last);
    if (a[i + 1]! < b[j + 1]!) i += 2;
    else j += 2;
  }
  return result;
}

/** True if the sets share a member. */
export function overlaps(a: CodeSet, b: CodeSet): boolean {
  return intersect(a, b).length > 0;
}

/** True if the code point is a member; binary search. */
export function hasCode(set: CodeSet, code: number): boolean {
  let low = 0;
  let high = set.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (code < set[middle * 2]!) high = middle - 1;
    else if (code > set[middle * 2 + 1]!) low = middle + 1;
    else return true;
  }
  return false;
}
