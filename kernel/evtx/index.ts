import {
  AT,
  BY_OFFSET,
  CHANNEL,
  COUNTED,
  COUNTED_KINDS,
  DONE,
  EVENT_ID,
  FULL,
  HIGHEST,
  I_BYTES,
  I_ID,
  I_NAMES,
  I_NEXT,
  I_SIZE,
  I_TEMPLATE,
  IMAGE,
  IMAGE_SLOTS,
  IMAGES,
  INNER,
  INNER_TEMPLATE,
  K_EARLIEST,
  K_EVENT_ID,
  K_LATEST,
  K_NAMES,
  K_SIEVED,
  K_TURNED_DOWN,
  K_VERDICT,
  KIND,
  KIND_NUMBER,
  KIND_SLOTS,
  KINDS,
  LAID_OUT,
  LEAST_NAME,
  LIBRARY,
  LINES,
  LINES_FULL,
  LITERAL_NAME,
  MET,
  MET_COUNT,
  MOST_MET,
  MOST_TEMPLATES,
  N_NUMBER,
  N_PLACE,
  N_SIZE,
  NAME,
  NAME_SLOTS,
  NAMES,
  NO_NAME,
  NO_SIEVE,
  ODD,
  OFFSETS,
  OUT,
  OUTCOME,
  OUTER,
  P_IS_PLAIN,
  P_LITERALS,
  P_USES,
  PAIR,
  PAIR_SLOTS,
  PAIRS,
  PLAN,
  PLAN_ENTRY,
  PLANS,
  PROVIDER,
  REFERENCE,
  REPEATS,
  SIEVE,
  SIEVE_IS_NEW,
  SIEVE_SLOTS,
  SIEVES,
  SIZE,
  SIZES,
  STARTS,
  STATE,
  T_CHANNEL,
  T_EVENT_ID,
  T_ID,
  T_LIBRARY,
  T_PAYLOAD_SLOT,
  T_PROVIDER,
  T_RECORD_ID,
  T_SLOTS,
  T_TIME,
  TEMPLATE,
  TEMPLATES,
  TURNED_DOWN,
  TYPES,
  UNKNOWN,
  WRITTEN,
} from '../../src/formats/evtx/fast/layout';
import { line } from './lines';
import { isShown } from './sieve';
import { place } from './text';
import { ARRAY, BIN_XML, FILE_TIME, LATEST, STRING, STRINGS } from './values';

// Walks the records of a chunk and lays them out, as the reader's frame.ts does, but only those of which all is known: at any other
// it stops, and the reader takes that one. So whatever is odd is done in one place, and this holds what nearly all records are.

const ANSI_STRING = 0x02;
/** A use of a slot in which an array changes nothing. */
const REPEATABLE = 2;
/** Most units that arrays of one record may unfold to. */
const MOST_UNFOLDED: i64 = 8_000_000;
/** Bytes of a definition's head, and of a name's before its count of units. */
const DEFINITION_HEAD = 24;
const NAME_HEAD = 6;
const MISSING = -2;

/** Address and length of the chunk. */
let chunk: i32 = 0;
let length: i32 = 0;
/** Chunk offset of the record at hand. */
let record: i32 = 0;
/** Chunk offset behind the instance laid out last. */
let next: i32 = 0;
/** Values of the record that may change the tree, and those that are not plain. */
let special: i32 = 0;
let odd: i32 = 0;

function u8At(at: i32): i32 {
  return load<u8>(chunk + at);
}

function u32At(at: i32): u32 {
  return load<u32>(chunk + at);
}

function templateAt(number: i32): i32 {
  return TEMPLATES + TEMPLATE * number;
}

/**
 * Takes records from that of index `first` on, with `mode` 1 if a gate chooses, 2 if lines are to be written and 4 if sieves choose among what the gate wants, and gives the index
 * of the one at which it stopped; why is in the state.
 */
export function walk(base: i32, size: i32, first: i32, count: i32, mode: i32): i32 {
  chunk = base;
  length = size;
  place.at = load<i32>(STATE, OUT);
  let outcome = DONE;
  let i = first;
  for (; i < count; i++) {
    outcome = take(load<i32>(STARTS + 4 * i), mode);
    if (outcome !== DONE) break;
    if (place.at >= LINES + LINES_FULL) {
      outcome = FULL;
      i++;
      break;
    }
  }
  store<i32>(STATE, place.at, OUT);
  store<i32>(STATE, outcome, OUTCOME);
  return i;
}

function take(at: i32, mode: i32): i32 {
  const size: i32 = u32At(at + 4);
  if (size < 44 || u8At(at + 24) !== 0x0f || u8At(at + 28) !== 0x0c) return UNKNOWN;
  const end = at + size - 4;
  record = at;
  special = 0;
  odd = 0;
  const outer = instance(at + 28, end, 0);
  if (outer === 0 || (next < end && u8At(next) !== 0)) return UNKNOWN;
  const template = templateAt(outer);
  const channel = nameOf(template + T_CHANNEL);
  const provider = nameOf(template + T_PROVIDER);
  const eventId = eventIdOf(template);
  const idSlot = load<i32>(template, T_RECORD_ID);
  if (channel === MISSING || provider === MISSING || eventId < 0 || idSlot < 0) return UNKNOWN;
  if (load<u8>(TYPES + idSlot) !== 0x0a || load<i32>(SIZES + 4 * idSlot) < 8) return UNKNOWN;
  const recordId = load<u64>(chunk + load<i32>(OFFSETS + 4 * idSlot));
  if (recordId >= 0x20_0000_0000_0000) return UNKNOWN;
  let kind = 0;
  if ((mode & 1) !== 0) {
    kind = kindOf(channel, provider, <i32>eventId);
    if (kind === 0) return UNKNOWN;
  }
  const payloadSlot = load<i32>(template, T_PAYLOAD_SLOT);
  let inner = 0;
  if (payloadSlot >= 0 && load<u8>(TYPES + payloadSlot) === BIN_XML && load<i32>(SIZES + 4 * payloadSlot) !== 0) {
    special--;
    odd--;
    inner = payload(load<i32>(OFFSETS + 4 * payloadSlot), load<i32>(SIZES + 4 * payloadSlot));
    if (inner === 0) return UNKNOWN;
  } else if (payloadSlot >= 0 && load<u8>(TYPES + payloadSlot) !== 0) return UNKNOWN;
  const number = planOf(outer, inner);
  const plan = PLANS + PLAN_ENTRY * number;
  if (load<i32>(plan, P_IS_PLAIN) === 0) return UNKNOWN;
  if (special > 0 && !areSpecialsPlain(plan, template, inner, payloadSlot)) return UNKNOWN;
  const repeats = !(<f64>recordId > load<f64>(STATE, HIGHEST));
  if (!repeats) store<f64>(STATE, <f64>recordId, HIGHEST);
  if (kind !== 0 && load<i32>(kind, K_VERDICT) === TURNED_DOWN) {
    note(kind);
    store<i32>(kind, load<i32>(kind, K_TURNED_DOWN) + 1, K_TURNED_DOWN);
    return DONE;
  }
  let isNew = false;
  if (kind !== 0 && (mode & 4) !== 0) {
    const sieve = sieveOf((kind - KINDS) / KIND, number);
    isNew = sieve === 0;
    if (sieve > NO_SIEVE && isShown(chunk, sieve, at, odd === 0 ? size : 0) && sift(kind, load<i32>(template, T_TIME)))
      return DONE;
  }
  if ((mode & 2) !== 0 && line(chunk, plan, size)) {
    store<i32>(STATE, load<i32>(STATE, WRITTEN) + 1, WRITTEN);
    return DONE;
  }
  store<i32>(STATE, at, AT);
  store<i32>(STATE, size, SIZE);
  store<i32>(STATE, outer, OUTER);
  store<i32>(STATE, inner, INNER_TEMPLATE);
  store<i32>(STATE, number, PLAN);
  store<i32>(STATE, channel, CHANNEL);
  store<i32>(STATE, provider, PROVIDER);
  store<i32>(STATE, <i32>eventId, EVENT_ID);
  store<i32>(STATE, odd, ODD);
  store<i32>(STATE, (kind - KINDS) / KIND, KIND_NUMBER);
  store<i32>(STATE, isNew ? 1 : 0, SIEVE_IS_NEW);
  store<i32>(STATE, repeats ? 1 : 0, REPEATS);
  return LAID_OUT;
}

/** Lays out the values of a template instance; gives the template's number, 0 if it is not known. */
function instance(start: i32, end: i32, base: i32): i32 {
  if (start + 14 > end) return 0;
  const offset = u32At(start + 6);
  if (offset >= <u32>length) return 0;
  const id = u32At(start + 2);
  let at = start + 10;
  let number = load<i32>(BY_OFFSET + 4 * offset);
  if (offset === <u32>at) {
    if (at + DEFINITION_HEAD > end) return 0;
    const size = u32At(at + 20);
    if (size > <u32>length) return 0;
    if (number === 0) number = definition(at, id);
    at += DEFINITION_HEAD + <i32>size;
    if (at + 4 > end) return 0;
  }
  if (number <= 0 || number >= MOST_TEMPLATES) return 0;
  const template = templateAt(number);
  if (load<u32>(template, T_ID) !== id) return 0;
  const count = u32At(at);
  if (count >= <u32>INNER) return 0;
  let value = at + 4 + 4 * <i32>count;
  if (value > end) return 0;
  let slot = base;
  const behind = base + <i32>count;
  for (let descriptor = chunk + at + 4; slot < behind; descriptor += 4, slot++) {
    const word = load<u32>(descriptor);
    const size: i32 = word & 0xffff;
    const type: i32 = (word >> 16) & 0xff;
    store<i32>(OFFSETS + 4 * slot, value);
    store<i32>(SIZES + 4 * slot, size);
    store<u8>(TYPES + slot, type);
    value += size;
    if (type > STRING && (type === ANSI_STRING || type >= BIN_XML)) {
      if (type === BIN_XML || type >= ARRAY) special++;
      if (type !== STRINGS && size > 0) odd++;
    }
  }
  if (value > end) return 0;
  next = value;
  for (const all = base + load<i32>(template, T_SLOTS); slot < all; slot++) {
    store<i32>(OFFSETS + 4 * slot, value);
    store<i32>(SIZES + 4 * slot, 0);
    store<u8>(TYPES + slot, 0);
  }
  return number;
}

/** A payload's stream: one instance and nothing else. */
function payload(at: i32, size: i32): i32 {
  const end = at + size;
  const start = u8At(at) === 0x0f ? at + 4 : at;
  if (start >= end || u8At(start) !== 0x0c) return 0;
  const inner = instance(start, end, INNER);
  return inner === 0 || (next < end && u8At(next) !== 0) ? 0 : inner;
}

/** Number of the template that a definition met for the first time is of, if one like it was met before in this file; else 0. */
function definition(offset: i32, id: u32): i32 {
  if (offset < 512 || u32At(offset + 4) !== id) return 0;
  for (let image = load<i32>(IMAGES + 4 * (id & (IMAGE_SLOTS - 1))); image !== 0; image = load<i32>(image, I_NEXT)) {
    if (load<u32>(image, I_ID) !== id || !fits(image, offset)) continue;
    const number = load<i32>(image, I_TEMPLATE);
    const met = load<i32>(STATE, MET_COUNT);
    if (load<i32>(templateAt(number), T_LIBRARY) !== load<i32>(STATE, LIBRARY) || met === MOST_MET) return 0;
    store<i32>(MET + 8 * met, offset);
    store<i32>(MET + 8 * met, record, 4);
    store<i32>(STATE, met + 1, MET_COUNT);
    store<i32>(BY_OFFSET + 4 * offset, number);
    return number;
  }
  return 0;
}

/** True if the definition at an offset is that of an image, as the reader's definition-image.ts has it. */
function fits(image: i32, offset: i32): bool {
  const base = offset + DEFINITION_HEAD;
  const size = load<i32>(image, I_SIZE);
  if (u32At(offset + 20) !== <u32>size || base + size > length) return false;
  const bytes = load<i32>(image, I_BYTES);
  let done = 0;
  let reference = image + IMAGE;
  for (const end = reference + REFERENCE * load<i32>(image, I_NAMES); reference < end; reference += REFERENCE) {
    const at = load<i32>(reference);
    if (!isSame(chunk + base + done, bytes + done, at - done)) return false;
    const target = u32At(base + at);
    const units = load<i32>(reference, 4);
    done = at + 4;
    if (units < 0) {
      if (target !== <u32>(base + done)) return false;
      done += NAME_HEAD;
      continue;
    }
    if (target === <u32>(base + done) || target > <u32>length || <i32>target + 8 + 2 * units > length) return false;
    if (<i32>load<u16>(chunk + target + 6) !== units) return false;
    if (!isSame(chunk + target + 8, load<i32>(reference, 8), 2 * units)) return false;
  }
  return isSame(chunk + base + done, bytes + done, size - done);
}

function isSame(a: i32, b: i32, size: i32): bool {
  let i = 0;
  for (; i + 16 <= size; i += 16) if (v128.any_true(v128.xor(v128.load(a + i), v128.load(b + i)))) return false;
  if (i + 8 <= size) {
    if (load<u64>(a + i) !== load<u64>(b + i)) return false;
    i += 8;
  }
  const left = size - i;
  // Bytes behind both are read, and do not count.
  return left <= 0 || (load<u64>(a + i) ^ load<u64>(b + i)) << ((8 - left) << 3) === 0;
}

/** The number of a name, -1 for none, MISSING if it is not known; `source` is the slot, or how it is told without one, and a number. */
function nameOf(source: i32): i32 {
  const slot = load<i32>(source);
  if (slot < 0) return slot === LITERAL_NAME ? load<i32>(source, 4) : slot === NO_NAME ? -1 : MISSING;
  const type = load<u8>(TYPES + slot);
  if (type === 0) return -1;
  const size = load<i32>(SIZES + 4 * slot) & ~1;
  if (type !== STRING || size < LEAST_NAME) return MISSING;
  const from = chunk + load<i32>(OFFSETS + 4 * slot);
  let hash = hashOfName(load<i32>(from), load<i32>(from + size - 8), load<i32>(from + size - 4), size);
  let number = 0;
  do {
    const entry = NAMES + NAME * (hash++ & (NAME_SLOTS - 1));
    number = load<i32>(entry, N_NUMBER);
    if (load<i32>(entry, N_SIZE) === size && isSame(from, load<i32>(entry, N_PLACE), size)) return number - 1;
  } while (number !== 0);
  return MISSING;
}

/** Hash of a name by its first two and last four units; names differ at their ends, not at `Microsoft-Windows-`. */
export function hashOfName(first: i32, third: i32, last: i32, size: i32): i32 {
  const hash = (first + 31 * third + 961 * last) * 0x2c1b_3c6d + size;
  return (hash ^ (hash >>> 15)) & 0x3fff_ffff;
}

function eventIdOf(template: i32): i64 {
  const slot = load<i32>(template, T_EVENT_ID);
  if (slot < 0) return -1;
  const type = load<u8>(TYPES + slot);
  const size = load<i32>(SIZES + 4 * slot);
  const from = chunk + load<i32>(OFFSETS + 4 * slot);
  if (type === 0x06 && size >= 2) return load<u16>(from);
  if (type === 0x08 && size >= 4) return load<u32>(from);
  return -1;
}

/** Address of a kind of events, 0 if it was not met. */
function kindOf(channel: i32, provider: i32, eventId: i32): i32 {
  const names = ((channel + 1) << 16) | (provider + 1);
  let hash = hashOfKind(names, eventId);
  let kind = KINDS + KIND * (hash & (KIND_SLOTS - 1));
  while (load<i32>(kind, K_VERDICT) !== 0) {
    if (load<i32>(kind, K_EVENT_ID) === eventId && load<i32>(kind, K_NAMES) === names) return kind;
    hash++;
    kind = KINDS + KIND * (hash & (KIND_SLOTS - 1));
  }
  return 0;
}

export function hashOfKind(names: i32, eventId: i32): i32 {
  const hash = names * 0x2c1b_3c6d + eventId * 0x297a_2d39;
  return (hash ^ (hash >>> 15)) & 0x3fff_ffff;
}

/** Number of the plan of a pair of templates, 0 if it is not known; an inner one of 0 is none. */
function planOf(outer: i32, inner: i32): i32 {
  const pair = (outer << 16) | inner;
  let hash = hashOfPair(pair);
  let entry = PAIRS + PAIR * (hash & (PAIR_SLOTS - 1));
  while (load<i32>(entry) !== 0) {
    if (load<i32>(entry) === pair) return load<i32>(entry, 4);
    hash++;
    entry = PAIRS + PAIR * (hash & (PAIR_SLOTS - 1));
  }
  return 0;
}

export function hashOfPair(pair: i32): i32 {
  const hash = pair * 0x2c1b_3c6d;
  return (hash ^ (hash >>> 15)) & 0x3fff_ffff;
}

/** Notes that something is counted of a kind. */
function note(kind: i32): void {
  if ((load<i32>(kind, K_TURNED_DOWN) | load<i32>(kind, K_SIEVED)) !== 0) return;
  const kinds = load<i32>(STATE, COUNTED_KINDS);
  store<i32>(COUNTED + 4 * kinds, (kind - KINDS) / KIND);
  store<i32>(STATE, kinds + 1, COUNTED_KINDS);
}

/** Where the sieve of a kind and a plan stands; 0 if none was told, `NO_SIEVE` if there is none. */
function sieveOf(kind: i32, plan: i32): i32 {
  const key = (kind << 12) | plan;
  let hash = hashOfPair(key);
  let entry = SIEVES + SIEVE * (hash & (SIEVE_SLOTS - 1));
  while (load<i32>(entry, 4) !== 0) {
    if (load<i32>(entry) === key) return load<i32>(entry, 4);
    hash++;
    entry = SIEVES + SIEVE * (hash & (SIEVE_SLOTS - 1));
  }
  return 0;
}

/** Counts an event that its sieve turned down; false if its time is not known here. */
function sift(kind: i32, timeSlot: i32): bool {
  if (timeSlot < 0 || load<u8>(TYPES + timeSlot) !== FILE_TIME || load<i32>(SIZES + 4 * timeSlot) < 8) return false;
  const time = load<u64>(chunk + load<i32>(OFFSETS + 4 * timeSlot));
  if (<u32>(time >> 32) >= LATEST) return false;
  note(kind);
  const count = load<i32>(kind, K_SIEVED);
  store<i32>(kind, count + 1, K_SIEVED);
  if (count === 0 || time < load<u64>(kind, K_EARLIEST)) store<u64>(kind, time, K_EARLIEST);
  if (count === 0 || time > load<u64>(kind, K_LATEST)) store<u64>(kind, time, K_LATEST);
  return true;
}

/** True if arrays and BinXML stand only where no tree depends on them, or where an array repeats its element. */
function areSpecialsPlain(plan: i32, outer: i32, inner: i32, payloadSlot: i32): bool {
  const uses = load<i32>(plan, P_USES);
  const outerSlots = load<i32>(outer, T_SLOTS);
  const literals: i64 = load<i32>(plan, P_LITERALS);
  let unfolded: i64 = 0;
  const all = outerSlots + (inner === 0 ? 0 : load<i32>(templateAt(inner), T_SLOTS));
  for (let i = 0; i < all; i++) {
    const slot = i < outerSlots ? i : INNER + i - outerSlots;
    const type: i32 = load<u8>(TYPES + slot);
    if (slot === payloadSlot || (type !== BIN_XML && type < ARRAY)) continue;
    const use = load<u8>(uses + i);
    if (use === 0) continue;
    if (type === BIN_XML || use !== REPEATABLE) return false;
    unfolded += literals * load<i32>(SIZES + 4 * slot);
  }
  return unfolded < MOST_UNFOLDED;
}
