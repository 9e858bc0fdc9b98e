import type { ByteSource } from './format.ts';

const BLOCK = 262_144;

/** Encoding of a text input. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Code units by which UTF-16 without a byte order mark is told. */
const TELLING_UNITS = 4;

/** True if an input starts with ASCII in UTF-16, of which the zeros stand at even (0) or odd (1) places. */
function startsWithUnits(head: Uint8Array, zeros: 0 | 1): boolean {
  const units = Math.min(TELLING_UNITS, head.length >> 1);
  for (let unit = 0; unit < units; unit++) {
    const letter = head[2 * unit + 1 - zeros]!;
    const isAscii = letter === 9 || letter === 10 || letter === 13 || (letter >= 0x20 && letter < 0x7f);
    if (head[2 * unit + zeros] !== 0 || !isAscii) return false;
  }
  return units >= 2;
}

/** Encoding of a text input, and length in bytes of the byte order mark at its start; UTF-16 without one is told by its first units. */
export function byteOrderMark(head: Uint8Array): { readonly encoding: TextEncoding; readonly length: number } {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 };
  if (startsWithUnits(head, 1)) return { encoding: 'utf-16le', length: 0 };
  if (startsWithUnits(head, 0)) return { encoding: 'utf-16be', length: 0 };
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
