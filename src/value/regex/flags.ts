import type { Folding } from './fold.ts';

/** Inline flags in force at a place of a pattern. */
export interface RegexFlags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  /** Java `u`: fold all of Unicode; always so in RE2. */
  readonly unicodeCase: boolean;
  /** Java `d`: only LF ends a line. */
  readonly unixLines: boolean;
  /** Java `x`: white space and `#` comments in the pattern mean nothing. */
  readonly comments: boolean;
  /** RE2 `U`: `*` is lazy and `*?` greedy. */
  readonly swapGreed: boolean;
}

const JAVA_LETTERS: Readonly<Record<string, keyof RegexFlags>> = {
  i: 'ignoreCase',
  m: 'multiline',
  s: 'dotAll',
  u: 'unicodeCase',
  d: 'unixLines',
  x: 'comments',
};

const RE2_LETTERS: Readonly<Record<string, keyof RegexFlags>> = {
  i: 'ignoreCase',
  m: 'multiline',
  s: 'dotAll',
  U: 'swapGreed',
};

/** The flag of an inline letter in a dialect, or undefined. */
export function flagOf(letter: string, dialect: 're2' | 'java'): keyof RegexFlags | undefined {
  const table = dialect === 'java' ? JAVA_LETTERS : RE2_LETTERS;
  return Object.hasOwn(table, letter) ? table[letter] : undefined;
}

/** Which letters `(?i)` equates under the flags, or undefined when case counts. */
export function foldingOf(flags: RegexFlags): Folding | undefined {
  if (!flags.ignoreCase) return undefined;
  return flags.unicodeCase ? 'unicode' : 'ascii';
}
