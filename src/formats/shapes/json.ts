import { parseTime, type RawField } from '../../event/index.ts';
import type { JsonObject } from '../json-value.ts';
import { addPaths } from './paths.ts';
import { integerOf, rawOfJson, type Shape, stringOf } from './shape.ts';

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
