import { place, text } from './text';

// Values as JSON.stringify writes what the generic walker makes of them (spec evtx-format §8). Each function writes at `place`.

/** What became of a value: written, NULL, or of a kind that is left to the reader. */
export const WRITTEN_VALUE = 0;
export const NULL_VALUE = 1;
export const OTHER_VALUE = 2;

export const STRING = 0x01;
export const STRINGS = 0x81;
export const ARRAY = 0x80;
export const BIN_XML = 0x21;
export const FILE_TIME = 0x11;
const QUOTE = 0x22;
const DASH = 0x2d;
/** From here on the high half of a FILETIME may stand for a year of five digits. */
export const LATEST: u32 = 0x2462_0000;
const TICKS: u64 = 10_000_000;
const DAY: u64 = 86_400;
/** Days from the start of FILETIME to 1 March 2000, before which a whole number of 400 years fits. */
const DAYS_TO_MARCH_2000: i32 = 145_791;
const DAYS_OF_400_YEARS: i32 = 146_097;

/** Least size in bytes by type: below it the value is NULL. */
function leastSize(type: i32): i32 {
  switch (type) {
    case 0x03:
    case 0x04:
      return 1;
    case 0x05:
    case 0x06:
      return 2;
    case 0x07:
    case 0x08:
    case 0x0b:
    case 0x0d:
    case 0x10:
    case 0x14:
      return 4;
    case 0x09:
    case 0x0a:
    case 0x0c:
    case 0x11:
    case 0x13:
    case 0x15:
      return 8;
    case 0x0f:
    case 0x12:
      return 16;
    default:
      return 0;
  }
}

/** Whether a scalar counts as NULL; a SYSTEMTIME is left to the reader. */
export function nullness(type: i32, from: i32, size: i32): i32 {
  if (type === 0 || size < leastSize(type)) return NULL_VALUE;
  if (type === 0x12) return OTHER_VALUE;
  if (type === 0x13 && 8 + 4 * <i32>load<u8>(from, 1) > size) return NULL_VALUE;
  return WRITTEN_VALUE;
}

/** Writes a scalar, with quotes if it is a text. */
export function value(type: i32, from: i32, size: i32): i32 {
  if (type === STRING) {
    quote();
    text(from, size);
    quote();
    return WRITTEN_VALUE;
  }
  const state = nullness(type, from, size);
  if (state !== WRITTEN_VALUE) return state;
  switch (type) {
    case 0x03:
      return signed(load<i8>(from));
    case 0x04:
      decimal(load<u8>(from));
      return WRITTEN_VALUE;
    case 0x05:
      return signed(load<i16>(from));
    case 0x06:
      decimal(load<u16>(from));
      return WRITTEN_VALUE;
    case 0x07:
      return signed(load<i32>(from));
    case 0x08:
      decimal(load<u32>(from));
      return WRITTEN_VALUE;
    case 0x09:
      return signed(load<i64>(from));
    case 0x0a:
      return decimal64(load<u64>(from));
    case 0x0d:
      truth(load<u32>(from) !== 0);
      return WRITTEN_VALUE;
    case 0x0f:
      quote();
      guid(from);
      quote();
      return WRITTEN_VALUE;
    case 0x10:
    case 0x14:
    case 0x15:
      quote();
      store<u16>(place.at, 0x7830);
      place.at += 2;
      if (type === 0x15 || (type === 0x10 && size >= 8)) hexNumber64(load<u64>(from));
      else hexNumber(load<u32>(from));
      quote();
      return WRITTEN_VALUE;
    case 0x11:
      return fileTime(load<u64>(from));
    case 0x13:
      return sid(from);
    case 0x02:
    case 0x0b:
    case 0x0c:
      return OTHER_VALUE;
    default:
      quote();
      hexBytes(from, size);
      quote();
      return WRITTEN_VALUE;
  }
}

export function quote(): void {
  store<u8>(place.at++, QUOTE);
}

/** Two decimal digits. */
function pair(at: i32, value: u32): void {
  const tens = value / 10;
  store<u16>(at, 0x3030 | tens | ((value - 10 * tens) << 8));
}

function digitsOf(value: u32): i32 {
  if (value < 10_000) return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4;
  if (value < 100_000_000) return value < 1_000_000 ? (value < 100_000 ? 5 : 6) : value < 10_000_000 ? 7 : 8;
  return value < 1_000_000_000 ? 9 : 10;
}

function decimal(value: u32): void {
  const end = place.at + digitsOf(value);
  let at = end;
  let rest = value;
  while (rest >= 100) {
    const upper = rest / 100;
    at -= 2;
    pair(at, rest - 100 * upper);
    rest = upper;
  }
  if (rest < 10) store<u8>(place.at, 0x30 + rest);
  else pair(place.at, rest);
  place.at = end;
}

/** An integer below 10^8 with leading zeros. */
function eightDigits(at: i32, value: u32): void {
  const upper = value / 10_000;
  const lower = value - 10_000 * upper;
  pair(at, upper / 100);
  pair(at + 2, upper % 100);
  pair(at + 4, lower / 100);
  pair(at + 6, lower % 100);
}

/** An integer below 2^53; greater ones become texts, which is left to the reader. */
function decimal64(value: u64): i32 {
  if (value >> 32 === 0) decimal(<u32>value);
  else if (value >= 0x20_0000_0000_0000) return OTHER_VALUE;
  else {
    const upper = value / 100_000_000;
    decimal(<u32>upper);
    eightDigits(place.at, <u32>(value - 100_000_000 * upper));
    place.at += 8;
  }
  return WRITTEN_VALUE;
}

function signed(value: i64): i32 {
  if (value >= 0) return decimal64(value);
  if (value <= -0x20_0000_0000_0000) return OTHER_VALUE;
  store<u8>(place.at++, DASH);
  return decimal64(-value);
}

function truth(value: bool): void {
  // `true` or `fals`, and an `e` behind the latter.
  store<u32>(place.at, value ? 0x6575_7274 : 0x736c_6166);
  store<u8>(place.at + 4, 0x65);
  place.at += value ? 4 : 5;
}

/** Eight hex digits of a number, as they stand in memory; `letters` is what a digit from ten on is more than `:`. */
function hexDigits(value: u32, letters: u64): u64 {
  let spread: u64 = value;
  spread = ((spread & 0xffff_0000) << 16) | (spread & 0xffff);
  spread = ((spread & 0xff00_0000_ff00) << 8) | (spread & 0xff_0000_00ff);
  spread = ((spread & 0x00f0_00f0_00f0_00f0) << 4) | (spread & 0x000f_000f_000f_000f);
  const isLetter = ((spread + 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101;
  return bswap<u64>(spread + 0x3030_3030_3030_3030 + isLetter * letters);
}

const LOWER: u64 = 39;
const UPPER: u64 = 7;

/** A number in lower-case hex without leading zeros. */
function hexNumber(value: u32): void {
  const digits = value === 0 ? 1 : (35 - clz<u32>(value)) >> 2;
  store<u64>(place.at, hexDigits(value, LOWER) >> ((8 - digits) << 3));
  place.at += digits;
}

function hexNumber64(value: u64): void {
  if (value >> 32 === 0) {
    hexNumber(<u32>value);
    return;
  }
  hexNumber(<u32>(value >> 32));
  store<u64>(place.at, hexDigits(<u32>value, LOWER));
  place.at += 8;
}

/** Bytes in upper-case hex. */
function hexBytes(from: i32, size: i32): void {
  const end = place.at + 2 * size;
  for (let i = 0; i < size; i += 4) {
    // Digits of bytes behind the value are written over, or are behind the end.
    store<u64>(place.at, hexDigits(bswap<u32>(load<u32>(from + i)), UPPER));
    place.at += 8;
  }
  place.at = end;
}

/** A GUID in braces. */
function guid(from: i32): void {
  const at = place.at;
  store<u8>(at, 0x7b);
  store<u64>(at + 1, hexDigits(load<u32>(from), LOWER));
  const middle = hexDigits(((<u32>load<u16>(from, 4)) << 16) | load<u16>(from, 6), LOWER);
  store<u8>(at + 9, DASH);
  store<u32>(at + 10, <u32>middle);
  store<u8>(at + 14, DASH);
  store<u32>(at + 15, <u32>(middle >> 32));
  store<u8>(at + 19, DASH);
  const late = hexDigits(bswap<u32>(load<u32>(from, 8)), LOWER);
  store<u32>(at + 20, <u32>late);
  store<u8>(at + 24, DASH);
  store<u32>(at + 25, <u32>(late >> 32));
  store<u64>(at + 29, hexDigits(bswap<u32>(load<u32>(from, 12)), LOWER));
  store<u8>(at + 37, 0x7d);
  place.at = at + 38;
}

/** A SID of a 32-bit authority. */
function sid(from: i32): i32 {
  if (load<u16>(from, 2) !== 0) return OTHER_VALUE;
  quote();
  store<u16>(place.at, 0x2d53);
  place.at += 2;
  decimal(load<u8>(from));
  store<u8>(place.at++, DASH);
  decimal(bswap<u32>(load<u32>(from, 4)));
  const end = from + 8 + 4 * <i32>load<u8>(from, 1);
  for (let part = from + 8; part < end; part += 4) {
    store<u8>(place.at++, DASH);
    decimal(load<u32>(part));
  }
  quote();
  return WRITTEN_VALUE;
}

/** The second whose text was made last, and that text: year to minute in one vector, the second behind. */
let lastSecond: u64 = u64.MAX_VALUE;
let lastMinute: v128 = i64x2.splat(0);
let lastTail: u32 = 0;

/** A time with its seven digits of a second. */
function fileTime(ticks: u64): i32 {
  if (<u32>(ticks >> 32) >= LATEST) return OTHER_VALUE;
  const second = ticks / TICKS;
  if (second !== lastSecond) setSecond(second);
  quote();
  const at = place.at;
  v128.store(at, lastMinute);
  store<u32>(at + 16, lastTail);
  // Seven digits: written as eight, the point over the first.
  eightDigits(at + 19, <u32>(ticks - second * TICKS));
  store<u8>(at + 19, 0x2e);
  store<u8>(at + 27, 0x5a);
  place.at = at + 28;
  quote();
  return WRITTEN_VALUE;
}

function setSecond(second: u64): void {
  lastSecond = second;
  const day = second / DAY;
  const rest = <u32>(second - day * DAY);
  // Years that begin in March, so that the odd day is the last of four years.
  const shifted = <i32>day - DAYS_TO_MARCH_2000 + 4 * DAYS_OF_400_YEARS;
  const era = shifted / DAYS_OF_400_YEARS;
  const ofEra = shifted - era * DAYS_OF_400_YEARS;
  const yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
  const ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const fromMarch = (5 * ofYear + 2) / 153;
  const dayOfMonth = ofYear - (153 * fromMarch + 2) / 5 + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = 400 + 400 * era + yearOfEra + (month <= 2 ? 1 : 0);
  const at = place.at;
  pair(at, <u32>year / 100);
  pair(at + 2, <u32>year % 100);
  store<u8>(at + 4, DASH);
  pair(at + 5, month);
  store<u8>(at + 7, DASH);
  pair(at + 8, dayOfMonth);
  store<u8>(at + 10, 0x54);
  pair(at + 11, rest / 3600);
  store<u8>(at + 13, 0x3a);
  pair(at + 14, (rest / 60) % 60);
  store<u8>(at + 16, 0x3a);
  pair(at + 17, rest % 60);
  lastMinute = v128.load(at);
  lastTail = load<u32>(at + 16);
}
