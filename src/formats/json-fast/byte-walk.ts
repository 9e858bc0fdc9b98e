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
  PLAIN,
  QUOTE,
} from './bytes.ts';
import { EMPTY_STRING, MOST_MEMBERS, STRING } from './layout.ts';
import type { Members } from './members.ts';

/** Place behind the object whose brace is at `at`, found byte by byte; -1 if it is no JSON object, or an unusual one. */
export function walkBytes(members: Members, at: number): number {
  const { bytes, starts, ends, kinds } = members;
  let node = members.tree.root;
  let count = 0;
  let byte = bytes[++at]!;
  while (byte <= BLANK && isBlank(byte)) byte = bytes[++at]!;
  if (byte === CLOSE) return members.close(node, 0, at + 1);
  for (;;) {
    if (byte !== QUOTE || count === MOST_MEMBERS) return -1;
    at++;
    let next = node.likely;
    if (next) {
      const key = next.key.bytes;
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
      next = members.tree.child(node, bytes, start, at);
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
      for (;;) {
        let meaning = IN_STRING[bytes[at]!]!;
        while (meaning === PLAIN) meaning = IN_STRING[bytes[++at]!]!;
        if (meaning === ENDS) break;
        if (meaning === FORBIDDEN) return -1;
        at = meaning === ESCAPES ? behindEscape(bytes, at) : at + 1;
        if (at < 0) return -1;
      }
      starts[count] = start;
      ends[count] = at;
      kinds[count] = at === start ? EMPTY_STRING : STRING;
      at++;
    } else {
      at = members.take(count, at);
      if (at < 0) return -1;
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
    return members.close(node, count, at + 1);
  }
}
