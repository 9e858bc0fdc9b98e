import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../container.ts';

/** A uniform generator of numbers below a limit. */
export type Random = (below: number) => number;

/** A small generator (mulberry32), so that a failure can be made again from its seed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** Offsets that matter: headers and records, not the free space behind them. */
function usedOffset(base: Uint8Array, random: Random): number {
  const chunks = (base.length - FILE_HEADER_SIZE) / CHUNK_SIZE;
  const place = random(20);
  if (place === 0) return random(128);
  const start = FILE_HEADER_SIZE + random(chunks) * CHUNK_SIZE;
  if (place < 3) return start + random(128);
  const view = new DataView(base.buffer, base.byteOffset);
  return start + 512 + random(view.getUint32(start + 48, true) - 512);
}

/** A damaged copy of a file. */
export interface Mutant {
  readonly bytes: Uint8Array;
  /** Byte ranges that were changed, and where the file ends now. */
  readonly touched: readonly (readonly [from: number, to: number])[];
}

/** Damages a copy in one of five ways: bits, zeros, a cut, two parts exchanged, noise. */
export function mutantOf(base: Uint8Array, random: Random): Mutant {
  const bytes = base.slice();
  const at = usedOffset(base, random);
  const length = Math.min(1 + random(random(4) === 0 ? 4096 : 16), bytes.length - at);
  switch (random(6)) {
    case 0:
    case 1: {
      const touched: [number, number][] = [];
      for (let i = 1 + random(8); i > 0; i--) {
        const offset = usedOffset(base, random);
        bytes[offset]! ^= 1 << random(8);
        touched.push([offset, offset + 1]);
      }
      return { bytes, touched };
    }
    case 2:
      return { bytes: bytes.fill(0, at, at + length), touched: [[at, at + length]] };
    case 3:
      return { bytes: bytes.subarray(0, at), touched: [[at, base.length]] };
    case 4: {
      const other = usedOffset(base, random);
      const count = Math.min(length, bytes.length - other);
      bytes.set(base.subarray(other, other + count), at);
      bytes.set(base.subarray(at, at + count), other);
      return {
        bytes,
        touched: [
          [at, at + count],
          [other, other + count],
        ],
      };
    }
    default:
      for (let i = 0; i < length; i++) bytes[at + i] = random(256);
      return { bytes, touched: [[at, at + length]] };
  }
}

/** Which base a mutant is made of: the large one, a log of 194 records, seldom. */
export const WEIGHTS: readonly number[] = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3];

/** A file of chunks. */
export function fileOf(header: Uint8Array, chunks: readonly Uint8Array[]): Uint8Array {
  const file = new Uint8Array(FILE_HEADER_SIZE + chunks.length * CHUNK_SIZE);
  file.set(header);
  for (const [i, chunk] of chunks.entries()) file.set(chunk, FILE_HEADER_SIZE + i * CHUNK_SIZE);
  return file;
}
