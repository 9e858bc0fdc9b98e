import {
  type Event,
  type EventMetadata,
  type EventTime,
  parseTime,
  type Raw,
  type RawField,
  RecordEvent,
} from '../event/index.ts';
import { isDate } from '../value/index.ts';
import type { JsonObject } from './json-value.ts';
import type { Shaped } from './shaped.ts';
import { rawOfJson } from './shapes/shape.ts';

/** Where a JSON object stands, and its text. */
export interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly offset: number;
  readonly text: string;
}

/** ISO text or epoch milliseconds (design cli: `_messageTime`); undefined for a number that is no date. */
function messageTime(value: Raw, timeZone: string | undefined): EventTime | undefined {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number') {
    const ms = Math.floor(number);
    if (!isDate(ms)) return undefined;
    return { ms, ticks: Math.round((number - ms) * 10_000) % 10_000 };
  }
  return typeof value === 'string' ? parseTime(value, timeZone) : undefined;
}

/** Fields that keys beginning with `_` set: `_sourceCategory`, `_sourceName` and any other (design cli, Shapes). */
function metadataOf(object: JsonObject): EventMetadata | undefined {
  const entries = Object.entries(object).filter(([key]) => key.startsWith('_') && key !== '_raw');
  return entries.length === 0
    ? undefined
    : (Object.fromEntries(entries.map(([key, value]) => [key, rawOfJson(value)])) as EventMetadata);
}

/**
 * True for an old 4648 whose two `LogonGuid` became one: JSON objects keep one of equal keys (spec windows-telemetry §3.1).
 */
function lostLogonGuid(eventId: number | undefined, payload: readonly RawField[]): boolean {
  if (eventId !== 4648) return false;
  const byName = new Map(payload);
  return byName.has('LogonGuid') && !Array.isArray(byName.get('LogonGuid')) && !byName.has('TargetLogonGuid');
}

/** The event of a JSON object as its shape reads it. */
export function eventOfJson(object: JsonObject, shaped: Shaped, place: JsonPlace, timeZone: string | undefined): Event {
  const { header, time, payloadKind, system, payload, derived, lossy, isRawRebuilt } = shaped.read(timeZone);
  const metadata = metadataOf(object);
  const given = typeof object._raw === 'string' ? object._raw : undefined;
  const raw = given ?? (isRawRebuilt ? undefined : place.text);
  return new RecordEvent({
    header,
    origin: { file: place.file, record: place.line, offset: place.offset },
    time: object._messageTime === undefined ? time : messageTime(rawOfJson(object._messageTime), timeZone),
    shape: shaped.shape,
    payloadKind,
    lossy: (lossy ?? false) || lostLogonGuid(header.eventId, payload),
    system,
    payload,
    original: place.text,
    ...(derived && { derived }),
    ...(metadata && { metadata }),
    ...(raw !== undefined && { raw }),
  });
}
