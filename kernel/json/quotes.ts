import { NO_PLACE, QUOTES, STATE, STRANGE } from '../../src/formats/json-fast/layout';

// The quotes of a line, 64 bytes at a time, and whether what stands inside its strings is what JSON allows.

const QUOTE: i8 = 0x22;
const BACKSLASH: i8 = 0x5c;
const NEWLINE: i8 = 0x0a;
const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;

/** The top bits of 64 bytes. */
function bits(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = <u32>i8x16.bitmask(a) | ((<u32>i8x16.bitmask(b)) << 16);
  const high = <u32>i8x16.bitmask(c) | ((<u32>i8x16.bitmask(d)) << 16);
  return <u64>low | ((<u64>high) << 32);
}

/** One bit for each of 64 bytes that is the one wanted. */
function bitsOf(byte: i8, a: v128, b: v128, c: v128, d: v128): u64 {
  const wanted = i8x16.splat(byte);
  return bits(i8x16.eq(a, wanted), i8x16.eq(b, wanted), i8x16.eq(c, wanted), i8x16.eq(d, wanted));
}

function holds(byte: i8, a: v128, b: v128, c: v128, d: v128): bool {
  const wanted = i8x16.splat(byte);
  const first = v128.or(i8x16.eq(a, wanted), i8x16.eq(b, wanted));
  return v128.any_true(v128.or(first, v128.or(i8x16.eq(c, wanted), i8x16.eq(d, wanted))));
}

/** Whether any byte is below the blank. */
function holdsControl(a: v128, b: v128, c: v128, d: v128): bool {
  const least = i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
  return v128.any_true(i8x16.lt_u(least, i8x16.splat(0x20)));
}

/** Bytes inside strings: those behind an odd number of quotes. */
function insideOf(quotes: u64): u64 {
  let inside = quotes;
  inside ^= inside << 1;
  inside ^= inside << 2;
  inside ^= inside << 4;
  inside ^= inside << 8;
  inside ^= inside << 16;
  return inside ^ (inside << 32);
}

/** One bit for each of 64 bytes that is below the blank. */
function controls(a: v128, b: v128, c: v128, d: v128): u64 {
  const blank = i8x16.splat(0x20);
  return bits(i8x16.lt_u(a, blank), i8x16.lt_u(b, blank), i8x16.lt_u(c, blank), i8x16.lt_u(d, blank));
}

/** Bytes that may stand behind a backslash: `"` `/` `\` `b` `f` `n` `r` `t` `u`, told by their two halves. */
function escapable(bytes: v128): v128 {
  const low = i8x16.swizzle(i8x16(0, 0, 13, 0, 8, 8, 4, 0, 0, 0, 0, 0, 2, 0, 4, 1), v128.and(bytes, i8x16.splat(15)));
  const high = i8x16.swizzle(i8x16(0, 0, 1, 0, 0, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0), i8x16.shr_u(bytes, 4));
  return i8x16.ne(v128.and(low, high), i8x16.splat(0));
}

function isHex(byte: u32): bool {
  return byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 6;
}

/** Whether a sign beyond ASCII may stand between two places that some rule of letter case equates with a letter of it: İ, ſ or the kelvin. */
function mayHoldLetters(start: i32, end: i32): bool {
  let found = i64x2.splat(0);
  for (let at = start; at < end; at += 16) {
    const bytes = v128.load(at);
    // Only the first byte of the kelvin sign is looked at, and C4 is that of İ, C5 of ſ.
    const first = i8x16.eq(v128.and(bytes, i8x16.splat(<i8>0xfe)), i8x16.splat(<i8>0xc4));
    found = v128.or(found, v128.or(first, i8x16.eq(bytes, i8x16.splat(<i8>0xe2))));
  }
  return v128.any_true(found);
}

/** Stores the places of the quotes of the line that starts at `start`; gives that of its newline, -1 if a string of it is none. */
export function quotes(start: i32): i32 {
  let out = QUOTES;
  let isNextEscaped: u64 = 0;
  /** All bits are set if the byte before the block is inside a string. */
  let isInside: u64 = 0;
  let bad: u64 = 0;
  let isNumbered = false;
  let all = i64x2.splat(0);
  let ends: u64 = 0;
  let isOpen: u64 = 0;
  let at = start;
  for (; ends === 0; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    all = v128.or(all, v128.or(v128.or(a, b), v128.or(c, d)));
    let found = bitsOf(QUOTE, a, b, c, d);
    let escaped: u64 = 0;
    if (isNextEscaped !== 0 || holds(BACKSLASH, a, b, c, d)) {
      // Bytes behind a backslash that is not itself escaped; the method of simdjson (Langdale, Lemire: Parsing Gigabytes of JSON per Second).
      const slashes = bitsOf(BACKSLASH, a, b, c, d);
      const first = slashes & ~isNextEscaped;
      const runs = (((first << 1) | ODD) - first) ^ ODD;
      escaped = runs ^ (slashes | isNextEscaped);
      isNextEscaped = (runs & slashes) >> 63;
      found &= ~escaped;
    }
    if (holdsControl(a, b, c, d)) {
      const control = controls(a, b, c, d);
      let before: u64 = -1;
      ends = bitsOf(NEWLINE, a, b, c, d);
      if (ends !== 0) {
        ends &= -ends;
        before = ends - 1;
      }
      const inside = insideOf(found) ^ isInside;
      bad |= inside & control & before;
      isOpen = inside & ends;
      found &= before;
      escaped &= before;
    }
    if (escaped !== 0) {
      const allowed = bits(escapable(a), escapable(b), escapable(c), escapable(d));
      bad |= escaped & ~allowed;
      for (let numbered = escaped & bitsOf(0x75, a, b, c, d); numbered !== 0; numbered &= numbered - 1) {
        isNumbered = true;
        const place = at + <i32>ctz(numbered);
        for (let i = 1; i <= 4; i++) if (!isHex(load<u8>(place + i))) bad = 1;
      }
    }
    const count = <i32>popcnt(found);
    isInside ^= -(<u64>count & 1);
    // Four at a time: what is stored too much is written over.
    for (let next = out; found !== 0; next += 16) {
      store<i32>(next, at + <i32>ctz(found));
      found &= found - 1;
      store<i32>(next, at + <i32>ctz(found), 4);
      found &= found - 1;
      store<i32>(next, at + <i32>ctz(found), 8);
      found &= found - 1;
      store<i32>(next, at + <i32>ctz(found), 12);
      found &= found - 1;
    }
    out += 4 * count;
  }
  store<i32>(out, NO_PLACE);
  const isStrange = isNumbered || (i8x16.bitmask(all) !== 0 && mayHoldLetters(start, at));
  store<i32>(STATE, isStrange ? 1 : 0, STRANGE);
  return (bad | isOpen) !== 0 ? -1 : at - 64 + <i32>ctz(ends);
}
