import type { ByteSource } from './format.ts';

const BLOCK = 262_144;

/** Encoding of a text input by its byte order mark; UTF-8 without one. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Encoding and length in bytes of the byte order mark at the start of an input. */
export function byteOrderMark(head: Uint8Array): { readonly encoding: TextEncoding; readonly length: number } {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 };
  return { encoding: 'utf-8', length: 0 };
}

/** Bytes that UTF-8 text takes in the encoding of the input. */
export function sizeIn(encoding: TextEncoding, utf8: Uint8Array): number {
  if (encoding === 'utf-8') return utf8.length;
  let units = 0;
  for (let i = 0; i < utf8.length; i++) {
    const byte = utf8[i]!;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units * 2;
}

/**
 * Reads a text input block by block as UTF-8, the byte order mark left out; `take` gets the encoding and the mark's length
 * with every block and returns false to stop. Blocks are valid only during the call.
 */
export async function readUtf8(
  source: ByteSource,
  take: (block: Uint8Array, encoding: TextEncoding, markLength: number) => boolean,
): Promise<void> {
  const buffer = new Uint8Array(BLOCK);
  let position = 0;
  let mark: ReturnType<typeof byteOrderMark> | undefined;
  let decoder: TextDecoder | undefined;
  const encoder = new TextEncoder();
  for (;;) {
    const length = await source.read(position, buffer);
    let block = buffer.subarray(0, length);
    position += length;
    if (!mark) {
      mark = byteOrderMark(block);
      block = block.subarray(mark.length);
      if (mark.encoding !== 'utf-8') decoder = new TextDecoder(mark.encoding);
    }
    const isLast = length < BLOCK;
    const text = decoder ? encoder.encode(decoder.decode(block, { stream: !isLast })) : block;
    if (text.length > 0 && !take(text, mark.encoding, mark.length)) return;
    if (isLast) return;
  }
}
