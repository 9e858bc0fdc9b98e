import type { RawField } from '../event/index.ts';
import { isObject, type JsonObject, type JsonValue, parseJsonValue } from './json-value.ts';
import { legacyRecord } from './legacy-record.ts';
import { SHAPES } from './shapes/index.ts';
import { json } from './shapes/json.ts';
import { pathsOf } from './shapes/paths.ts';
import type { ShapedRecord } from './shapes/shape.ts';
import { recordOfXml } from './xml-record.ts';

/** A record and the name of the shape that it came in. */
export interface Shaped {
  readonly shape: string;
  read(timeZone: string | undefined): ShapedRecord;
}

/** Keys under which shippers put a whole event (spec windows-telemetry §6.12, §11). */
const ENVELOPES = ['_source', 'body', 'Body', '_raw', 'properties', 'event', 'fields', 'message', 'log', 'raw', 'xml'];
const MAX_DEPTH = 3;

/** Elastic's `fields` hold each value in a list. */
function singled(object: JsonObject): JsonObject {
  const entries = Object.entries(object).map(([key, value]): [string, JsonValue] => [
    key,
    Array.isArray(value) && value.length === 1 ? (value[0] as JsonValue) : value,
  ]);
  return Object.fromEntries(entries);
}

function inText(text: string, depth: number): Shaped | undefined {
  const start = text.trimStart();
  if (start.startsWith('{')) {
    const value = parseJsonValue(text);
    return isObject(value) ? windowsIn(value, depth) : undefined;
  }
  const isLegacy = start.startsWith('instance of Win32_NTLogEvent');
  if (!isLegacy && !/^<(?:\?xml|(?:\w+:)?Event[\s>])/.test(start)) return undefined;
  const record = isLegacy ? legacyRecord(start) : recordOfXml(start);
  if (!record || 'fault' in record) return undefined;
  return { shape: isLegacy ? 'sumo-legacy' : 'windows-xml', read: () => record };
}

/** A Windows event that stands in an object or in an envelope of it. */
function windowsIn(object: JsonObject, depth: number): Shaped | undefined {
  const shape = SHAPES.find((one) => one.matches(object));
  if (shape && shape !== json) return { shape: shape.name, read: (timeZone) => shape.read(object, timeZone) };
  if (depth >= MAX_DEPTH) return undefined;
  for (const key of ENVELOPES) {
    const value = object[key];
    if (value === undefined) continue;
    const inner = typeof value === 'string' ? inText(value, depth + 1) : undefined;
    const content = key === 'fields' && isObject(value) ? singled(value) : value;
    const found = inner ?? (isObject(content) ? windowsIn(content, depth + 1) : undefined);
    if (found) return { shape: found.shape, read: (timeZone) => within(found.read(timeZone), object, key) };
  }
  return undefined;
}

/** The record in an envelope, whose other values are there to be asked for; `_raw` is the text that was in it. */
function within(record: ShapedRecord, envelope: JsonObject, key: string): ShapedRecord {
  const { [key]: _, ...rest } = envelope;
  const own: RawField[] = pathsOf(rest);
  return { ...record, derived: [...(record.derived ?? []), ...own], isRawRebuilt: false };
}

/** How an object is read: by the first shape that takes it, in an envelope if the object alone is none of Windows (spec windows-telemetry §11). */
export function shapedOf(object: JsonObject): Shaped {
  return windowsIn(object, 0) ?? { shape: json.name, read: (timeZone) => json.read(object, timeZone) };
}
