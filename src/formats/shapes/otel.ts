import { catalogFields, foldName, type RawField } from '../../event/index.ts';
import { FieldList } from '../field-list.ts';
import { isObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { isSysmon } from '../sysmon-message.ts';
import { pathsOf } from './paths.ts';
import { headerOf, rawOfJson, type Shape, stringOf } from './shape.ts';
import { fieldsOf, opened, positional, systemAt, windowsRecord } from './windows-record.ts';

/** The receiver's names for System values (spec windows-telemetry §6.5). */
const SYSTEM: readonly (readonly [string, string])[] = [
  ['event_id.id', 'EventID'],
  ['event_id', 'EventID'],
  ['event_id.qualifiers', 'Qualifiers'],
  ['channel', 'Channel'],
  ['computer', 'Computer'],
  ['provider.name', 'Provider_Name'],
  ['provider', 'Provider_Name'],
  ['provider.guid', 'Provider_Guid'],
  ['provider.event_source', 'Provider_EventSourceName'],
  ['record_id', 'EventRecordID'],
  ['system_time', 'TimeCreated'],
  ['time_created', 'TimeCreated'],
  ['level', 'Level'],
  ['task', 'Task'],
  ['opcode', 'Opcode'],
  ['version', 'Version'],
  ['keywords', 'Keywords'],
  ['security.user_id', 'Security_UserID'],
  ['user_sid', 'Security_UserID'],
  ['execution.process_id', 'Execution_ProcessID'],
  ['execution.thread_id', 'Execution_ThreadID'],
  ['correlation.activity_id', 'Correlation_ActivityID'],
  ['correlation.related_activity_id', 'Correlation_RelatedActivityID'],
  ['message', 'Message'],
];

/** Values that Sumo's collector writes as JSON in a text. */
const OPENED = ['event_id', 'provider', 'event_data', 'execution', 'security', 'correlation', 'details', 'user_data'];

/** A list of single-entry objects, unnamed items under the empty name (collectors from 0.88 on), or of pairs (Beats' own records). */
function listed(items: readonly JsonValue[]): RawField[] {
  const list = new FieldList();
  for (const item of items) {
    const [first, second = null] = Array.isArray(item) ? (item as readonly JsonValue[]) : [];
    const pairs = typeof first === 'string' ? [[first, rawOfJson(second)] as const] : fieldsOf(item);
    for (const [name, value] of pairs) {
      if (name === '') list.append('Data', value);
      else list.add(name, value);
    }
  }
  return list.fields();
}

/** Lines of `name:value`, or of values alone; a line that names no field of the event goes on with the one before. */
function inLines(text: string, channel: string | undefined, eventId: number | undefined): RawField[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const catalog = channel === undefined || eventId === undefined ? undefined : catalogFields(channel, eventId);
  const known = catalog && new Map(catalog.map((name) => [foldName(name), name]));
  const fields: { name: string; value: string }[] = [];
  for (const line of lines) {
    const [, name = '', value = ''] = /^([A-Za-z_][\w ]*?)\s*:\s?(.*)$/.exec(line) ?? [];
    const field = known ? known.get(foldName(name)) : name;
    const last = fields.at(-1);
    if (field) fields.push({ name: field, value });
    else if (!last) return positional(channel, eventId, lines);
    else last.value += `\n${line}`;
  }
  return fields.map(({ name, value }) => [name, value]);
}

interface EventData {
  readonly payload: readonly RawField[];
  readonly name?: string | undefined;
}

function eventData(value: JsonValue | undefined, channel: string | undefined, eventId: number | undefined): EventData {
  if (typeof value === 'string') return { payload: value === '' ? [] : inLines(value, channel, eventId) };
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    return {
      payload: items.some((item) => typeof item === 'object')
        ? listed(items)
        : positional(channel, eventId, items.map(rawOfJson)),
    };
  }
  if (!isObject(value)) return { payload: [] };
  const { data } = value;
  if (!Array.isArray(data)) return { payload: fieldsOf(value) };
  const binary: RawField[] = value.binary ? [['Binary', rawOfJson(value.binary)]] : [];
  const items = data as readonly JsonValue[];
  const payload = items.every(isObject) ? listed(items) : positional(channel, eventId, items.map(rawOfJson));
  return { payload: [...payload, ...binary], name: stringOf(rawOfJson(value.name ?? null)) };
}

/** Fields and root of `user_data`, a map that may hold them under the root's name. */
function userData(value: JsonObject): { readonly fields: RawField[]; readonly root: string | undefined } {
  const [entry, ...others] = Object.entries(value);
  if (entry && others.length === 0 && isObject(entry[1])) return { fields: fieldsOf(entry[1]), root: entry[0] };
  return { fields: fieldsOf(value), root: undefined };
}

/** True if a text of the message is all that is left of what the event said. */
function isOnlyMessage(payload: readonly RawField[], message: JsonValue | undefined): boolean {
  return payload.length === 0 && typeof message === 'string' && message.trim().includes('\n');
}

/** The `windowseventlog` receiver of the OpenTelemetry collector, and Sumo Logic's distribution of it (spec windows-telemetry §6.5). */
export const otel: Shape = {
  name: 'otel-windows',
  summary:
    "the OpenTelemetry collector's Windows events: event_id, provider, system_time, event_data in any of its forms",
  matches: (object) =>
    object.event_id !== undefined &&
    object.channel !== undefined &&
    (object.system_time !== undefined || (object.record_id !== undefined && object.provider !== undefined)),
  read(object, timeZone) {
    const body: JsonObject = {
      ...object,
      ...Object.fromEntries(OPENED.filter((key) => key in object).map((key) => [key, opened(object[key])!])),
    };
    const paths = SYSTEM.filter(([path]) => !(isObject(body[path]) && (path === 'event_id' || path === 'provider')));
    const system = systemAt(body, paths);
    const { channel, eventId } = headerOf(system);
    const { payload, name } = eventData(body.event_data, channel, eventId);
    if (name !== undefined) system.push(['EventData_Name', name]);
    const user = payload.length === 0 && isObject(body.user_data) ? userData(body.user_data) : undefined;
    if (user?.root !== undefined) system.push(['UserData_Name', user.root]);
    return windowsRecord(
      {
        system,
        payload: user?.fields ?? payload,
        payloadKind: user ? 'UserData' : 'EventData',
        own: pathsOf(body),
        lossy: !isSysmon(channel) && !user && isOnlyMessage(payload, body.message),
      },
      timeZone,
    );
  },
};
