import { localToUtc } from './zone.ts';

/** An instant: milliseconds since 1970 UTC, and the 100-nanosecond ticks (0 to 9,999) within the millisecond. */
export interface Instant {
  readonly ms: number;
  readonly ticks: number;
}

/** True if milliseconds since 1970 are a time that a date can have: 8.64e15 either way (ECMA-262, Time Values). */
export function isDate(ms: number): boolean {
  return Math.abs(ms) <= 8.64e15;
}

const ISO =
  /^([+-]\d{6}|\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

function offsetOf(text: string): number {
  if (text === 'Z' || text === 'z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', '') || 0);
  return (text.startsWith('-') ? -1 : 1) * minutes * 60_000;
}

/** Two digits of a text as a number; NaN for anything else. */
function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Days of each month of a year that is no leap year. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reads the form that nearly all logs have, `2024-05-01T10:00:00.1234567Z` with up to seven digits of fraction, without a pattern; undefined for others. */
function parseUsual(text: string): Instant | undefined {
  const last = text.length - 1;
  if (last < 19 || last > 27 || text.charCodeAt(last) !== 90) return undefined;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(10) !== 84) return undefined;
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const [month, day] = [twoDigits(text, 5), twoDigits(text, 8)];
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  // Leap days, leap seconds and the ends of the calendar are left to the pattern.
  if (!(year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1]!)) return undefined;
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return undefined;
  let ticks = 0;
  if (last > 19) {
    if (text.charCodeAt(19) !== 46 || last === 20) return undefined;
    for (let at = 20; at < 27; at++) {
      const digit = at < last ? text.charCodeAt(at) - 48 : 0;
      if (digit < 0 || digit > 9) return undefined;
      ticks = ticks * 10 + digit;
    }
  }
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second);
  return { ms: seconds + Math.floor(ticks / 10_000), ticks: ticks % 10_000 };
}

/**
 * Reads an ISO 8601 date or date and time with 1–9 digits of fraction (`T` or a blank between, zone optional).
 * Without a zone the text is local time of `zone` (default UTC). Returns undefined for anything else, dates out of the calendar included.
 */
export function parseIsoTime(text: string, zone = 'UTC'): Instant | undefined {
  const usual = parseUsual(text);
  if (usual) return usual;
  const match = ISO.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = match;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (mo < 1 || mo > 12 || h > 24 || mi > 59 || s > 60 || (h === 24 && (mi > 0 || s > 0 || /[1-9]/.test(fraction))))
    return undefined;
  const date = new Date(Date.UTC(2000, mo - 1, d, h, mi, s));
  date.setUTCFullYear(y, mo - 1, d);
  if (h < 24) date.setUTCHours(h, mi, Math.min(s, 59));
  else date.setUTCHours(24, 0, 0);
  if (d < 1 || d > new Date(Date.UTC(y < 100 ? y + 400 : y, mo, 0)).getUTCDate()) return undefined;
  const ticks = Number(fraction.slice(0, 7).padEnd(7, '0'));
  const local = date.getTime() + Math.floor(ticks / 10_000);
  if (!isDate(local)) return undefined;
  const ms = offset === undefined ? localToUtc(local, zone) : local - offsetOf(offset);
  return isDate(ms) ? { ms, ticks: ticks % 10_000 } : undefined;
}

/** Reads epoch text of 10 (seconds, fraction allowed), 13, 16 or 19 digits (milli-, micro-, nanoseconds); undefined for anything else. */
export function parseEpoch(text: string): Instant | undefined {
  const match = /^(\d{9,10})(?:\.(\d{1,9}))?$|^(\d{12,13})$|^(\d{15,16})$|^(\d{18,19})$/.exec(text.trim());
  if (!match) return undefined;
  const [, seconds, fraction = '', millis, micros, nanos] = match;
  if (seconds !== undefined) {
    const ticks = Number(fraction.slice(0, 7).padEnd(7, '0'));
    return { ms: Number(seconds) * 1000 + Math.floor(ticks / 10_000), ticks: ticks % 10_000 };
  }
  if (millis !== undefined) return { ms: Number(millis), ticks: 0 };
  if (micros !== undefined) return { ms: Number(micros.slice(0, -3)), ticks: Number(micros.slice(-3)) * 10 };
  return { ms: Number(nanos!.slice(0, -6)), ticks: Math.floor(Number(nanos!.slice(-6)) / 100) };
}

const DAY = 86_400_000;
/** The latest time that a date can have. */
const LAST_MS = 8.64e15;
/** The day written last, and its text: times of a log are near one another. */
let lastDay = Number.NaN;
let lastText = '';
/** Numbers of two digits. */
const PAIRS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/** ISO 8601 in UTC: three digits of fraction, or seven if ticks are given and not 0; null outside the range of dates. */
export function formatIsoTime(ms: number, ticks = 0): string | null {
  const whole = Math.floor(ms);
  const day = Math.floor(whole / DAY);
  if (day !== lastDay) {
    const date = new Date(whole);
    if (Number.isNaN(date.getTime())) return null;
    lastDay = day;
    lastText = date.toISOString().slice(0, -'00:00:00.000Z'.length);
  } else if (whole > LAST_MS) return null;
  const ofDay = whole - DAY * day;
  const minutes = Math.floor(ofDay / 60_000);
  const hours = Math.floor(minutes / 60);
  // A digit in front keeps zeros.
  const seconds = String(100_000 + ofDay - 60_000 * minutes);
  const fraction = ticks === 0 ? '' : String(ticks).padStart(4, '0');
  return `${lastText}${PAIRS[hours]}:${PAIRS[minutes - 60 * hours]}:${seconds.slice(1, 3)}.${seconds.slice(3)}${fraction}Z`;
}

/** Milliseconds of the units of a time span; `M` is not a unit, `m` is minutes (spec sumo §2). */
export const TIME_UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Reads a span such as `5m`, `-24h`, `1h30m` or `1 h` as milliseconds, sign kept; undefined if it is none. */
export function parseSpan(text: string): number | undefined {
  const match = /^\s*([+-]?)\s*((?:\d+(?:\.\d+)?\s*(?:ns|us|ms|s|m|h|d|w)\s*)+)$/.exec(text);
  if (!match) return undefined;
  let sum = 0;
  for (const [, amount, unit] of match[2]!.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g))
    sum += Number(amount) * TIME_UNITS[unit!]!;
  return match[1] === '-' ? -sum : sum;
}

/** Reads an instant as users write it: `now`, a span before now (`-24h`; `24h` too), ISO 8601, or epoch; milliseconds or undefined. */
export function parseMoment(text: string, now: number, zone = 'UTC'): number | undefined {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === 'now') return now;
  const span = parseSpan(trimmed);
  if (span !== undefined) return trimmed.startsWith('+') ? now + span : now - Math.abs(span);
  return (parseIsoTime(trimmed, zone) ?? parseEpoch(trimmed))?.ms;
}
