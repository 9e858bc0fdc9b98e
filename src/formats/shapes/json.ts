import { parseTime, type RawField } from '../../event/index.ts';
import { isObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { integerOf, rawOfJson, type Shape, stringOf } from './shape.ts';

const MAX_DEPTH = 32;
const MAX_PATHS = 10_000;
const EVENT_ID = ['winlog.event_id', 'event.code', 'event_id.id', 'event_id'];
const CHANNEL = ['winlog.channel', 'channel', 'log_name'];
const PROVIDER = ['winlog.provider_name', 'provider.name', 'source_name'];
const TIME = [
  '@timestamp',
  'TimeCreated',
  'system_time',
  'timestamp',
  'Timestamp',
  'TimeGenerated',
  'EventTime',
  'time',
];

/** Adds nested values under their dotted names, list items that are objects as `name[0].key`. */
function addPaths(value: JsonValue, path: string, paths: RawField[], depth: number): void {
  if (depth > MAX_DEPTH || paths.length >= MAX_PATHS) return;
  if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) addPath(item, `${path}.${key}`, paths, depth);
  } else if (Array.isArray(value) && value.some((item) => typeof item === 'object')) {
    for (const [i, item] of (value as readonly JsonValue[]).entries()) addPath(item, `${path}[${i}]`, paths, depth);
  }
}

function addPath(value: JsonValue, path: string, paths: RawField[], depth: number): void {
  paths.push([path, rawOfJson(value)]);
  addPaths(value, path, paths, depth + 1);
}

/** Any other JSON object: its keys are the fields, nested ones also by dotted name (design cli, Shapes). */
export const json: Shape = {
  name: 'json',
  summary: 'any JSON object: its keys are the fields, nested ones also by dotted name',
  matches: () => true,
  read(object: JsonObject, timeZone) {
    const payload: RawField[] = [];
    const derived: RawField[] = [];
    for (const [key, value] of Object.entries(object)) {
      if (key.startsWith('_')) continue;
      payload.push([key, rawOfJson(value)]);
      addPaths(value, key, derived, 0);
    }
    const byName = new Map([...payload, ...derived]);
    const first = (names: readonly string[]) =>
      names.map((name) => byName.get(name)).find((value) => value !== undefined);
    const time = stringOf(first(TIME));
    return {
      header: {
        channel: stringOf(first(CHANNEL)),
        provider: stringOf(first(PROVIDER)),
        eventId: integerOf(first(EVENT_ID)),
      },
      time: time === undefined ? undefined : parseTime(time, timeZone),
      payloadKind: 'fields',
      system: [],
      payload,
      derived,
    };
  },
};
