import {
  BOOLEAN,
  COUNT,
  EMPTY_STRING,
  ENDS,
  KINDS,
  LEVELS,
  LIST,
  LONG,
  LONG_NUMBER,
  MOST_LEVELS,
  MOST_MEMBERS,
  N_FIRST,
  N_KEY,
  N_LENGTH,
  N_LIKELY,
  N_NEXT,
  N_UNUSUAL,
  NEWLINE_AT,
  NO_OBJECT,
  NODE,
  NODE_SIZE,
  NODES,
  NULL,
  NUMBER,
  OBJECT,
  QUOTES,
  STARTS,
  STATE,
  STRING,
  UNKNOWN,
} from '../../src/formats/json-fast/layout';
import { isSame } from '../same';
import { quotes } from './quotes';

// Finds the members of a line's object, as the reader's quote-walk.ts does, if all of its keys are known in their order.

const TAB = 0x09;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BLANK = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const SMALL_E = 0x65;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Address of the quote that comes next in the list of the line's. */
let quote: i32 = 0;

function byteAt(at: i32): i32 {
  return load<u8>(at);
}

/** Place behind blanks, but for the one that ends a line. */
function behindBlanks(start: i32): i32 {
  let at = start;
  for (let byte = byteAt(at); byte <= BLANK; byte = byteAt(++at))
    if (byte !== BLANK && byte !== TAB && byte !== RETURN) break;
  return at;
}

/**
 * Scans the line that starts at a place. Gives the place of its newline; `NO_OBJECT` if it is none, or an unusual one; `UNKNOWN` if
 * it has a key that was not told, then the quotes stand in their list.
 */
export function line(start: i32): i32 {
  const newline = quotes(start);
  store<i32>(STATE, newline, NEWLINE_AT);
  if (newline < 0) return NO_OBJECT;
  quote = QUOTES;
  let at = behindBlanks(start);
  if (byteAt(at) !== OPEN) return NO_OBJECT;
  at = members(at);
  if (at < 0) return at;
  at = behindBlanks(at);
  return byteAt(at) === NEWLINE ? at : NO_OBJECT;
}

/** Place behind the object whose brace is at `start`. */
function members(start: i32): i32 {
  let node = NODES;
  let count = 0;
  let at = behindBlanks(start + 1);
  if (byteAt(at) === CLOSE) return end(node, 0, at + 1);
  for (;;) {
    if (byteAt(at) !== QUOTE || count === MOST_MEMBERS) return NO_OBJECT;
    const keyEnd = load<i32>(quote, 4);
    quote += 8;
    node = childOf(node, at + 1, keyEnd - at - 1);
    if (node === 0) return UNKNOWN;
    at = behindBlanks(keyEnd + 1);
    if (byteAt(at) !== COLON) return NO_OBJECT;
    at = behindBlanks(at + 1);
    const byte = byteAt(at);
    if (byte === QUOTE) {
      const from = at + 1;
      const to = load<i32>(quote, 4);
      quote += 8;
      put(count, from, to, to === from ? EMPTY_STRING : STRING);
      at = to + 1;
    } else {
      const from = at;
      let kind = BOOLEAN;
      if (isDigit(byte) || byte === MINUS) {
        at = behindNumber(at);
        kind = at - from < LONG ? NUMBER : LONG_NUMBER;
      } else if (byte === OPEN || byte === OPEN_LIST) {
        at = behindNested(at);
        kind = byte === OPEN ? OBJECT : LIST;
      } else {
        at = behindLiteral(at);
        if (byte === 0x6e) kind = NULL;
      }
      if (at < 0) return NO_OBJECT;
      put(count, from, at, kind);
    }
    count++;
    at = behindBlanks(at);
    if (byteAt(at) !== COMMA) break;
    at = behindBlanks(at + 1);
  }
  return byteAt(at) === CLOSE ? end(node, count, at + 1) : NO_OBJECT;
}

function put(member: i32, from: i32, to: i32, kind: i32): void {
  store<i32>(STARTS + 4 * member, from);
  store<i32>(ENDS + 4 * member, to);
  store<u8>(KINDS + member, kind);
}

/** Ends the object. */
function end(node: i32, count: i32, behind: i32): i32 {
  store<i32>(STATE, (node - NODES) / NODE_SIZE, NODE);
  store<i32>(STATE, count, COUNT);
  return load<i32>(node, N_UNUSUAL) !== 0 ? NO_OBJECT : behind;
}

/** The node behind a key, 0 if it was not told. */
function childOf(node: i32, key: i32, length: i32): i32 {
  const likely = load<i32>(node, N_LIKELY);
  if (likely !== 0 && isKey(likely, key, length)) return likely;
  for (let child = load<i32>(node, N_FIRST); child !== 0; child = load<i32>(child, N_NEXT)) {
    if (!isKey(child, key, length)) continue;
    store<i32>(node, child, N_LIKELY);
    return child;
  }
  return 0;
}

function isKey(node: i32, key: i32, length: i32): bool {
  return load<i32>(node, N_LENGTH) === length && isSame(load<i32>(node, N_KEY), key, length);
}

function isDigit(byte: i32): bool {
  return <u32>(byte - ZERO) < 10;
}

function behindDigits(start: i32): i32 {
  let at = start;
  while (isDigit(byteAt(at))) at++;
  return at === start ? -1 : at;
}

/** Place behind the number that starts at a place, -1 if JSON has no such number. */
function behindNumber(start: i32): i32 {
  let at = start;
  if (byteAt(at) === MINUS) at++;
  if (byteAt(at) === ZERO) at++;
  else {
    at = behindDigits(at);
    if (at < 0) return -1;
  }
  if (byteAt(at) === POINT) {
    at = behindDigits(at + 1);
    if (at < 0) return -1;
  }
  if ((byteAt(at) | 0x20) !== SMALL_E) return at;
  at++;
  if (byteAt(at) === MINUS || byteAt(at) === PLUS) at++;
  return behindDigits(at);
}

/** Place behind `true`, `false` or `null`, -1 if none of them stands there. */
function behindLiteral(at: i32): i32 {
  const word = load<u32>(at);
  if (word === 0x6575_7274 || word === 0x6c6c_756e) return at + 4;
  return word === 0x736c_6166 && byteAt(at + 4) === SMALL_E ? at + 5 : -1;
}

/** Place behind the object or list that starts at a place, checked to its last byte; -1 if it is none, or nested too deep. */
function behindNested(start: i32): i32 {
  let depth = 0;
  let at = start;
  skipQuotes(at);
  while (at >= 0) {
    const byte = byteAt(at);
    let isOpen = false;
    if (byte === OPEN || byte === OPEN_LIST) {
      if (depth === MOST_LEVELS - 1) return -1;
      store<u8>(LEVELS + depth++, byte === OPEN ? CLOSE : CLOSE_LIST);
      at = behindBlanks(at + 1);
      isOpen = byteAt(at) !== load<u8>(LEVELS + depth - 1);
    } else if (byte === QUOTE) at = behindString();
    else if (byte === MINUS || isDigit(byte)) at = behindNumber(at);
    else at = behindLiteral(at);
    if (at < 0) return -1;
    if (!isOpen) {
      at = behindBlanks(at);
      while (byteAt(at) === load<u8>(LEVELS + depth - 1)) {
        at++;
        if (--depth === 0) return at;
        at = behindBlanks(at);
      }
      if (byteAt(at) !== COMMA) return -1;
      at = behindBlanks(at + 1);
    }
    if (load<u8>(LEVELS + depth - 1) !== CLOSE) continue;
    if (byteAt(at) !== QUOTE) break;
    at = behindBlanks(behindString());
    if (byteAt(at) !== COLON) return -1;
    at = behindBlanks(at + 1);
  }
  return -1;
}

/** Goes on to the first quote at a place or behind it. */
function skipQuotes(at: i32): void {
  while (load<i32>(quote) < at) quote += 4;
}

/** Place behind the string that begins at the quote that comes next. */
function behindString(): i32 {
  const at = load<i32>(quote, 4) + 1;
  quote += 8;
  return at;
}
