import {
  AS_LINES,
  AT,
  BY_OFFSET,
  CHANNEL,
  DONE,
  EVENT_ID,
  FULL,
  GATED,
  HIGHEST,
  INNER,
  INNER_TEMPLATE,
  K_TURNED_DOWN,
  K_VERDICT,
  KIND,
  KIND_NUMBER,
  KINDS,
  LAID_OUT,
  LINES,
  LINES_FULL,
  MOST_TEMPLATES,
  NEW_KIND,
  ODD,
  OFFSETS,
  OUT,
  OUTCOME,
  OUTER,
  P_IS_PLAIN,
  P_LITERALS,
  P_USES,
  PLAN,
  PLAN_ENTRY,
  PLANS,
  PROVIDER,
  RECALL,
  RECALLED,
  REPEATS,
  SIEVE_IS_NEW,
  SIEVE_MEMO,
  SIEVE_PLACE,
  SIEVED,
  SIZE,
  SIZES,
  STARTS,
  STATE,
  T_CHANNEL,
  T_EVENT_ID,
  T_ID,
  T_PAYLOAD_SLOT,
  T_PROVIDER,
  T_RECORD_ID,
  T_SLOTS,
  T_TIME,
  TURNED_DOWN,
  TYPES,
  UNKNOWN,
  UNTOLD,
  WRITTEN,
} from '../../src/formats/evtx/fast/layout';
import { NOTHING } from '../../src/formats/recall-layout';
import { codeOfEvent, learnEvent, recallAt } from '../recall';
import { isShown } from '../sieve';
import { chunk, u8At, u32At } from './chunk';
import { DEFINITION_HEAD, definition } from './definitions';
import { fields } from './fields';
import { line } from './lines';
import { hashOfKind, hashOfName, hashOfPair, kindOf, MISSING, nameOf, planOf, sieveOf, templateAt } from './tables';
import { place } from './text';
import { note, sift } from './turned-down';
import { ARRAY, BIN_XML, STRINGS } from './values';

export { fields, hashOfKind, hashOfName, hashOfPair };

// Walks the records of a chunk and lays them out, as the reader's frame.ts does, but only those of which all is known: at any other
// it stops, and the reader takes that one. So whatever is odd is done in one place, and this holds what nearly all records are.

const ANSI_STRING = 0x02;
/** A use of a slot in which an array changes nothing. */
const REPEATABLE = 2;
/** Most units that arrays of one record may unfold to. */
const MOST_UNFOLDED: i64 = 8_000_000;

/** Chunk offset behind the instance laid out last. */
let next: i32 = 0;
/** Values of the record that may change the tree, and those that are not plain. */
let special: i32 = 0;
let odd: i32 = 0;

/**
 * Takes records from that of index `first` on, by the ways of `mode` (`GATED`, `AS_LINES`, `SIEVED`), and gives the index of the one at
 * which it stopped; why is in the state.
 */
export function walk(base: i32, size: i32, first: i32, count: i32, mode: i32): i32 {
  chunk.at = base;
  chunk.length = size;
  place.at = load<i32>(STATE, OUT);
  recallAt(RECALL);
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

/** Learns what was made of the record laid out last, whose numbers stand in their place; how that went is as in recall-layout.ts. */
export function learn(memo: i32, code: i32, asked: i32): i32 {
  return learnEvent<u16>(memo, code, asked);
}

function take(at: i32, mode: i32): i32 {
  const size: i32 = u32At(at + 4);
  if (size < 44 || u8At(at + 24) !== 0x0f || u8At(at + 28) !== 0x0c) return UNKNOWN;
  const end = at + size - 4;
  chunk.record = at;
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
  const recordId = load<u64>(chunk.at + load<i32>(OFFSETS + 4 * idSlot));
  if (recordId >= 0x20_0000_0000_0000) return UNKNOWN;
  let kind = 0;
  if ((mode & GATED) !== 0) {
    kind = kindOf(channel, provider, <i32>eventId);
    if (kind === 0) {
      store<i32>(STATE, channel, CHANNEL);
      store<i32>(STATE, provider, PROVIDER);
      store<i32>(STATE, <i32>eventId, EVENT_ID);
      return NEW_KIND;
    }
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
  let recalled = 0;
  if (kind !== 0 && (mode & SIEVED) !== 0) {
    const entry = sieveOf((kind - KINDS) / KIND, number);
    isNew = entry === 0 || load<i32>(entry, SIEVE_PLACE) === UNTOLD;
    if (entry !== 0) {
      const start = chunk.at + at;
      const behind = odd === 0 ? start + size : 0;
      const sieve = load<i32>(entry, SIEVE_PLACE);
      const memo = load<i32>(entry, SIEVE_MEMO);
      let isNothing = sieve > UNTOLD && isShown<u16>(sieve, start, behind);
      if (!isNothing && memo > 0) {
        recalled = codeOfEvent<u16>(memo, start, behind);
        isNothing = recalled === NOTHING;
      }
      if (isNothing && sift(kind, load<i32>(template, T_TIME))) return DONE;
    }
  }
  if ((mode & AS_LINES) !== 0 && line(chunk.at, plan, size)) {
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
  store<i32>(STATE, recalled, RECALLED);
  return LAID_OUT;
}

/** Lays out the values of a template instance; gives the template's number, 0 if it is not known. */
function instance(start: i32, end: i32, base: i32): i32 {
  if (start + 14 > end) return 0;
  const offset = u32At(start + 6);
  if (offset >= <u32>chunk.length) return 0;
  const id = u32At(start + 2);
  let at = start + 10;
  let number = load<i32>(BY_OFFSET + 4 * offset);
  if (offset === <u32>at) {
    if (at + DEFINITION_HEAD > end) return 0;
    const size = u32At(at + 20);
    if (size > <u32>chunk.length) return 0;
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
  let descriptor = chunk.at + at + 4;
  // Four at once: size and type of each, and its offset as the sum of the sizes before it.
  for (const fours = behind - 3; slot < fours; descriptor += 16, slot += 4) {
    const words = v128.load(descriptor);
    const sizes = v128.and(words, i32x4.splat(0xffff));
    const types = v128.and(i32x4.shr_u(words, 16), i32x4.splat(0xff));
    const none = i32x4.splat(0);
    const pairs = i32x4.add(sizes, v128.shuffle<i32>(none, sizes, 0, 4, 5, 6));
    const sums = i32x4.add(pairs, v128.shuffle<i32>(none, pairs, 0, 0, 4, 5));
    v128.store(OFFSETS + 4 * slot, i32x4.add(i32x4.splat(value), i32x4.sub(sums, sizes)));
    v128.store(SIZES + 4 * slot, sizes);
    const narrow = i16x8.narrow_i32x4_u(types, none);
    store<u32>(TYPES + slot, i32x4.extract_lane(i8x16.narrow_i16x8_u(narrow, none), 0));
    value += i32x4.extract_lane(sums, 3);
    const isOdd = v128.or(i32x4.eq(types, i32x4.splat(ANSI_STRING)), i32x4.ge_u(types, i32x4.splat(BIN_XML)));
    if (v128.any_true(isOdd))
      for (let i = 0; i < 4; i++) countOdd(load<u8>(TYPES + slot + i), load<i32>(SIZES + 4 * (slot + i)));
  }
  for (; slot < behind; descriptor += 4, slot++) {
    const word = load<u32>(descriptor);
    const size: i32 = word & 0xffff;
    const type: i32 = (word >> 16) & 0xff;
    store<i32>(OFFSETS + 4 * slot, value);
    store<i32>(SIZES + 4 * slot, size);
    store<u8>(TYPES + slot, type);
    value += size;
    countOdd(type, size);
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

/** Counts a value that may change the tree, or that is not plain. */
function countOdd(type: i32, size: i32): void {
  if (type !== ANSI_STRING && type < BIN_XML) return;
  if (type === BIN_XML || type >= ARRAY) special++;
  if (type !== STRINGS && size > 0) odd++;
}

/** A payload's stream: one instance and nothing else. */
function payload(at: i32, size: i32): i32 {
  const end = at + size;
  const start = u8At(at) === 0x0f ? at + 4 : at;
  if (start >= end || u8At(start) !== 0x0c) return 0;
  const inner = instance(start, end, INNER);
  return inner === 0 || (next < end && u8At(next) !== 0) ? 0 : inner;
}

function eventIdOf(template: i32): i64 {
  const slot = load<i32>(template, T_EVENT_ID);
  if (slot < 0) return -1;
  const type = load<u8>(TYPES + slot);
  const size = load<i32>(SIZES + 4 * slot);
  const from = chunk.at + load<i32>(OFFSETS + 4 * slot);
  if (type === 0x06 && size >= 2) return load<u16>(from);
  if (type === 0x08 && size >= 4) return load<u32>(from);
  return -1;
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
