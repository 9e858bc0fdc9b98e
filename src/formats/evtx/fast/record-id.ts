import type { Frame } from './frame.ts';
import { rawAt } from './read-value.ts';

/** EventRecordID of the record in a frame, text beyond 2^53; the record head's id where the event has none. */
export function recordIdOf(frame: Frame): number | string {
  const { chunk, at, outer, offsets, sizes, types } = frame;
  const source = outer.header!.recordId;
  let value: unknown;
  if (source.kind === 'literal') value = source.text;
  else if (source.kind === 'slot') {
    const { slot } = source;
    const place = offsets[slot]!;
    if (types[slot] === 0x0a && sizes[slot]! >= 8) {
      const high = chunk.view.getUint32(place + 4, true);
      if (high < 0x20_0000) return high * 4_294_967_296 + chunk.view.getUint32(place, true);
    }
    value = rawAt(chunk, place, sizes[slot]!, types[slot]!);
  }
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
  if (typeof value === 'string' && value !== '') return value;
  return chunk.view.getUint32(at + 12, true) * 4_294_967_296 + chunk.view.getUint32(at + 8, true);
}
