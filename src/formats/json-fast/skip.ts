import {
  BLANK,
  behindEscape,
  CLOSE,
  CLOSE_LIST,
  COLON,
  COMMA,
  ENDS,
  ESCAPES,
  FORBIDDEN,
  IN_STRING,
  isBlank,
  MINUS,
  NINE,
  OPEN,
  OPEN_LIST,
  PLAIN,
  POINT,
  QUOTE,
  ZERO,
} from './bytes.ts';

/** Levels that are followed; what is deeper is left to the reader of texts, which reports it. */
const MAX_DEPTH = 500;

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

function behindDigits(bytes: Uint8Array, at: number): number {
  if (!isDigit(bytes[at]!)) return -1;
  while (isDigit(bytes[at]!)) at++;
  return at;
}

/** Place behind the number that starts at `at`, -1 if JSON has no such number. */
export function behindNumber(bytes: Uint8Array, at: number): number {
  if (bytes[at] === MINUS) at++;
  if (bytes[at] === ZERO) at++;
  else {
    at = behindDigits(bytes, at);
    if (at < 0) return -1;
  }
  if (bytes[at] === POINT) {
    at = behindDigits(bytes, at + 1);
    if (at < 0) return -1;
  }
  if ((bytes[at]! | 0x20) === 0x65) {
    at++;
    if (bytes[at] === MINUS || bytes[at] === 43) at++;
    return behindDigits(bytes, at);
  }
  return at;
}

const LITERALS = ['true', 'false', 'null'].map((text) => new TextEncoder().encode(text));

/** Place behind `true`, `false` or `null` at `at`, -1 if none of them stands there. */
export function behindLiteral(bytes: Uint8Array, at: number): number {
  for (const literal of LITERALS) {
    if (literal[0] !== bytes[at]) continue;
    for (let i = 1; i < literal.length; i++) if (bytes[at + i] !== literal[i]) return -1;
    return at + literal.length;
  }
  return -1;
}

/** Place behind the string whose first byte behind its quote is at `at`, -1 if it is none. */
export function behindString(bytes: Uint8Array, at: number): number {
  for (;;) {
    let meaning = IN_STRING[bytes[at]!]!;
    while (meaning === PLAIN) meaning = IN_STRING[bytes[++at]!]!;
    if (meaning === ENDS) return at + 1;
    if (meaning === FORBIDDEN) return -1;
    if (meaning === ESCAPES) {
      at = behindEscape(bytes, at);
      if (at < 0) return -1;
    } else at++;
  }
}

function behindBlanks(bytes: Uint8Array, at: number): number {
  while (bytes[at]! <= BLANK && isBlank(bytes[at]!)) at++;
  return at;
}

/** Place behind a key at `at` with its colon and the blanks around, -1 if none is there. */
function behindKey(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== QUOTE) return -1;
  const end = behindString(bytes, at + 1);
  if (end < 0) return -1;
  const colon = behindBlanks(bytes, end);
  return bytes[colon] === COLON ? behindBlanks(bytes, colon + 1) : -1;
}

/** Place behind the object or list that starts at `at`, checked to its last byte; -1 if it is none, or nested too deep. */
export function behindNested(bytes: Uint8Array, at: number): number {
  const isObject: boolean[] = [];
  for (;;) {
    const byte = bytes[at]!;
    let isOpen = false;
    if (byte === OPEN || byte === OPEN_LIST) {
      if (isObject.length === MAX_DEPTH - 1) return -1;
      isObject.push(byte === OPEN);
      at = behindBlanks(bytes, at + 1);
      isOpen = bytes[at] !== (byte === OPEN ? CLOSE : CLOSE_LIST);
    } else if (byte === QUOTE) at = behindString(bytes, at + 1);
    else if (byte === MINUS || isDigit(byte)) at = behindNumber(bytes, at);
    else at = behindLiteral(bytes, at);
    if (at < 0) return -1;
    if (!isOpen) {
      at = behindBlanks(bytes, at);
      while (bytes[at] === (isObject.at(-1) ? CLOSE : CLOSE_LIST)) {
        isObject.pop();
        at++;
        if (isObject.length === 0) return at;
        at = behindBlanks(bytes, at);
      }
      if (bytes[at] !== COMMA) return -1;
      at = behindBlanks(bytes, at + 1);
    }
    if (isObject.at(-1)) {
      at = behindKey(bytes, at);
      if (at < 0) return -1;
    }
  }
}
