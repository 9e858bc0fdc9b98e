import { OFFSETS, SIZES, TYPES } from '../../src/formats/evtx/fast/layout';
import { recall } from '../recalled-value';
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

/** Looks at the value in a slot; false if it is more than its bytes. */
export function valueOfSlot(slot: i32): bool {
  const type: i32 = load<u8>(TYPES + slot);
  recall.kind = type;
  recall.from = chunk.at + load<i32>(OFFSETS + 4 * slot);
  recall.size = load<i32>(SIZES + 4 * slot);
  return type !== BIN_XML;
}
