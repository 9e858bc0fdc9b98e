import { JsonValues } from './json-value.ts';
import type { ChunkView } from './window.ts';

/** Values remembered, and the longest one in bytes. */
const SLOTS = 4096;
const LONGEST = 256;
const WORDS = 1 + LONGEST / 4;
const STRING = 0x01;
const PIECE = 4096;
const TOP_BITS = 0x8000_8000 | 0;

/** Text of a run of code units; lone surrogates stay as they are. A text of its own, never a slice of another. */
export function textOfUnits(units: Uint16Array, start: number, end: number): string {
  if (end - start <= PIECE) return String.fromCharCode.apply(null, units.subarray(start, end) as unknown as number[]);
  let text = '';
  for (let at = start; at < end; at += PIECE) text += textOfUnits(units, at, Math.min(end, at + PIECE));
  return text;
}

/** Code units of a string value of `size` bytes at a chunk offset: it ends at its first NUL. */
export function lengthOfText(view: DataView, at: number, size: number): number {
  const end = at + size - (size & 1);
  let place = at;
  // Two units at a time: subtracting one from each half sets a top bit that was not set only where a half is zero.
  for (; place + 4 <= end; place += 4) {
    const pair = view.getInt32(place, true);
    if (((pair - 0x1_0001) & ~pair & TOP_BITS) !== 0) break;
  }
  while (place < end && view.getUint16(place, true) !== 0) place += 2;
  return (place - at) >> 1;
}

function stringAt(chunk: ChunkView, at: number, size: number): string {
  const start = at >> 1;
  return textOfUnits(chunk.units(at), start, start + lengthOfText(chunk.view, at, size));
}

const scratch = new JsonValues(new Uint8Array(512));

/** Text of a value whose JSON is ASCII in quotes. */
function plainText(chunk: ChunkView, at: number, size: number, type: number): string {
  const end = scratch.value(0, chunk, at, size, type);
  return String.fromCharCode.apply(null, scratch.array.subarray(1, end - 1) as unknown as number[]);
}

/**
 * Texts of values met before, by type and bytes: logs say the same over and over, and finding a text costs a third of making
 * it. One slot a hash, the latest stays.
 */
class ValueTexts {
  readonly #bytes = new Int32Array(SLOTS * WORDS);
  readonly #texts: string[] = new Array(SLOTS).fill('');

  get(chunk: ChunkView, at: number, size: number, type: number): string {
    const { view } = chunk;
    const words = size >> 2;
    let tail = 0;
    for (let i = size & ~3; i < size; i++) tail = (tail << 8) | chunk.array[at + i]!;
    const head = (size << 8) | type;
    let hash = head ^ Math.imul(tail, 0x9e37_79b1);
    for (let i = 0; i < words; i++)
      hash = Math.imul(hash ^ view.getInt32(at + 4 * i, true), 0x85eb_ca6b) ^ (hash >>> 15);
    const slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    const known = this.#bytes;
    const start = slot * WORDS;
    if (known[start] === head && known[start + 1 + words] === tail) {
      let i = 0;
      while (i < words && known[start + 1 + i] === view.getInt32(at + 4 * i, true)) i++;
      if (i === words) return this.#texts[slot]!;
    }
    known[start] = head;
    for (let i = 0; i < words; i++) known[start + 1 + i] = view.getInt32(at + 4 * i, true);
    known[start + 1 + words] = tail;
    const text = type === STRING ? stringAt(chunk, at, size) : plainText(chunk, at, size, type);
    this.#texts[slot] = text;
    return text;
  }
}

let texts: ValueTexts | undefined;

/** Text of a string value. */
export function stringText(chunk: ChunkView, at: number, size: number): string {
  if (size >= LONGEST - 4) return stringAt(chunk, at, size);
  texts ??= new ValueTexts();
  return texts.get(chunk, at, size, STRING);
}

/** Text of a GUID, SID or hex number that is not NULL. */
export function idText(chunk: ChunkView, at: number, size: number, type: number): string {
  if (size >= LONGEST - 4) return plainText(chunk, at, size, type);
  texts ??= new ValueTexts();
  return texts.get(chunk, at, size, type);
}

/** Text of a time that is not NULL. */
export function timeText(chunk: ChunkView, at: number, size: number): string {
  return plainText(chunk, at, size, 0x11);
}
