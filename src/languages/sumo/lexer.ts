import type { Span } from '../../source/index.ts';
import { TEMPLATE_SOURCE } from './template.ts';

/** What a token is; keywords are ordinary words because no word of the language is reserved (spec sumo §2). */
export type TokenKind =
  | 'word'
  | 'template'
  | 'field'
  | 'number'
  | 'string'
  | 'single'
  | 'macro'
  | 'punct'
  | 'pipe'
  | 'end';

/** A token with its exact text; `closed` is false for a quoted token whose end is missing. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly span: Span;
  readonly closed: boolean;
}

const BLANK = /[\s\u200b\u2060\ufeff]/;
const WORD = new RegExp(
  `(?:[\\p{L}_][\\p{L}\\p{N}_]*|${TEMPLATE_SOURCE})(?:\\.?[\\p{L}\\p{N}_]+|\\.?(?:${TEMPLATE_SOURCE}))*`,
  'uy',
);
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]\d+)?(?:[KMGTP]i|ns|us|ms|[kKMGBTPsmhdw])?/y;
const DIGIT_WORD = new RegExp(`\\d(?:[\\p{L}\\p{N}_]|${TEMPLATE_SOURCE})*(?:\\.?[\\p{L}\\p{N}_]+)*`, 'uy');
const PUNCTUATION = ['==', '=~', '!=', '!~', '<>', '<=', '>=', '&&', '||'];
const OPENING_CURLY = '“”„‟';

/** True for white space of any kind, invisible marks from pasted documents included. */
export function isBlank(character: string | undefined): boolean {
  return character !== undefined && BLANK.test(character);
}

/** Offset behind white space and comments; `//` and `/*` open a comment only in the places that spec sumo §2 names. */
export function skipTrivia(text: string, at: number): number {
  for (;;) {
    while (isBlank(text[at])) at++;
    if (text[at] !== '/') return at;
    const before = text[at - 1];
    const free = before === undefined || isBlank(before);
    if (text[at + 1] === '/' && (free || (before !== undefined && '|()"'.includes(before)))) {
      while (at < text.length && text[at] !== '\n') at++;
    } else if (text[at + 1] === '*' && free) {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else {
      return at;
    }
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function closingQuote(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return -1;
}

function quotesFrom(text: string, from: number): number {
  let count = 0;
  for (let i = closingQuote(text, from); i >= 0; i = closingQuote(text, i + 1)) count++;
  return count;
}

/**
 * End of the quoted text that starts at `open`, behind its closing quote. A text without closing quote ends with its line,
 * and so does one that runs over the start of the next stage while an odd number of quotes follows.
 */
export function quotedEnd(text: string, open: number): { readonly end: number; readonly closed: boolean } {
  const close = closingQuote(text, open + 1);
  const stage = close < 0 ? -1 : text.slice(open, close).search(/\n\s*\|/);
  if (close >= 0 && (stage < 0 || quotesFrom(text, close + 1) % 2 === 0)) return { end: close + 1, closed: true };
  const line = text.indexOf('\n', open);
  const end = line < 0 ? text.length : line;
  return { end: open + text.slice(open, end).trimEnd().length, closed: false };
}

function token(kind: TokenKind, text: string, start: number, end: number, closed = true): Token {
  return { kind, text: text.slice(start, end), span: { start, end }, closed };
}

function scanQuoted(text: string, at: number): Token {
  const { end, closed } = quotedEnd(text, at);
  return token('string', text, at, end, closed);
}

function scanCurly(text: string, at: number): Token {
  const rest = text.slice(at + 1).search(/[“”„‟"]/);
  if (rest < 0) return token('string', text, at, text.length, false);
  return token('string', text, at, at + 1 + rest + 1);
}

function scanSingle(text: string, at: number): Token {
  if (text.startsWith("'''", at)) return token('single', text, at, at + 3);
  const end = text.indexOf("'", at + 1);
  const line = text.indexOf('\n', at);
  if (end < 0 || (line >= 0 && line < end)) return token('single', text, at, line < 0 ? text.length : line, false);
  return token('single', text, at, end + 1);
}

/** The token at or behind `at`; white space and comments before it are skipped. */
export function scanToken(text: string, from: number): Token {
  const at = skipTrivia(text, from);
  const character = text[at];
  if (character === undefined) return token('end', text, text.length, text.length);
  if (character === '"') return scanQuoted(text, at);
  if (OPENING_CURLY.includes(character)) return scanCurly(text, at);
  if (character === "'") return scanSingle(text, at);
  if (character === '%' && text[at + 1] === '"') {
    const { end, closed } = quotedEnd(text, at + 1);
    return token('field', text, at, end, closed);
  }
  if (character === '`') {
    const end = text.indexOf('`', at + 1);
    return token('macro', text, at, end < 0 ? text.length : end + 1, end >= 0);
  }
  const word = matchAt(WORD, text, at);
  if (word !== undefined) {
    return token(/[{$]/.test(word) ? 'template' : 'word', text, at, at + word.length);
  }
  const digits = matchAt(DIGIT_WORD, text, at);
  if (digits !== undefined) return scanDigits(text, at, digits);
  if (/^\.\d/.test(text.slice(at, at + 2))) return scanDigits(text, at, '.');
  const two = text.slice(at, at + 2);
  if (PUNCTUATION.includes(two)) return token('punct', text, at, at + 2);
  return token(character === '|' ? 'pipe' : 'punct', text, at, at + 1);
}

function scanDigits(text: string, at: number, digits: string): Token {
  const joined = /^\d+\.(?=(?:and|or)$)/i.exec(digits)?.[0];
  if (joined !== undefined) return token('number', text, at, at + joined.length);
  const number = matchAt(NUMBER, text, at) ?? '';
  if (number.length >= digits.length) return token('number', text, at, at + number.length);
  return token(/[{$]/.test(digits) ? 'template' : 'word', text, at, at + digits.length);
}

/** End of the regex literal that starts with a slash at `at`, or -1; `\/` does not close it (spec sumo §2). */
export function regexLiteralEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '/') return i + 1;
  }
  return -1;
}

/** End of a field written `%name.part[2]` without quotes, or `at` when none stands there (spec sumo §2). */
export function percentFieldEnd(text: string, at: number): number {
  const found = matchAt(/%[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_@-]+|\[\d+\])*/uy, text, at);
  return found === undefined ? at : at + found.length;
}
