import { type CodeSet, hasCode, unite } from './code-set.ts';

/** Which letters equal each other when case is ignored: Java's `(?i)` folds ASCII only, RE2's (and Java's `(?iu)`) all of Unicode. */
export type Folding = 'ascii' | 'unicode';

/** Members of ASCII letters' Unicode fold classes that lie outside ASCII: Kelvin sign and long s. */
const ASCII_STRANGERS: Readonly<Record<number, number>> = { 107: 0x212a, 115: 0x17f };

/** The same the other way: every (?i) with a k or an s meets them, and none of those needs the table of all Unicode. */
const ASCII_OF_STRANGER: ReadonlyMap<number, number> = new Map([
  [0x212a, 107],
  [0x17f, 115],
]);

let orbits: ReadonlyMap<number, readonly number[]> | undefined;

/** Simple case folding classes of Unicode beyond single letters, read off the engine's own `iu` matching once. */
function unicodeOrbits(): ReadonlyMap<number, readonly number[]> {
  if (orbits) return orbits;
  const members = new Map<number, Set<number>>();
  const single = (text: string): number | undefined => {
    const code = text.codePointAt(0)!;
    return text.length === (code > 0xffff ? 2 : 1) ? code : undefined;
  };
  const changing = /[\p{Changes_When_Casefolded}\p{Changes_When_Uppercased}\p{Changes_When_Lowercased}]/u;
  for (let code = 0; code < 0x1f000; code++) {
    const char = String.fromCodePoint(code);
    if (!changing.test(char)) continue;
    for (const other of [single(char.toLowerCase()), single(char.toUpperCase())]) {
      if (other === undefined || other === code) continue;
      if (!new RegExp(`^\\u{${code.toString(16)}}$`, 'iu').test(String.fromCodePoint(other))) continue;
      const joined = new Set([code, other, ...(members.get(code) ?? []), ...(members.get(other) ?? [])]);
      for (const one of joined) members.set(one, joined);
    }
  }
  orbits = new Map([...members].map(([code, set]) => [code, [...set].sort((a, b) => a - b)]));
  return orbits;
}

function isAsciiLetter(code: number): boolean {
  return (code | 32) >= 0x61 && (code | 32) <= 0x7a && code < 0x80;
}

/** All code points that equal the given one when case is ignored, itself included. */
export function foldCode(code: number, folding: Folding): readonly number[] {
  if (code < 0x80) {
    if (!isAsciiLetter(code)) return [code];
    const lower = code | 32;
    const stranger = folding === 'unicode' ? ASCII_STRANGERS[lower] : undefined;
    return stranger === undefined ? [lower - 32, lower] : [lower - 32, lower, stranger];
  }
  if (folding === 'ascii') return [code];
  const letter = ASCII_OF_STRANGER.get(code);
  if (letter !== undefined) return foldCode(letter, folding);
  return unicodeOrbits().get(code) ?? [code];
}

/** Number of code points beyond ASCII in a set. */
function strangeCount(set: CodeSet): number {
  let count = 0;
  for (let i = 0; i < set.length; i += 2) count += Math.max(0, set[i + 1]! - Math.max(set[i]!, 0x80) + 1);
  return count;
}

/** The set closed under case folding. */
export function foldSet(set: CodeSet, folding: Folding): CodeSet {
  const extra: number[] = [];
  const add = (code: number): void => {
    for (const other of foldCode(code, folding)) if (!hasCode(set, other)) extra.push(other, other);
  };
  for (let i = 0; i < set.length; i += 2) {
    for (let code = Math.max(set[i]!, 0x41); code <= Math.min(set[i + 1]!, 0x7a); code++) add(code);
  }
  const strange = folding === 'unicode' ? strangeCount(set) : 0;
  if (strange > 256) {
    for (const code of unicodeOrbits().keys()) if (hasCode(set, code)) add(code);
  } else if (strange > 0) {
    for (let i = 0; i < set.length; i += 2) {
      for (let code = Math.max(set[i]!, 0x80); code <= set[i + 1]!; code++) add(code);
    }
  }
  return extra.length === 0 ? set : unite(set, extra);
}
