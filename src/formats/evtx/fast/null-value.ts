import { formatSystemTime } from '../file-time.ts';
import type { ChunkView } from './window.ts';

/** Least size in bytes by type: below it the value is NULL (spec evtx-format §8.1). */
const LEAST = Uint8Array.from({ length: 256 }, (_, type) => {
  const sizes: Readonly<Record<number, number>> = { 3: 1, 4: 1, 5: 2, 6: 2, 7: 4, 8: 4, 9: 8, 10: 8, 11: 4, 12: 8 };
  const others: Readonly<Record<number, number>> = { 13: 4, 15: 16, 16: 4, 17: 8, 18: 16, 19: 8, 20: 4, 21: 8 };
  return sizes[type] ?? others[type] ?? 0;
});

/** Eight 16-bit parts of a SYSTEMTIME. */
export function systemTimeParts(chunk: ChunkView, at: number): number[] {
  return Array.from({ length: 8 }, (_, i) => chunk.view.getUint16(at + 2 * i, true));
}

/** True if a scalar value counts as NULL: its type says so, or its bytes make no value of the type. */
export function isNullValue(chunk: ChunkView, at: number, size: number, type: number): boolean {
  if (type === 0 || size < LEAST[type]!) return true;
  if (type === 0x13) return 8 + 4 * chunk.array[at + 1]! > size;
  return type === 0x12 && formatSystemTime(systemTimeParts(chunk, at)) === null;
}
