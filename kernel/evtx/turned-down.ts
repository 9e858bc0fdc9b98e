import {
  COUNTED,
  COUNTED_KINDS,
  K_EARLIEST,
  K_LATEST,
  K_SIEVED,
  K_TURNED_DOWN,
  KIND,
  KINDS,
  OFFSETS,
  SIZES,
  STATE,
  TYPES,
} from '../../src/formats/evtx/fast/layout';
import { chunk } from './chunk';
import { FILE_TIME, LATEST } from './values';

// Counts of events that were turned down, by kind.

/** Notes that something is counted of a kind. */
export function note(kind: i32): void {
  if ((load<i32>(kind, K_TURNED_DOWN) | load<i32>(kind, K_SIEVED)) !== 0) return;
  const kinds = load<i32>(STATE, COUNTED_KINDS);
  store<i32>(COUNTED + 4 * kinds, (kind - KINDS) / KIND);
  store<i32>(STATE, kinds + 1, COUNTED_KINDS);
}

/** Counts an event that its sieve turned down; false if its time is not known here. */
export function sift(kind: i32, timeSlot: i32): bool {
  if (timeSlot < 0 || load<u8>(TYPES + timeSlot) !== FILE_TIME || load<i32>(SIZES + 4 * timeSlot) < 8) return false;
  const time = load<u64>(chunk.at + load<i32>(OFFSETS + 4 * timeSlot));
  if (<u32>(time >> 32) >= LATEST) return false;
  note(kind);
  const count = load<i32>(kind, K_SIEVED);
  store<i32>(kind, count + 1, K_SIEVED);
  if (count === 0 || time < load<u64>(kind, K_EARLIEST)) store<u64>(kind, time, K_EARLIEST);
  if (count === 0 || time > load<u64>(kind, K_LATEST)) store<u64>(kind, time, K_LATEST);
  return true;
}
