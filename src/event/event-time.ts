import type { EventTime } from './header.ts';

const TIME =
  /^(\d{4})[-/](\d\d)[-/](\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that a zone's clock is ahead of UTC at an instant; 0 if the zone is unknown. */
function zoneOffset(ms: number, timeZone: string): number {
  let formatter = formatters.get(timeZone);
  try {
    formatter ??= new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return 0;
  }
  formatters.set(timeZone, formatter);
  const part: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(ms)) part[type] = Number(value);
  const local = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
  return local - Math.floor(ms / 1000) * 1000;
}

function offsetOf(zone: string | undefined, local: number, timeZone: string | undefined): number {
  if (zone === undefined) {
    if (timeZone === undefined || timeZone === 'UTC') return 0;
    return zoneOffset(local - zoneOffset(local, timeZone), timeZone);
  }
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (!parts) return 0;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) * 60_000;
}

/**
 * Reads a time as Windows and its shippers write it: ISO 8601, blank or `T`, up to 9 fraction digits of which 7 count; one
 * without zone is in `timeZone` (an IANA name, UTC by default). Undefined if the text is no such time (spec windows-telemetry §9).
 */
export function parseTime(text: string, timeZone?: string): EventTime | undefined {
  const found = TIME.exec(text.trim());
  if (!found) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = found;
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (Number.isNaN(local)) return undefined;
  const digits = fraction.padEnd(7, '0');
  return {
    ms: local - offsetOf(zone, local, timeZone) + Number(digits.slice(0, 3)),
    ticks: Number(digits.slice(3, 7)),
  };
}

/** `YYYY-MM-DDThh:mm:ss.fffffffZ`, 100 ns resolution, as Windows prints times (spec evtx-format §8.1). */
export function formatTime(time: EventTime): string {
  return `${new Date(time.ms).toISOString().slice(0, -1)}${String(time.ticks).padStart(4, '0')}Z`;
}
