import { type CodeSet, makeSet, unite } from './code-set.ts';

/** Which letters equal each other when case is ignored: Java's `(?i)` folds ASCII only, RE2's (and Java's `(?iu)`) all of Unicode. */
export type Folding = 'ascii' | 'unicode';

/** Members of ASCII letters' Unicode fold classes that lie outside ASCII: Kelvin sign and long s. */
const ASCII_STRANGERS: Readonly<Record<number, number>> = { 107: 0x212a, 115: 0x17f };

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
  return unicodeOrbits().get(code) ?? [code];
}

/** The set closed under case folding. */
export function foldSet(set: CodeSet, folding: Folding): CodeSet {
  const extra: number[] = [];
  const last = set.length > 0 ? set[set.length - 1]! : -1;
  for (let i = 0; i < set.length; i += 2) {
    for (let code = Math.max(set[i]!, 0x41); code <= Math.min(set[i + 1]!, 0x7a); code++) {
      for (const other of foldCode(code, folding)) extra.push(other, other);
    }
  }
  if (folding === 'unicode' && last >= 0x80) {
    for (const [code, others] of unicodeOrbits()) {
      let inside = false;
      for (let i = 0; i < set.length && !inside; i += 2) inside = set[i]! <= code && code <= set[i + 1]!;
      if (inside) for (const other of others) extra.push(other, other);
    }
  }
  return unite(set, makeSet(extra));
}
