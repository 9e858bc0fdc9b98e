import { OFFSETS, SIZES, TYPES } from '../../src/formats/evtx/fast/layout';
import { spanOf } from '../span';
import { chunk } from './chunk';
import { BIN_XML, STRING } from './values';

/** The span of the text in a slot, in UTF-16; 0 if it holds none. */
export function textOfSlot(slot: i32): u64 {
  if (load<u8>(TYPES + slot) !== STRING) return 0;
  const start = chunk.at + load<i32>(OFFSETS + 4 * slot);
  const most = start + (load<i32>(SIZES + 4 * slot) & ~1);
  // The value ends at its first NUL.
  for (let at = start; at < most; at += 16) {
    const zeros = i16x8.bitmask(i16x8.eq(v128.load(at), i16x8.splat(0)));
    if (zeros !== 0) return spanOf(start, min(most, at + 2 * ctz<i32>(zeros)));
  }
  return spanOf(start, most);
}

/** The type of the value in a slot. */
export function kindOfSlot(slot: i32): i32 {
  return load<u8>(TYPES + slot);
}

/** The span of the bytes of the value in a slot; 0 if it is more than these. */
export function bytesOfSlot(slot: i32): u64 {
  const start = chunk.at + load<i32>(OFFSETS + 4 * slot);
  return kindOfSlot(slot) === BIN_XML ? 0 : spanOf(start, start + load<i32>(SIZES + 4 * slot));
}
