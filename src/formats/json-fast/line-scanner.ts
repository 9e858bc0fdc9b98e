import {
  BLANK,
  behindEscape,
  CLOSE,
  COLON,
  COMMA,
  ENDS,
  ESCAPES,
  FORBIDDEN,
  HIGH,
  IN_STRING,
  isBlank,
  MINUS,
  NEWLINE,
  NINE,
  OPEN,
  OPEN_LIST,
  PLAIN,
  QUOTE,
  ZERO,
} from './bytes.ts';
import { type KeyNode, KeyTree } from './key-tree.ts';
import { behindLiteral, behindNested, behindNumber } from './skip.ts';

/** Kinds of values, as far as they decide how an object is read. */
export const STRING = 1;
export const EMPTY_STRING = 2;
export const NUMBER = 3;
export const BOOLEAN = 4;
export const NULL = 5;
export const OBJECT = 6;
export const LIST = 7;
/** A number of so many signs that it may be kept as text. */
export const LONG_NUMBER = 8;
/** Signs from which a number is long. */
export const LONG = 16;

/** How a string is written: nothing of these, or both. */
export const HAS_ESCAPES = 1;
export const HAS_HIGH = 2;

/** Most members of an object that is read from its bytes. */
export const MOST_MEMBERS = 512;

/**
 * Finds the members of one JSON object in a pass over its bytes that checks what `JSON.parse` checks. The bytes must hold a newline at
 * or behind the object's end: it cannot stand inside a value, so that no place need be compared with the end of the bytes.
 */
export class LineScanner {
  readonly tree = new KeyTree();
  bytes = new Uint8Array(0);
  /** Members of the object scanned last. Strings are spanned without their quotes. */
  count = 0;
  readonly starts = new Int32Array(MOST_MEMBERS);
  readonly ends = new Int32Array(MOST_MEMBERS);
  readonly kinds = new Uint8Array(MOST_MEMBERS);
  readonly writings = new Uint8Array(MOST_MEMBERS);
  node: KeyNode = this.tree.root;

  /** Place of the newline of the line that starts at `at`; -1 if it is no JSON object, or an unusual one. */
  line(at: number): number {
    const { bytes } = this;
    while (isBlank(bytes[at]!)) at++;
    if (bytes[at] !== OPEN) return -1;
    at = this.object(at);
    if (at < 0) return -1;
    while (isBlank(bytes[at]!)) at++;
    return bytes[at] === NEWLINE ? at : -1;
  }

  /** Place behind the object whose brace is at `at`; -1 if it is no JSON object, or an unusual one. */
  object(at: number): number {
    const { bytes, starts, ends, kinds, writings } = this;
    let node = this.tree.root;
    let count = 0;
    let byte = bytes[++at]!;
    while (byte <= BLANK && isBlank(byte)) byte = bytes[++at]!;
    if (byte === CLOSE) {
      this.count = 0;
      this.node = node;
      return at + 1;
    }
    for (;;) {
      if (byte !== QUOTE || count === MOST_MEMBERS) return -1;
      at++;
      let next = node.likely;
      if (next) {
        const { key } = next;
        const { length } = key;
        let i = 0;
        while (i < length && bytes[at + i] === key[i]) i++;
        if (i === length && bytes[at + length] === QUOTE) at += length + 1;
        else next = undefined;
      }
      if (!next) {
        const start = at;
        let meaning = IN_STRING[bytes[at]!]!;
        while (meaning === PLAIN || meaning === HIGH) meaning = IN_STRING[bytes[++at]!]!;
        if (meaning !== ENDS) return -1;
        next = this.tree.child(node, bytes, start, at);
        if (!next) return -1;
        at++;
      }
      node = next;
      byte = bytes[at]!;
      while (byte <= BLANK && isBlank(byte)) byte = bytes[++at]!;
      if (byte !== COLON) return -1;
      byte = bytes[++at]!;
      while (byte <= BLANK && isBlank(byte)) byte = bytes[++at]!;
      if (byte === QUOTE) {
        const start = ++at;
        let writing = 0;
        for (;;) {
          let meaning = IN_STRING[bytes[at]!]!;
          while (meaning === PLAIN) meaning = IN_STRING[bytes[++at]!]!;
          if (meaning === ENDS) break;
          if (meaning === FORBIDDEN) return -1;
          if (meaning === ESCAPES) {
            writing |= HAS_ESCAPES;
            at = behindEscape(bytes, at);
            if (at < 0) return -1;
          } else {
            writing |= HAS_HIGH;
            at++;
          }
        }
        starts[count] = start;
        ends[count] = at;
        kinds[count] = at === start ? EMPTY_STRING : STRING;
        writings[count] = writing;
        at++;
      } else {
        starts[count] = at;
        if ((byte >= ZERO && byte <= NINE) || byte === MINUS) {
          const start = at;
          at = behindNumber(bytes, at);
          kinds[count] = at - start < LONG ? NUMBER : LONG_NUMBER;
        } else if (byte === OPEN || byte === OPEN_LIST) {
          at = behindNested(bytes, at);
          kinds[count] = byte === OPEN ? OBJECT : LIST;
        } else {
          at = behindLiteral(bytes, at);
          kinds[count] = byte === 0x6e ? NULL : BOOLEAN;
        }
        if (at < 0) return -1;
        ends[count] = at;
      }
      count++;
      byte = bytes[at]!;
      while (byte <= BLANK && isBlank(byte)) byte = bytes[++at]!;
      if (byte === COMMA) {
        byte = bytes[++at]!;
        while (byte <= BLANK && isBlank(byte)) byte = bytes[++at]!;
        continue;
      }
      if (byte !== CLOSE) return -1;
      this.count = count;
      this.node = node;
      return node.isUnusual ? -1 : at + 1;
    }
  }
}
