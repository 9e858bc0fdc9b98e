import {
  ADDRESSES,
  BITS,
  E_FIRST,
  E_GIVES,
  E_HASH,
  E_SECOND,
  ENTRY,
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
  PLACES,
  POOL_END,
  POOL_NEXT,
  SLOTS,
} from '../src/formats/recall-layout';
import { bytesOfSlot, kindOfSlot } from './evtx/slots';
import { bytesOfMember, kindOfMember } from './json/texts';
import { isSame } from './same';

// What was made of events, found again by the values of some fields: each value has a number, and rows of numbers have a code. Values
// are told by their kind and bytes as they stand. `Unit` is as in sieve.ts.

/** Entries of one hash that are looked at. */
const MOST_PROBED = 16;
/** Bytes at the end of an entry that all count for its hash; before them eight of so many do. */
const TAIL = 64;
const STRIDE = 32;
const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
/** Kind of what an event does not have. */
const NO_VALUE = 0x100;

/** Where the memory for it begins (recall-layout.ts). */
let base: i32 = 0;

/** An entry that is looked for: its hash, numbers and bytes; and the place where its address stands or may be put, 0 if there is none. */
let hash: i32 = 0;
let first: i32 = 0;
let second: i32 = 0;
let from: i32 = 0;
let size: i32 = 0;
let place: i32 = 0;

/** Says where the memory for it begins. */
export function recallAt(at: i32): void {
  base = at;
}

function mixed(sum: u64, word: u64): u64 {
  return ((sum << 5) ^ (sum >>> 59) ^ word) * PRIME;
}

function hashOf(): i32 {
  let sum: u64 = ((<u64>first) << 32) ^ <u64>(<u32>second);
  const tail = max(0, size - TAIL);
  let at = size - 8;
  for (; at >= tail; at -= 8) sum = mixed(sum, load<u64>(from + at));
  for (; at >= 0; at -= STRIDE) sum = mixed(sum, load<u64>(from + at));
  // Bytes behind the entry's own are read, and do not count.
  const left = size & 7;
  if (left !== 0) sum = mixed(sum, load<u64>(from) << ((8 - left) << 3));
  return <i32>(sum ^ (sum >>> 32));
}

/** Looks for an entry; gives its address, 0 if it is not known. */
function find(one: i32, other: i32, at: i32, bytes: i32): i32 {
  first = one;
  second = other;
  from = at;
  size = bytes;
  hash = hashOf();
  for (let i = 0; i < MOST_PROBED; i++) {
    place = base + PLACES + 4 * ((hash + i) & (SLOTS - 1));
    const entry = load<i32>(place);
    if (entry === 0) return 0;
    if (
      load<i32>(entry, E_HASH) === hash &&
      load<i32>(entry, E_FIRST) === first &&
      load<i32>(entry, E_SECOND) === second &&
      isSame(from, entry + ENTRY, size)
    )
      return entry;
  }
  place = 0;
  return 0;
}

/** Adds the entry that was looked for and is not known, where there is a place for it; gives its address, 0 if the pool has no room. */
function add(gives: i32): i32 {
  const entry = load<i32>(base, POOL_NEXT);
  // As many bytes more may be read behind an entry.
  const behind = entry + ((ENTRY + size + 15) & ~7);
  if (behind > base + POOL_END) return 0;
  store<i32>(base, behind, POOL_NEXT);
  store<i32>(entry, hash, E_HASH);
  store<i32>(entry, first, E_FIRST);
  store<i32>(entry, second, E_SECOND);
  store<i32>(entry, gives, E_GIVES);
  memory.copy(entry + ENTRY, from, size);
  store<i32>(place, entry);
  return entry;
}

/** Looks for the value in a slot, -1 for none, of a field by what its values are told by; -1 if it is more than its bytes, or too long. */
function findValue<Unit>(key: i32, slot: i32): i32 {
  if (slot < 0) return find(key, NO_VALUE << 16, base, 0);
  const kind = sizeof<Unit>() === 2 ? kindOfSlot(slot) : kindOfMember(slot);
  const span = sizeof<Unit>() === 2 ? bytesOfSlot(slot) : bytesOfMember(slot);
  const start = <i32>span;
  const bytes = <i32>(span >>> 32) - start;
  return span === 0 || bytes > LONGEST ? -1 : find(key, (kind << 16) | bytes, start, bytes);
}

/** The code of the row of some numbers, 0 if it is not known. */
function codeOf(group: i32, numbers: i32, count: i32): i32 {
  const row = find(group, count, numbers, 4 * count);
  return row === 0 ? 0 : load<i32>(row, E_GIVES);
}

/** Puts down by what an event is found where the values of some fields, by their bits, have to be the same. */
function findKeys(memo: i32, count: i32, asked: i32): i32 {
  const keys = base + KEYS;
  for (let i = 0, field = memo + M_FIELDS; i < count; i++, field += FIELD) {
    // Addresses are greater than numbers.
    const isAsked = (load<i32>(field, F_BIT) & asked) !== 0;
    store<i32>(keys + 4 * i, load<i32>(base + (isAsked ? ADDRESSES : NUMBERS) + 4 * i));
  }
  return keys;
}

/** The code of what was made of an event like the one at hand, which stands between two addresses; 0 if it is not known. */
export function codeOfEvent<Unit>(memo: i32, start: i32, end: i32): i32 {
  const screen = load<i32>(memo, M_SCREEN);
  if (screen !== NO_SCREEN && (end === 0 || call_indirect<i32>(screen, start, end) !== 0)) return 0;
  const count = load<i32>(memo, M_COUNT);
  const group = load<i32>(memo, M_GROUP);
  for (let i = 0, field = memo + M_FIELDS; i < count; i++, field += FIELD) {
    const value = findValue<Unit>(load<i32>(field, F_KEY), load<i32>(field, F_SLOT));
    if (value <= 0) return 0;
    store<i32>(base + NUMBERS + 4 * i, load<i32>(value, E_GIVES));
    store<i32>(base + ADDRESSES + 4 * i, value);
  }
  let code = codeOf(group, base + NUMBERS, count);
  if (code < 0) code = codeOf(~group, findKeys(memo, count, code & BITS), count);
  if (code !== 0) store<i32>(memo, load<i32>(memo, M_RECALLED) + 1, M_RECALLED);
  return code;
}

/** Learns what was made of the event at hand, whose numbers stand in `NUMBERS`, and the values of which fields were asked for that. */
export function learnEvent<Unit>(memo: i32, code: i32, asked: i32): i32 {
  const count = load<i32>(memo, M_COUNT);
  const group = load<i32>(memo, M_GROUP);
  for (let i = 0, field = memo + M_FIELDS; i < count; i++, field += FIELD) {
    const number = load<i32>(base + NUMBERS + 4 * i);
    let value = findValue<Unit>(load<i32>(field, F_KEY), load<i32>(field, F_SLOT));
    if (value < 0 || place === 0) return NOT_LEARNED;
    if (value === 0) {
      value = add(number);
      if (value === 0) return FULL_UP;
    } else if (load<i32>(value, E_GIVES) !== number) return NOT_LEARNED;
    store<i32>(base + ADDRESSES + 4 * i, value);
  }
  if (asked === 0) return learnRow(group, base + NUMBERS, count, code);
  const learned = learnRow(group, base + NUMBERS, count, asked | ~BITS);
  return learned === LEARNED ? learnRow(~group, findKeys(memo, count, asked), count, code) : learned;
}

/** Learns the code of a row, in place of what was known of it. */
function learnRow(group: i32, numbers: i32, count: i32, code: i32): i32 {
  const row = find(group, count, numbers, 4 * count);
  if (place === 0) return NOT_LEARNED;
  if (row === 0) return add(code) === 0 ? FULL_UP : LEARNED;
  store<i32>(row, code, E_GIVES);
  return LEARNED;
}
