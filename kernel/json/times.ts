import { ENDS, IS_UTC, KINDS, STARTS, STATE, STRING } from '../../src/formats/json-fast/layout';

// Times as the reader's usual-time.ts reads them.

const BLANK = 0x20;
const DASH = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const T = 0x54;
const Z = 0x5a;
/** Bytes of `YYYY-MM-DDThh:mm:ss`, and of the same with nine digits of fraction. */
const SECONDS = 19;
const LONGEST = SECONDS + 10;
const MS_OF_DAY: f64 = 86_400_000;

function byteAt(at: i32): i32 {
  return load<u8>(at);
}

/** The number that two digits write, -1 if they are none. */
function pair(at: i32): i32 {
  const tens = byteAt(at) - ZERO;
  const ones = byteAt(at + 1) - ZERO;
  return <u32>tens <= 9 && <u32>ones <= 9 ? 10 * tens + ones : -1;
}

/** In place of a time. */
export const NO_TIME: f64 = -1e18;

/** The time in ms since 1970 that a member writes; `NO_TIME` if it is written in no usual form, or may be none. */
export function timeOfMember(member: i32): f64 {
  if (load<u8>(KINDS + member) !== STRING) return NO_TIME;
  const at = load<i32>(STARTS + 4 * member);
  let end = load<i32>(ENDS + 4 * member);
  const isZoned = byteAt(end - 1) === Z;
  if (isZoned) end--;
  if (end - at < SECONDS || end - at > LONGEST || !(isZoned || load<i32>(STATE, IS_UTC) !== 0)) return NO_TIME;
  if (byteAt(at + 4) !== DASH || byteAt(at + 7) !== DASH) return NO_TIME;
  if (byteAt(at + 10) !== T && byteAt(at + 10) !== BLANK) return NO_TIME;
  if (byteAt(at + 13) !== COLON || byteAt(at + 16) !== COLON) return NO_TIME;
  const century = pair(at);
  const ofCentury = pair(at + 2);
  const month = pair(at + 5);
  const day = pair(at + 8);
  const hour = pair(at + 11);
  const minute = pair(at + 14);
  const second = pair(at + 17);
  if (century < 10 || ofCentury < 0 || month < 1 || month > 12) return NO_TIME;
  const year = 100 * century + ofCentury;
  if (day < 1 || day > daysOf(year, month)) return NO_TIME;
  if (<u32>hour > 23 || <u32>minute > 59 || <u32>second > 59) return NO_TIME;
  let millis = 0;
  if (end > at + SECONDS) {
    if (byteAt(at + SECONDS) !== POINT || end - at < SECONDS + 2) return NO_TIME;
    for (let i = at + SECONDS + 1; i < end; i++) if (<u32>(byteAt(i) - ZERO) > 9) return NO_TIME;
    for (let i = 1; i <= 3; i++) millis = 10 * millis + (at + SECONDS + i < end ? byteAt(at + SECONDS + i) - ZERO : 0);
  }
  const seconds = 3600 * hour + 60 * minute + second;
  return <f64>daysBefore(year, month, day) * MS_OF_DAY + <f64>seconds * 1000 + <f64>millis;
}

function daysOf(year: i32, month: i32): i32 {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 to a day; years are counted from March, so that a leap day ends one. */
function daysBefore(year: i32, month: i32, day: i32): i32 {
  const years = month > 2 ? year : year - 1;
  const months = (month + 9) % 12;
  const ofYears = 365 * years + years / 4 - years / 100 + years / 400;
  return ofYears + (153 * months + 2) / 5 + day - 1 - 719_468;
}
