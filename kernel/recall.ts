import {
  ADDRESSES,
  BITS,
  F_BIT,
  F_KEY,
  F_SLOT,
  FIELD,
  FULL_UP,
  KEYS,
  LEARNED,
  LONGEST,
  M_COUNT,
  M_FIELDS,
  M_GROUP,
  M_RECALLED,
  M_SCREEN,
  NO_SCREEN,
  NOT_LEARNED,
  NUMBERS,
  POOL_END,
  POOL_NEXT,
  R_CODE,
  R_COUNT,
  R_GROUP,
  R_HASH,
  ROW,
  ROW_SLOTS,
  ROWS,
  V_HASH,
  V_KEY,
  V_KIND,
  V_NUMBER,
  VALUE,
  VALUE_SLOTS,
  VALUES,
} from '../src/formats/recall-layout';
import { valueOfSlot } from './evtx/slots';
import { valueOfMember } from './json/texts';
import { NO_VALUE, recall } from './recalled-value';
import { isSame } from './same';

// What was made of events, found again by the values of some fields: each value has a number, and rows of numbers have a code. Values
// are told by their kind and bytes as they stand. `Unit` is as in sieve.ts.

/** Entries of one hash that are looked at. */
const MOST_PROBED = 16;
/** Bytes at the end of a value that all count for its hash; before them eight of so many do. */
const TAIL = 64;
const STRIDE = 32;
const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;

function mixed(hash: u64, word: u64): u64 {
  return ((hash << 5) ^ (hash >>> 59) ^ word) * PRIME;
}

function hashOfValue(key: i32): i32 {
  const from = recall.from;
  const size = recall.size;
  let hash: u64 = ((<u64>key) << 32) ^ ((<u64>recall.kind) << 24) ^ size;
  const tail = max(0, size - TAIL);
  let at = size - 8;
  for (; at >= tail; at -= 8) hash = mixed(hash, load<u64>(from + at));
  for (; at >= 0; at -= STRIDE) hash = mixed(hash, load<u64>(from + at));
  // Bytes behind the value are read, and do not count.
  const left = size & 7;
  if (left !== 0) hash = mixed(hash, load<u64>(from) << ((8 - left) << 3));
  return folded(hash);
}

/** Never 0. */
function folded(hash: u64): i32 {
  return <i32>(hash ^ (hash >>> 32)) | 1;
}

/** The place of the value at hand, the first free one if it is not known, 0 if it may not be put anywhere. */
function placeOfValue(key: i32, hash: i32): i32 {
  const kind = (recall.kind << 16) | recall.size;
  for (let i = 0; i < MOST_PROBED; i++) {
    const place = recall.at + VALUES + 4 * (((hash >>> 1) + i) & (VALUE_SLOTS - 1));
    const value = load<i32>(place);
    if (value === 0) return place;
    if (
      load<i32>(value, V_HASH) === hash &&
      load<i32>(value, V_KEY) === key &&
      load<i32>(value, V_KIND) === kind &&
      isSame(recall.from, value + VALUE, recall.size)
    )
      return place;
  }
  return 0;
}

function hashOfRow(group: i32, numbers: i32, count: i32): i32 {
  let hash: u64 = <u64>group;
  for (let at = numbers; at < numbers + 4 * count; at += 4) hash = mixed(hash, load<u32>(at));
  return folded(hash);
}

/** The place of a row, as that of a value. */
function placeOfRow(group: i32, numbers: i32, count: i32, hash: i32): i32 {
  for (let i = 0; i < MOST_PROBED; i++) {
    const place = recall.at + ROWS + 4 * (((hash >>> 1) + i) & (ROW_SLOTS - 1));
    const row = load<i32>(place);
    if (row === 0) return place;
    if (
      load<i32>(row, R_HASH) === hash &&
      load<i32>(row, R_GROUP) === group &&
      load<i32>(row, R_COUNT) === count &&
      isSame(numbers, row + ROW, 4 * count)
    )
      return place;
  }
  return 0;
}

function codeOf(group: i32, numbers: i32, count: i32): i32 {
  const place = placeOfRow(group, numbers, count, hashOfRow(group, numbers, count));
  const row = place === 0 ? 0 : load<i32>(place);
  return row === 0 ? 0 : load<i32>(row, R_CODE);
}

/** Takes room in the pool; 0 if there is none. */
function room(size: i32): i32 {
  const next = load<i32>(recall.at, POOL_NEXT);
  const behind = next + ((size + 7) & ~7);
  if (behind > recall.at + POOL_END) return 0;
  store<i32>(recall.at, behind, POOL_NEXT);
  return next;
}

/** Reads the value in a slot, -1 for none, into `recall`. */
function look<Unit>(slot: i32): bool {
  if (slot < 0) {
    recall.kind = NO_VALUE;
    recall.from = recall.at;
    recall.size = 0;
    return true;
  }
  const isStable = sizeof<Unit>() === 2 ? valueOfSlot(slot) : valueOfMember(slot);
  return isStable && recall.size <= LONGEST;
}

/** Puts down by what an event is found where the values of some fields, by their bits, have to be the same. */
function findKeys(memo: i32, count: i32, asked: i32): i32 {
  const keys = recall.at + KEYS;
  for (let i = 0, field = memo + M_FIELDS; i < count; i++, field += FIELD) {
    // Addresses are greater than numbers.
    const isAsked = (load<i32>(field, F_BIT) & asked) !== 0;
    store<i32>(keys + 4 * i, load<i32>(recall.at + (isAsked ? ADDRESSES : NUMBERS) + 4 * i));
  }
  return keys;
}

/** The code of what was made of an event like the one at hand, which stands between two addresses; 0 if it is not known. */
export function codeOfEvent<Unit>(memo: i32, from: i32, to: i32): i32 {
  const screen = load<i32>(memo, M_SCREEN);
  if (screen !== NO_SCREEN && (to === 0 || call_indirect<i32>(screen, from, to) !== 0)) return 0;
  const count = load<i32>(memo, M_COUNT);
  const group = load<i32>(memo, M_GROUP);
  const numbers = recall.at + NUMBERS;
  for (let i = 0, field = memo + M_FIELDS; i < count; i++, field += FIELD) {
    if (!look<Unit>(load<i32>(field, F_SLOT))) return 0;
    const key = load<i32>(field, F_KEY);
    const place = placeOfValue(key, hashOfValue(key));
    const value = place === 0 ? 0 : load<i32>(place);
    if (value === 0) return 0;
    store<i32>(numbers + 4 * i, load<i32>(value, V_NUMBER));
    store<i32>(recall.at + ADDRESSES + 4 * i, value);
  }
  let code = codeOf(group, numbers, count);
  if (code < 0) code = codeOf(~group, findKeys(memo, count, code & BITS), count);
  if (code !== 0) store<i32>(memo, load<i32>(memo, M_RECALLED) + 1, M_RECALLED);
  return code;
}

/** Learns what was made of the event at hand, whose numbers stand in `NUMBERS`, and the values of which fields were asked for that. */
export function learnEvent<Unit>(memo: i32, code: i32, asked: i32): i32 {
  const count = load<i32>(memo, M_COUNT);
  const group = load<i32>(memo, M_GROUP);
  const numbers = recall.at + NUMBERS;
  for (let i = 0, field = memo + M_FIELDS; i < count; i++, field += FIELD) {
    if (!look<Unit>(load<i32>(field, F_SLOT))) return NOT_LEARNED;
    const key = load<i32>(field, F_KEY);
    const number = load<i32>(numbers + 4 * i);
    const hash = hashOfValue(key);
    const place = placeOfValue(key, hash);
    if (place === 0) return NOT_LEARNED;
    let value = load<i32>(place);
    if (value === 0) {
      value = room(VALUE + recall.size + 8);
      if (value === 0) return FULL_UP;
      store<i32>(value, hash, V_HASH);
      store<i32>(value, key, V_KEY);
      store<i32>(value, (recall.kind << 16) | recall.size, V_KIND);
      store<i32>(value, number, V_NUMBER);
      memory.copy(value + VALUE, recall.from, recall.size);
      store<i32>(place, value);
    } else if (load<i32>(value, V_NUMBER) !== number) return NOT_LEARNED;
    store<i32>(recall.at + ADDRESSES + 4 * i, value);
  }
  if (asked === 0) return learnRow(group, numbers, count, code);
  const learned = learnRow(group, numbers, count, asked | ~BITS);
  return learned === LEARNED ? learnRow(~group, findKeys(memo, count, asked), count, code) : learned;
}

/** Learns the code of a row, in place of what was known of it. */
function learnRow(group: i32, numbers: i32, count: i32, code: i32): i32 {
  const hash = hashOfRow(group, numbers, count);
  const place = placeOfRow(group, numbers, count, hash);
  if (place === 0) return NOT_LEARNED;
  let row = load<i32>(place);
  if (row === 0) {
    row = room(ROW + 4 * count + 8);
    if (row === 0) return FULL_UP;
    store<i32>(row, hash, R_HASH);
    store<i32>(row, group, R_GROUP);
    store<i32>(row, count, R_COUNT);
    memory.copy(row + ROW, numbers, 4 * count);
    store<i32>(place, row);
  }
  store<i32>(row, code, R_CODE);
  return LEARNED;
}
