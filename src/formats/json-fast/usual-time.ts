import type { EventTime } from '../../event/index.ts';
import { BLANK, NINE, ZERO } from './bytes.ts';

const DASH = 0x2d;
const COLON = 0x3a;
const DOT = 0x2e;
const T = 0x54;
const Z = 0x5a;
/** Bytes of `YYYY-MM-DDThh:mm:ss`, and of the same with nine digits of fraction. */
const SECONDS = 19;
const LONGEST = SECONDS + 10;

/** The number that two digits write, -1 if they are none. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : -1;
}

/**
 * Reads times of the forms that nearly all have, `YYYY-MM-DDThh:mm:ss.fffffffZ`, a blank for the `T`, and where times without a zone
 * are in UTC without the `Z`, from their bytes; the last day is remembered.
 */
export class UsualTimes {
  readonly #isUtc: boolean;
  #day = -1;
  #dayMs = 0;

  /** `timeZone` is that of times without one, UTC by default. */
  constructor(timeZone = 'UTC') {
    this.#isUtc = timeZone === 'UTC';
  }

  /** The time between two bytes; undefined if it is written otherwise, or may be none. */
  read(bytes: Uint8Array, start: number, end: number): EventTime | undefined {
    const isZoned = bytes[end - 1] === Z;
    const last = isZoned ? end - 1 : end;
    if (last - start < SECONDS || last - start > LONGEST || !(isZoned || this.#isUtc)) return undefined;
    if (bytes[start + 4] !== DASH || bytes[start + 7] !== DASH) return undefined;
    if (bytes[start + 10] !== T && bytes[start + 10] !== BLANK) return undefined;
    if (bytes[start + 13] !== COLON || bytes[start + 16] !== COLON) return undefined;
    const [century, year, month, day] = [
      pair(bytes, start),
      pair(bytes, start + 2),
      pair(bytes, start + 5),
      pair(bytes, start + 8),
    ];
    const [hour, minute, second] = [pair(bytes, start + 11), pair(bytes, start + 14), pair(bytes, start + 17)];
    if (century < 10 || year < 0 || month < 1 || month > 12 || day < 1) return undefined;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return undefined;
    const ticks = last === start + SECONDS ? 0 : fractionOf(bytes, start + SECONDS, last);
    if (ticks < 0) return undefined;
    const date = ((100 * century + year) * 16 + month) * 32 + day;
    if (date !== this.#day) {
      const ms = Date.UTC(100 * century + year, month - 1, day);
      // The month has no such day.
      if (new Date(ms).getUTCDate() !== day) return undefined;
      this.#day = date;
      this.#dayMs = ms;
    }
    const millis = Math.floor(ticks / 10_000);
    return { ms: this.#dayMs + hour * 3_600_000 + minute * 60_000 + second * 1000 + millis, ticks: ticks % 10_000 };
  }
}

/** Steps of 100 ns that a point and digits write, -1 if they write none. */
function fractionOf(bytes: Uint8Array, point: number, end: number): number {
  if (bytes[point] !== DOT || end - point < 2) return -1;
  let ticks = 0;
  for (let at = point + 1; at < end; at++) {
    const byte = bytes[at]!;
    if (byte < ZERO || byte > NINE) return -1;
    if (at <= point + 7) ticks = 10 * ticks + byte - ZERO;
  }
  for (let at = end; at <= point + 7; at++) ticks *= 10;
  return ticks;
}
