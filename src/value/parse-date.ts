import { DAYS, type DatePart, MONTHS, parseDatePattern } from './date-names.ts';
import { isZone, localToUtc } from './zone.ts';

/** What a text said so far; fields not named keep their start values, as in SimpleDateFormat. */
interface Found {
  year: number;
  month: number;
  day: number;
  dayOfYear: number | undefined;
  hour: number;
  halfDay: number | undefined;
  isHalfDay: boolean;
  minute: number;
  second: number;
  ms: number;
  offset: number | undefined;
  zone: string | undefined;
}

/** Reads digits; a numeric field directly in front of another takes exactly as many digits as its letters. */
function digits(text: string, at: number, exact: number | undefined): string | undefined {
  const pattern = exact === undefined ? /\d+/y : new RegExp(`\\d{${exact}}`, 'y');
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function isNumeric(part: DatePart | undefined): boolean {
  if (part?.kind !== 'field') return false;
  return 'yYwWDdFuHkKhmsS'.includes(part.letter) || ('ML'.includes(part.letter) && part.count < 3);
}

/** The longest name, in full or its first three letters, that stands at a place, any letter case. */
function nameAt(
  names: readonly string[],
  text: string,
  at: number,
): readonly [index: number, length: number] | undefined {
  for (const length of [undefined, 3]) {
    const index = names.findIndex((name) => {
      const part = name.slice(0, length);
      return text.slice(at, at + part.length).toLowerCase() === part.toLowerCase();
    });
    if (index >= 0) return [index, length ?? names[index]!.length];
  }
  return undefined;
}

/** Two digits of a year lie within 80 years before and 20 years after now (SimpleDateFormat). */
function fullYear(twoDigits: number, now: number): number {
  const least = new Date(now).getUTCFullYear() - 80;
  const century = Math.floor(least / 100) * 100;
  return century + twoDigits < least ? century + 100 + twoDigits : century + twoDigits;
}

function zoneAt(text: string, at: number, found: Found): number | undefined {
  const offset = /(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})?/y;
  offset.lastIndex = at;
  const match = offset.exec(text);
  if (match) {
    const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
    found.offset = (match[1] === '-' ? -1 : 1) * minutes * 60_000;
    return match[0].length;
  }
  const name = /[A-Za-z]+(?:[/_][A-Za-z_]+)*/y;
  name.lastIndex = at;
  const word = name.exec(text)?.[0];
  if (word === undefined || !isZone(word)) return undefined;
  found.zone = word;
  return word.length;
}

function setNumber(letter: string, count: number, text: string, found: Found, now: number): void {
  const value = Number(text);
  switch (letter) {
    case 'y':
    case 'Y':
      found.year = count <= 2 && text.length === 2 ? fullYear(value, now) : value;
      break;
    case 'M':
    case 'L':
      found.month = value - 1;
      break;
    case 'd':
      found.day = value;
      break;
    case 'D':
      found.dayOfYear = value;
      break;
    case 'H':
      found.hour = value;
      break;
    case 'k':
      found.hour = value % 24;
      break;
    case 'h':
    case 'K':
      found.hour = value % 12;
      found.isHalfDay = true;
      break;
    case 'm':
      found.minute = value;
      break;
    case 's':
      found.second = value;
      break;
    case 'S':
      found.ms = value;
      break;
  }
}

/** Reads one field; returns how many characters it took, or undefined. */
function readField(
  part: Extract<DatePart, { kind: 'field' }>,
  next: DatePart | undefined,
  text: string,
  at: number,
  found: Found,
  now: number,
): number | undefined {
  const { letter, count } = part;
  if (isNumeric(part)) {
    const read = digits(text, at, isNumeric(next) ? count : undefined);
    if (read === undefined) return undefined;
    setNumber(letter, count, read, found, now);
    return read.length;
  }
  if (letter === 'M' || letter === 'L' || letter === 'E') {
    const name = nameAt(letter === 'E' ? DAYS : MONTHS, text, at);
    if (name && letter !== 'E') found.month = name[0];
    return name?.[1];
  }
  if (letter === 'a') {
    const half = ['am', 'pm'].indexOf(text.slice(at, at + 2).toLowerCase());
    if (half >= 0) found.halfDay = half;
    return half < 0 ? undefined : 2;
  }
  if (letter === 'G') return /^(?:AD|BC)$/i.test(text.slice(at, at + 2)) ? 2 : undefined;
  if (letter === 'X' && text[at] === 'Z') {
    found.offset = 0;
    return 1;
  }
  return zoneAt(text, at, found);
}

/**
 * Parses a text that begins with a SimpleDateFormat pattern to milliseconds; numbers out of range roll over, as Java's lenient
 * parsing does. Without a zone in the text it is local time of `zone`. Null if the text does not fit (spec sumo §12, parseDate).
 */
export function parseDate(text: string, pattern: string, zone: string, now: number): number | null {
  const { parts, unknown } = parseDatePattern(pattern);
  if (unknown !== undefined) return null;
  const found: Found = {
    year: 1970,
    month: 0,
    day: 1,
    dayOfYear: undefined,
    hour: 0,
    halfDay: undefined,
    isHalfDay: false,
    minute: 0,
    second: 0,
    ms: 0,
    offset: undefined,
    zone: undefined,
  };
  let at = 0;
  for (const [i, part] of parts.entries()) {
    if (part.kind === 'text') {
      if (!text.startsWith(part.text, at)) return null;
      at += part.text.length;
      continue;
    }
    const taken = readField(part, parts[i + 1], text, at, found, now);
    if (taken === undefined) return null;
    at += taken;
  }
  const hour = found.hour + (found.isHalfDay && found.halfDay === 1 ? 12 : 0);
  const timeOfDay = ((hour * 60 + found.minute) * 60 + found.second) * 1000 + found.ms;
  const start = new Date(0);
  start.setUTCFullYear(found.year, found.dayOfYear === undefined ? found.month : 0, found.dayOfYear ?? found.day);
  const local = start.getTime() + timeOfDay;
  if (Number.isNaN(local)) return null;
  if (found.offset !== undefined) return local - found.offset;
  return localToUtc(local, found.zone ?? zone);
}
