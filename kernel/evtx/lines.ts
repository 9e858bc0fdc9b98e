import {
  LINES,
  LINES_SIZE,
  OFFSETS,
  P_MOST,
  P_PAYLOAD,
  P_REPEATED,
  P_SYSTEM,
  SIZES,
  TYPES,
} from '../../src/formats/evtx/fast/layout';
import { place, text } from './text';
import { ARRAY, NULL_VALUE, nullness, OTHER_VALUE, quote, STRINGS, value, WRITTEN_VALUE } from './values';

// Lines of canonical events, by programs that the reader made (its line-program.ts).

/** Kinds of steps, as in `STEP` of the reader. */
const CONTENT = 0;
const ATTRIBUTE = 1;
const LITERAL = 3;
const PAYLOAD = 4;
const OPEN = 5;
const CLOSE = 6;
const SEVERAL = 7;
const STEP_SIZE = 16;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
const NEWLINE = 0x0a;
/** What writing may overshoot. */
export const SLACK = 64;

/** Address of the chunk in which the values stand. */
let chunk: i32 = 0;
/** Items of the list at hand. */
let items: i32 = 0;

function typeOf(slot: i32): i32 {
  return load<u8>(TYPES + slot);
}

function sizeOf(slot: i32): i32 {
  return load<i32>(SIZES + 4 * slot);
}

function fromOf(slot: i32): i32 {
  return chunk + load<i32>(OFFSETS + 4 * slot);
}

/** Whether what depends on a slot is there; OTHER_VALUE if that cannot be told here. */
function presence(slot: i32): i32 {
  const type = slot < 0 ? ARRAY : typeOf(slot);
  return type >= ARRAY ? WRITTEN_VALUE : nullness(type, fromOf(slot), sizeOf(slot));
}

/** Copies constant bytes; up to 15 more are written. */
export function constant(from: i32, size: i32): void {
  const at = place.at;
  for (let i = 0; i < size; i += 16) v128.store(at + i, v128.load(from + i));
  place.at = at + size;
}

/** Bytes that a constant takes in the pool. */
function room(size: i32): i32 {
  return (size + 7) & ~7;
}

/** Writes the line of the record laid out, behind `place`; false if the reader has to do it, then nothing counts as written. */
export function line(base: i32, plan: i32, recordSize: i32): bool {
  const system = load<i32>(plan, P_SYSTEM);
  if (system === 0) return false;
  const start = place.at;
  const most = load<i32>(plan, P_MOST) + 6 * recordSize * load<i32>(plan, P_REPEATED) + SLACK;
  if (most > LINES + LINES_SIZE - start) return false;
  chunk = base;
  if (!run(system) || !run(load<i32>(plan, P_PAYLOAD))) {
    place.at = start;
    return false;
  }
  if (place.at === start) place.at++;
  store<u8>(start, OPEN_OBJECT);
  store<u16>(place.at, CLOSE_OBJECT | (NEWLINE << 8));
  place.at += 2;
  return true;
}

/** Runs a program: where its steps end, where its constants stand, the steps. */
function run(program: i32): bool {
  const end = load<i32>(program);
  let next = load<i32>(program, 4);
  let beforePayload = 0;
  let payloadStart = 0;
  for (let step = program + 8; step < end; step += STEP_SIZE) {
    const always = load<i32>(step, 4);
    if (always > 0) {
      constant(next, always);
      next += room(always);
    }
    const length = load<i32>(step, 8);
    const own = next;
    next += room(length);
    const word = load<i32>(step);
    const slot = word >> 3;
    const there = presence(load<i32>(step, 12));
    if (there === NULL_VALUE) continue;
    if (there === OTHER_VALUE) return false;
    switch (word & 7) {
      case PAYLOAD:
        constant(own, length);
        if (!payload(slot)) return false;
        break;
      case CONTENT:
      case ATTRIBUTE: {
        const type = typeOf(slot);
        if (type === 0) break;
        const before = place.at;
        constant(own, length);
        const start = place.at;
        const state = value(type, fromOf(slot), sizeOf(slot));
        if (state === OTHER_VALUE) return false;
        const isEmpty = (word & 7) === CONTENT && place.at === start + 2 && load<u8>(start) === QUOTE;
        if (state === NULL_VALUE || isEmpty) place.at = before;
        break;
      }
      case LITERAL:
        constant(own, length);
        break;
      case OPEN:
        beforePayload = place.at;
        constant(own, length);
        payloadStart = place.at;
        break;
      case CLOSE:
        if (place.at === payloadStart) place.at = beforePayload;
        else {
          store<u8>(payloadStart, OPEN_OBJECT);
          store<u8>(place.at++, CLOSE_OBJECT);
        }
        break;
      case SEVERAL:
        if (!several(slot, own, length)) return false;
        break;
    }
  }
  return true;
}

function empty(): void {
  store<u16>(place.at, QUOTE | (QUOTE << 8));
  place.at += 2;
}

/** A scalar, the empty text if it is NULL. */
function scalar(slot: i32): bool {
  const state = value(typeOf(slot), fromOf(slot), sizeOf(slot));
  if (state === NULL_VALUE) empty();
  return state !== OTHER_VALUE;
}

/** The value of a payload element: several if it is an array. */
function payload(slot: i32): bool {
  if (typeOf(slot) < ARRAY) return scalar(slot);
  const start = place.at;
  store<u8>(place.at++, OPEN_LIST);
  items = 0;
  if (!list(slot)) return false;
  close(start, false);
  return true;
}

/** Items of an array of texts, each with a comma behind it; other arrays are left to the reader. */
function list(slot: i32): bool {
  if (typeOf(slot) !== STRINGS) return false;
  const size = sizeOf(slot);
  const from = fromOf(slot);
  const end = from + (size & ~1);
  const before = items;
  for (let item = from; item < end; item = place.read + 2) {
    quote();
    text(item, end - item);
    quote();
    store<u8>(place.at++, COMMA);
    items++;
  }
  if (items === before) {
    empty();
    store<u8>(place.at++, COMMA);
    items++;
  }
  return true;
}

/** Ends a list that began at `start`; a single item stands without brackets unless the field is always a list. */
function close(start: i32, isList: bool): void {
  if (isList || items > 1) store<u8>(place.at - 1, CLOSE_LIST);
  else {
    memory.copy(start, start + 1, place.at - 2 - start);
    place.at -= 2;
  }
}

/** A field of several sources: whether it is always a list, how many there are, and five numbers of each. */
function several(field: i32, key: i32, keyLength: i32): bool {
  const before = place.at;
  constant(key, keyLength);
  const start = place.at;
  store<u8>(place.at++, OPEN_LIST);
  items = 0;
  let source = field + 8;
  for (const end = source + 20 * load<i32>(field, 4); source < end; source += 20) {
    const slot = load<i32>(source);
    const there = presence(load<i32>(source, 4));
    if (there === NULL_VALUE) continue;
    if (there === OTHER_VALUE) return false;
    if (slot < 0) constant(load<i32>(source, 12), load<i32>(source, 16));
    else if (typeOf(slot) >= ARRAY) {
      if (!list(slot)) return false;
      continue;
    } else {
      if (load<i32>(source, 8) !== 0) {
        const state = nullness(typeOf(slot), fromOf(slot), sizeOf(slot));
        if (state === NULL_VALUE) continue;
        if (state === OTHER_VALUE) return false;
      }
      if (!scalar(slot)) return false;
    }
    store<u8>(place.at++, COMMA);
    items++;
  }
  if (items === 0) place.at = before;
  else close(start, load<i32>(field) !== 0);
  return true;
}
