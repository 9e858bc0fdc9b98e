import {
  K_EVENT_ID,
  K_NAMES,
  K_VERDICT,
  KIND,
  KIND_SLOTS,
  KINDS,
  LEAST_NAME,
  LITERAL_NAME,
  N_NUMBER,
  N_PLACE,
  N_SIZE,
  NAME,
  NAME_SLOTS,
  NAMES,
  NO_NAME,
  OFFSETS,
  PAIR,
  PAIR_SLOTS,
  PAIRS,
  SIEVE,
  SIEVE_PLACE,
  SIEVE_SLOTS,
  SIEVES,
  SIZES,
  TEMPLATE,
  TEMPLATES,
  TYPES,
} from '../../src/formats/evtx/fast/layout';
import { isSame } from '../same';
import { chunk } from './chunk';
import { STRING } from './values';

// What the reader told, looked up: templates, names, kinds of events, plans, sieves.

/** In place of a name's number: it was not told. */
export const MISSING = -2;

export function templateAt(number: i32): i32 {
  return TEMPLATES + TEMPLATE * number;
}

/** The number of a name, -1 for none, MISSING if it is not known; `source` is the slot, or how it is told without one, and a number. */
export function nameOf(source: i32): i32 {
  const slot = load<i32>(source);
  if (slot < 0) return slot === LITERAL_NAME ? load<i32>(source, 4) : slot === NO_NAME ? -1 : MISSING;
  const type = load<u8>(TYPES + slot);
  if (type === 0) return -1;
  const size = load<i32>(SIZES + 4 * slot) & ~1;
  if (type !== STRING || size < LEAST_NAME) return MISSING;
  const from = chunk.at + load<i32>(OFFSETS + 4 * slot);
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

/** Address of a kind of events, 0 if it was not met. */
export function kindOf(channel: i32, provider: i32, eventId: i32): i32 {
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
export function planOf(outer: i32, inner: i32): i32 {
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

/** The entry of the sieve of a kind and a plan; 0 if none was told. */
export function sieveOf(kind: i32, plan: i32): i32 {
  const key = (kind << 12) | plan;
  let hash = hashOfPair(key);
  let entry = SIEVES + SIEVE * (hash & (SIEVE_SLOTS - 1));
  while (load<i32>(entry, SIEVE_PLACE) !== 0) {
    if (load<i32>(entry) === key) return entry;
    hash++;
    entry = SIEVES + SIEVE * (hash & (SIEVE_SLOTS - 1));
  }
  return 0;
}
