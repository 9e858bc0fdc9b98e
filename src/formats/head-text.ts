import { byteOrderMark } from './utf8-chunks.ts';

/** The start of an input as text, its byte order mark left out; undefined if it holds NUL bytes, as binary files do. */
export function headText(head: Uint8Array): string | undefined {
  const { encoding, length } = byteOrderMark(head);
  const text = new TextDecoder(encoding).decode(head.subarray(length), { stream: true });
  return text.includes('\0') ? undefined : text;
}

/** The whole lines before the first NUL of an input, which a broken writer may leave in a log; the empty text if there is none. */
export function linesBeforeNul(head: Uint8Array): string {
  const { encoding, length } = byteOrderMark(head);
  const [before = ''] = new TextDecoder(encoding).decode(head.subarray(length), { stream: true }).split('\0', 1);
  return before.slice(0, before.lastIndexOf('\n') + 1);
}
