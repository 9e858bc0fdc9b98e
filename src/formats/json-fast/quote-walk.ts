import { BACKSLASH, BLANK, CLOSE, COLON, COMMA, isBlank, QUOTE } from './bytes.ts';
import { EMPTY_STRING, MOST_MEMBERS, STRING } from './layout.ts';
import type { Members } from './members.ts';

/**
 * Place behind the object whose brace is at `at`, the first of its line; -1 if it is no JSON object, or an unusual one. `quotes` are the
 * places of the line's quotes, and what stands between those of a string was checked.
 */
export function walkQuotes(members: Members, quotes: Int32Array, at: number): number {
  const { bytes, view, starts, ends, kinds } = members;
  let node = members.tree.root;
  let count = 0;
  let quote = 0;
  let byte = bytes[++at]!;
  while (byte <= BLANK && isBlank(byte)) byte = bytes[++at]!;
  if (byte === CLOSE) return members.close(node, 0, at + 1);
  for (;;) {
    if (byte !== QUOTE || count === MOST_MEMBERS) return -1;
    const keyStart = at + 1;
    const keyEnd = quotes[quote + 1]!;
    quote += 2;
    let next = node.likely;
    if (next && !next.key.standsAt(view, keyStart, keyEnd - keyStart)) next = undefined;
    if (!next) {
      for (let i = keyStart; i < keyEnd; i++) if (bytes[i] === BACKSLASH) return -1;
      next = members.tree.child(node, bytes, keyStart, keyEnd);
      if (!next) return -1;
    }
    at = keyEnd + 1;
    node = next;
    byte = bytes[at]!;
    while (byte <= BLANK && isBlank(byte)) byte = bytes[++at]!;
    if (byte !== COLON) return -1;
    byte = bytes[++at]!;
    while (byte <= BLANK && isBlank(byte)) byte = bytes[++at]!;
    if (byte === QUOTE) {
      const end = quotes[quote + 1]!;
      quote += 2;
      starts[count] = at + 1;
      ends[count] = end;
      kinds[count] = end === at + 1 ? EMPTY_STRING : STRING;
      at = end + 1;
    } else {
      at = members.take(count, at);
      if (at < 0) return -1;
      while (quotes[quote]! < at) quote++;
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
