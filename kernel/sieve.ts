import { ALL, ANY, LACKS, LIKE, PRESENT } from '../src/formats/sieve-steps';
import { textOfSlot } from './evtx/slots';
import { textOfMember } from './json/texts';

// Sieves: what the texts of an event show of it, as its reader stored it (stored-sieve.ts). `Unit` is u16 where values stand in slots, as
// in EVTX, and u8 where they are members of a JSON object.

const NO = 0;
const MAYBE = 1;
const YES = 2;
const BACKSLASH = 0x5c;

/** Flags of a shape. */
const WHOLE = 1;
const EXACT = 2;
const STRANGE = 4;

/** Address of the value read last. */
let start: i32 = 0;
let end: i32 = 0;

/** Addresses of the event; the end is 0 if its texts do not all stand there as screens look for them. */
let eventStart: i32 = 0;
let eventEnd: i32 = 0;
/** The screen asked last of the event, and its answer. */
let screened: i32 = 0;
let isLacking: bool = false;

/** True if the event at hand, which stands between two addresses, is shown to be what the sieve says. */
export function isShown<Unit>(sieve: i32, from: i32, to: i32): bool {
  eventStart = from;
  eventEnd = to;
  screened = -1;
  lastRead = -1;
  return shows<Unit>(sieve);
}

function shows<Unit>(step: i32): bool {
  const kind = load<i32>(step);
  if (kind === ALL || kind === ANY) {
    const behind = step + 8 + 4 * load<i32>(step, 4);
    for (let item = step + 8; item < behind; item += 4)
      if (shows<Unit>(load<i32>(item)) !== (kind === ALL)) return kind === ANY;
    return kind === ALL;
  }
  if (kind === LACKS) return lacks(load<i32>(step, 4));
  if (!read<Unit>(load<i32>(step, 4), load<i32>(step, 8) !== 0)) return false;
  if (kind === PRESENT) return true;
  let verdict = NO;
  const behind = step + 16 + 4 * load<i32>(step, 12);
  for (let shape = step + 16; shape < behind && verdict !== YES; shape += 4)
    verdict = max(verdict, verdictOf(load<i32>(shape)));
  return verdict === (kind === LIKE ? YES : NO);
}

/** Whether a screen, by its place in the table, shows that none of its texts stands in the event. */
function lacks(screen: i32): bool {
  if (eventEnd === 0) return false;
  if (screen !== screened) {
    screened = screen;
    isLacking = call_indirect<i32>(screen, eventStart, eventEnd) === 0;
  }
  return isLacking;
}

/** The value read last (its slot doubled, one more for its base name), and whether it is one. */
let lastRead: i32 = -1;
let isRead: bool = false;

/** Finds the units of a value; false if it is no text, or a path without a base name. */
function read<Unit>(slot: i32, isBaseName: bool): bool {
  const value = 2 * slot + (isBaseName ? 1 : 0);
  if (value !== lastRead) {
    lastRead = value;
    isRead = find<Unit>(slot, isBaseName);
  }
  return isRead;
}

function find<Unit>(slot: i32, isBaseName: bool): bool {
  const text = sizeof<Unit>() === 2 ? textOfSlot(slot) : textOfMember(slot);
  if (text === 0) return false;
  start = <i32>text;
  end = <i32>(text >>> 32);
  if (!isBaseName) return true;
  start = behindBackslash();
  return start < end;
}

/** Address behind the last backslash of the value read last; its start if it has none. */
function behindBackslash(): i32 {
  for (let at = end; at > start; at -= 16) {
    const units = v128.load(at - 16);
    const places = i16x8.bitmask(i16x8.eq(units, i16x8.splat(<i16>BACKSLASH)));
    // Units before the value do not count; there are some, for no value stands at the start of the memory.
    if (places !== 0) return max(start, at - 2 * (clz(places) - 24));
  }
  return start;
}

/** Whether the value has a shape: flags, pieces at its start and end (0 for none), how many inside, those. */
function verdictOf(shape: i32): i32 {
  const flags = load<i32>(shape);
  let verdict = (flags & EXACT) !== 0 ? YES : MAYBE;
  let from = start;
  let to = end;
  const first = load<i32>(shape, 4);
  if (first !== 0) {
    const size = sizeOf(first);
    if ((flags & WHOLE) !== 0 ? to - from !== size : to - from < size) return NO;
    const found = pieceAt(first, from);
    if (found !== YES) return found;
    from += size;
  }
  const last = load<i32>(shape, 8);
  if (last !== 0) {
    const size = sizeOf(last);
    if (to - from < size) return NO;
    const found = pieceAt(last, to - size);
    if (found === NO) return NO;
    verdict = min(verdict, found);
    to -= size;
  }
  const behind = shape + 16 + 4 * load<i32>(shape, 12);
  for (let piece = shape + 16; piece < behind; piece += 4) {
    from = behindPiece(load<i32>(piece), from, to);
    if (from === 0) return (flags & STRANGE) !== 0 && hasStrange() ? MAYBE : NO;
  }
  return verdict;
}

/** Bytes that a piece takes: it holds their number, whether units beyond ASCII may stand for its own, and where its units stand. */
function sizeOf(piece: i32): i32 {
  return load<i32>(piece);
}

/** Units of eight at an address that are neither of two, one bit each; `left` is how many bytes count. */
function others(at: i32, first: i32, second: i32, left: i32): i32 {
  const units = v128.load(at);
  const same = i16x8.bitmask(v128.or(i16x8.eq(units, v128.load(first)), i16x8.eq(units, v128.load(second))));
  return ~same & (left < 16 ? (1 << (left >> 1)) - 1 : 0xff);
}

/** Whether a piece stands at an address. */
function pieceAt(piece: i32, at: i32): i32 {
  const size = sizeOf(piece);
  const first = load<i32>(piece, 8);
  const second = load<i32>(piece, 12);
  let verdict = YES;
  for (let i = 0; i < size; i += 16) {
    let different = others(at + i, first + i, second + i, size - i);
    if (different !== 0 && load<i32>(piece, 4) === 0) return NO;
    while (different !== 0) {
      if (load<u16>(at + i + 2 * ctz<i32>(different)) < 0x80) return NO;
      different &= different - 1;
      verdict = MAYBE;
    }
  }
  return verdict;
}

/** The address behind the first occurrence of a piece in a range, 0 if there is none. */
function behindPiece(piece: i32, from: i32, to: i32): i32 {
  const size = sizeOf(piece);
  if (size === 0) return from;
  const first = load<i32>(piece, 8);
  const second = load<i32>(piece, 12);
  const a = i16x8.splat(load<i16>(first));
  const b = i16x8.splat(load<i16>(second));
  const last = to - size;
  for (let at = from; at <= last; at += 16) {
    const units = v128.load(at);
    let places = i16x8.bitmask(v128.or(i16x8.eq(units, a), i16x8.eq(units, b)));
    for (; places !== 0; places &= places - 1) {
      const place = at + 2 * ctz<i32>(places);
      if (place > last) return 0;
      if (isAt(place, first, second, size)) return place + size;
    }
  }
  return 0;
}

function isAt(at: i32, first: i32, second: i32, size: i32): bool {
  for (let i = 0; i < size; i += 16) if (others(at + i, first + i, second + i, size - i) !== 0) return false;
  return true;
}

/** Whether the value has a unit beyond ASCII. */
function hasStrange(): bool {
  for (let at = start; at < end; at += 2) if (load<u16>(at) >= 0x80) return true;
  return false;
}
