import { parseIsoTime } from '../value/index.ts';
import type { EventTime } from './header.ts';

/**
 * Reads a time as Windows and its shippers write it: ISO 8601, blank or `T`, also with slashes in the date, up to 9 fraction
 * digits of which 7 count; one without zone is in `timeZone` (an IANA name, UTC by default). Undefined if the text is no such
 * time (spec windows-telemetry §9).
 */
export function parseTime(text: string, timeZone?: string): EventTime | undefined {
  if (text.charCodeAt(4) === 45 && text.endsWith('Z')) return parseIsoTime(text, timeZone);
  const dashed = text
    .trim()
    .replace(/^(\d{4})\/(\d\d)\/(\d\d)/, '$1-$2-$3')
    .replace(/\s?UTC$/i, 'Z');
  return parseIsoTime(dashed, timeZone);
}

/** `YYYY-MM-DDThh:mm:ss.fffffffZ`, 100 ns resolution, as Windows prints times (spec evtx-format §8.1). */
export function formatTime(time: EventTime): string {
  return `${new Date(time.ms).toISOString().slice(0, -1)}${String(time.ticks).padStart(4, '0')}Z`;
}
