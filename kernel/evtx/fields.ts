import { FIELDS, FIELDS_SIZE, OFFSETS, SIZES, TYPES } from '../../src/formats/evtx/fast/layout';
import { CLOSE_OBJECT, constant, OPEN_OBJECT, SLACK } from './lines';
import { place } from './text';
import { ARRAY, BIN_XML, NULL_VALUE, value, WRITTEN_VALUE } from './values';

// Some fields of a record as one JSON object, by programs that the reader made (its stored-fields.ts).

/** A program: how many fields, most bytes that keys and quotes take, most often that one value is written. */
const MOST = 4;
const REPEATED = 8;
const HEAD = 12;
/** A field: its slot, or -1 for a constant; where its key stands, with a comma before it, and how long that is; how it is written. */
const KEY = 4;
const KEY_LENGTH = 8;
const HOW = 12;
const FIELD = 16;

/** How a field is written that is not always there, the empty text without a value: left out if it says nothing, or left to the reader if it has no value. */
const TELLING = 1;
const SYSTEM = 2;

/** `""` and `"-"` as they stand in memory. */
const EMPTY: u32 = 0x2222;
const DASH: u32 = 0x22_2d22;

/** Writes fields of the record laid out, in the chunk at an address; gives where the text ends, 0 if the reader has to do it. */
export function fields(program: i32, chunk: i32, recordSize: i32): i32 {
  const most = load<i32>(program, MOST) + 6 * recordSize * load<i32>(program, REPEATED) + SLACK;
  if (most > FIELDS_SIZE) return 0;
  place.at = FIELDS;
  let field = program + HEAD;
  for (const end = field + FIELD * load<i32>(program); field < end; field += FIELD) {
    const before = place.at;
    constant(load<i32>(field, KEY), load<i32>(field, KEY_LENGTH));
    const slot = load<i32>(field);
    if (slot < 0) continue;
    const type: i32 = load<u8>(TYPES + slot);
    if (type === BIN_XML || type >= ARRAY) return 0;
    const start = place.at;
    const how = load<i32>(field, HOW);
    const state = value(type, chunk + load<i32>(OFFSETS + 4 * slot), load<i32>(SIZES + 4 * slot));
    if (state === NULL_VALUE && how !== SYSTEM) {
      store<u16>(place.at, <u16>EMPTY);
      place.at += 2;
    } else if (state !== WRITTEN_VALUE) return 0;
    const size = place.at - start;
    const isEmpty = size === 2 && <u32>load<u16>(start) === EMPTY;
    if (how === SYSTEM && isEmpty) return 0;
    if (how === TELLING && (isEmpty || (size === 3 && (load<u32>(start) & 0xff_ffff) === DASH))) place.at = before;
  }
  if (place.at === FIELDS) return 0;
  store<u8>(FIELDS, OPEN_OBJECT);
  store<u8>(place.at, CLOSE_OBJECT);
  return place.at + 1;
}
