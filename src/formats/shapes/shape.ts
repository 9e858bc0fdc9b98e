import type { EventHeader, EventTime, PayloadKind, Raw, RawField } from '../../event/index.ts';
import { isObject, type JsonObject, type JsonValue } from '../json-value.ts';

/** What a shape makes of a JSON object. */
export interface ShapedRecord {
  readonly header: EventHeader;
  readonly time: EventTime | undefined;
  readonly payloadKind: PayloadKind;
  readonly system: readonly RawField[];
  readonly payload: readonly RawField[];
  readonly derived?: readonly RawField[];
  readonly lossy?: boolean;
  /** True if `_raw` is the compact JSON of spec windows-telemetry §6.4 and not the line. */
  readonly isRawRebuilt?: boolean;
}

/** A way in which a shipper writes events as JSON objects, recognized object by object (spec windows-telemetry §11). */
export interface Shape {
  readonly name: string;
  readonly summary: string;
  matches(object: JsonObject): boolean;
  /** `timeZone` is that of times without one. */
  read(object: JsonObject, timeZone: string | undefined): ShapedRecord;
}

/** System values from which a header or a time is made. */
const DECIDING = new Set(['EventID', 'Channel', 'Provider_Name', 'TimeCreated']);

/** Of keys with the System values that they hold, those of which a header or a time may be made. */
export function decidingKeys(canonical: Iterable<readonly [key: string, name: string]>): ReadonlySet<string> {
  return new Set(['@timestamp', ...[...canonical].flatMap(([key, name]) => (DECIDING.has(name) ? [key] : []))]);
}

/** A JSON value as a field's value: objects as compact JSON, arrays item by item. */
export function rawOfJson(value: JsonValue): Raw {
  if (isObject(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(rawOfJson);
  return value as Raw;
}

/** An integer given as number or text, else undefined. */
export function integerOf(value: Raw): number | undefined {
  if (typeof value === 'string' && /^\d{1,10}$/.test(value.trim())) return Number(value);
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

/** A text, or undefined. */
export function stringOf(value: Raw): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value of a field in a list. */
export function fieldOf(fields: readonly RawField[], name: string): Raw {
  return fields.find(([key]) => key === name)?.[1];
}

/** Header of an event by its canonical System fields. */
export function headerOf(system: readonly RawField[]): EventHeader {
  return {
    channel: stringOf(fieldOf(system, 'Channel')),
    provider: stringOf(fieldOf(system, 'Provider_Name')),
    eventId: integerOf(fieldOf(system, 'EventID')),
  };
}
