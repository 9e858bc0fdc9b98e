import { DAYS, type DatePart, MONTHS, offsetText, parseDatePattern } from './date-names.ts';
import { isZone, zoneOffset } from './zone.ts';

const DAY = 86_400_000;

/** Week of a year or month in the US: weeks begin on Sunday, the first holds day 1. */
function week(dayOfPeriod: number, weekday: number): number {
  const firstWeekday = (((weekday - (dayOfPeriod - 1)) % 7) + 7) % 7;
  return Math.floor((dayOfPeriod - 1 + firstWeekday) / 7) + 1;
}

function dayOfYearOf(local: Date): number {
  const start = new Date(local.getTime());
  start.setUTCMonth(0, 1);
  return Math.round((local.getTime() - start.getTime()) / DAY) + 1;
}

const nameFormats = new Map<string, Intl.DateTimeFormat>();

/** Name of a zone at an instant for `z`: short for up to three letters, else long, as Intl has it in English. */
function zoneName(zone: string, ms: number, count: number): string {
  if (!isZone(zone)) return 'GMT';
  if (zone === 'UTC' || zone === 'GMT')
    return count < 4 ? zone : zone === 'UTC' ? 'Coordinated Universal Time' : 'Greenwich Mean Time';
  if (/[+-]\d/.test(zone)) return `GMT${offsetText(zoneOffset(zone, ms), ':')}`;
  const style = count < 4 ? 'short' : 'long';
  const key = `${style} ${zone}`;
  let format = nameFormats.get(key);
  if (!format)
    nameFormats.set(key, (format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: style })));
  return format.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

function isoOffset(offset: number, count: number): string {
  if (offset === 0) return 'Z';
  const text = offsetText(offset, count === 3 ? ':' : '');
  return count === 1 ? text.slice(0, 3) : text;
}

function fieldText(
  { letter, count }: { readonly letter: string; readonly count: number },
  local: Date,
  ms: number,
  zone: string,
): string {
  const pad = (n: number): string => String(n).padStart(count, '0');
  const year = local.getUTCFullYear();
  const shown = year > 0 ? year : 1 - year;
  const dayOfYear = dayOfYearOf(local);
  const hour = local.getUTCHours();
  switch (letter) {
    case 'G':
      return year > 0 ? 'AD' : 'BC';
    case 'y':
    case 'Y':
      return count === 2 ? String(shown % 100).padStart(2, '0') : pad(shown);
    case 'M':
    case 'L': {
      const name = MONTHS[local.getUTCMonth()]!;
      return count > 3 ? name : count === 3 ? name.slice(0, 3) : pad(local.getUTCMonth() + 1);
    }
    case 'w':
      return pad(week(dayOfYear, local.getUTCDay()));
    case 'W':
      return pad(week(local.getUTCDate(), local.getUTCDay()));
    case 'D':
      return pad(dayOfYear);
    case 'd':
      return pad(local.getUTCDate());
    case 'F':
      return pad(Math.floor((local.getUTCDate() - 1) / 7) + 1);
    case 'E': {
      const name = DAYS[local.getUTCDay()]!;
      return count > 3 ? name : name.slice(0, 3);
    }
    case 'u':
      return pad(local.getUTCDay() || 7);
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'H':
      return pad(hour);
    case 'k':
      return pad(hour || 24);
    case 'K':
      return pad(hour % 12);
    case 'h':
      return pad(hour % 12 || 12);
    case 'm':
      return pad(local.getUTCMinutes());
    case 's':
      return pad(local.getUTCSeconds());
    case 'S':
      return pad(local.getUTCMilliseconds());
    case 'z':
      return zoneName(zone, ms, count);
    case 'Z':
      return offsetText(zoneOffset(zone, ms), '');
    case 'X':
      return isoOffset(zoneOffset(zone, ms), count);
    default:
      return '';
  }
}

/**
 * Formats an instant by a SimpleDateFormat pattern in a zone, US names (spec sumo §12, formatDate).
 * Null outside the range of dates or for a pattern with an unknown letter; an unknown zone counts as GMT.
 */
export function formatDate(ms: number, pattern: string, zone: string): string | null {
  const { parts, unknown } = parseDatePattern(pattern);
  const local = new Date(Math.floor(ms) + zoneOffset(zone, ms));
  if (unknown !== undefined || Number.isNaN(local.getTime())) return null;
  return parts.map((part: DatePart) => (part.kind === 'text' ? part.text : fieldText(part, local, ms, zone))).join('');
}
