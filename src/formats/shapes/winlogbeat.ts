import type { RawField } from '../../event/index.ts';
import { isObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { isSysmon, sysmonFields } from '../sysmon-message.ts';
import { recordOfXml } from '../xml-record.ts';
import { ecsFields } from './ecs-fields.ts';
import { pathsOf, valueAt, withoutDots } from './paths.ts';
import { headerOf, rawOfJson, type Shape, type ShapedRecord, stringOf } from './shape.ts';
import { fieldsOf, systemAt, type WindowsParts, windowsRecord } from './windows-record.ts';

/** Winlogbeat's names for System values from version 7 on (spec windows-telemetry §6.6). */
const SYSTEM: readonly (readonly [string, string])[] = [
  ['winlog.event_id', 'EventID'],
  ['event.code', 'EventID'],
  ['winlog.channel', 'Channel'],
  ['winlog.computer_name', 'Computer'],
  ['host.name', 'Computer'],
  ['winlog.provider_name', 'Provider_Name'],
  ['event.provider', 'Provider_Name'],
  ['winlog.provider_guid', 'Provider_Guid'],
  ['winlog.level', 'Level'],
  ['log.level', 'Level'],
  ['winlog.task', 'Task'],
  ['winlog.opcode', 'Opcode'],
  ['winlog.version', 'Version'],
  ['winlog.record_id', 'EventRecordID'],
  ['winlog.keywords', 'Keywords'],
  ['winlog.time_created', 'TimeCreated'],
  ['@timestamp', 'TimeCreated'],
  ['winlog.user.identifier', 'Security_UserID'],
  ['winlog.process.pid', 'Execution_ProcessID'],
  ['winlog.process.thread.id', 'Execution_ThreadID'],
  ['winlog.activity_id', 'Correlation_ActivityID'],
  ['winlog.related_activity_id', 'Correlation_RelatedActivityID'],
  ['message', 'Message'],
];

/** Names of System values up to version 6. */
const SYSTEM_6: readonly (readonly [string, string])[] = [
  ['event_id', 'EventID'],
  ['log_name', 'Channel'],
  ['computer_name', 'Computer'],
  ['source_name', 'Provider_Name'],
  ['provider_guid', 'Provider_Guid'],
  ['level', 'Level'],
  ['task', 'Task'],
  ['opcode', 'Opcode'],
  ['version', 'Version'],
  ['record_number', 'EventRecordID'],
  ['keywords', 'Keywords'],
  ['@timestamp', 'TimeCreated'],
  ['user.identifier', 'Security_UserID'],
  ['process_id', 'Execution_ProcessID'],
  ['thread_id', 'Execution_ThreadID'],
  ['activity_id', 'Correlation_ActivityID'],
  ['related_activity_id', 'Correlation_RelatedActivityID'],
  ['message', 'Message'],
];

/** What the pipelines make; the beat alone writes none of it. */
const PIPELINE = ['process', 'powershell', 'registry', 'dns', 'file', 'source', 'destination', 'related', 'sysmon'];

function payloadOf(
  system: RawField[],
  eventData: JsonValue | undefined,
  userData: JsonValue | undefined,
): WindowsParts {
  const data = fieldsOf(eventData);
  if (data.length > 0 || !isObject(userData)) return { system, payload: data };
  const { xml_name: root, ...fields } = userData;
  const name: RawField[] = typeof root === 'string' ? [['UserData_Name', root]] : [];
  return { system: [...system, ...name], payload: fieldsOf(fields), payloadKind: 'UserData' };
}

function hasWinlog(object: JsonObject): boolean {
  return isObject(object.winlog) || 'winlog.event_id' in object || 'winlog.channel' in object;
}

function original(object: JsonObject): ShapedRecord | undefined {
  const text = valueAt(object, 'event.original');
  return typeof text === 'string' && text.includes('<Event') ? recordOfXml(text) : undefined;
}

/** What an ingest pipeline makes of Windows events, and Elastic Agent with or without the original (spec windows-telemetry §6.6). */
export const ecs: Shape = {
  name: 'ecs',
  summary:
    'Windows events that an Elastic ingest pipeline renamed (`process.executable` …): `event.original` if it is there, else the names turned back',
  matches(object) {
    if (!hasWinlog(object)) return false;
    const isDotted = Object.keys(object).some((key) => /^(?:process|powershell|registry|dns|file)\./.test(key));
    return isDotted || PIPELINE.some((key) => isObject(object[key])) || original(withoutDots(object)) !== undefined;
  },
  read(object, timeZone) {
    const event = withoutDots(object);
    const own = pathsOf(event);
    const whole = original(event);
    if (whole) return { ...whole, derived: [...(whole.derived ?? []), ...own] };
    const system = systemAt(event, SYSTEM);
    const { channel, eventId } = headerOf(system);
    const parts = payloadOf(system, valueAt(event, 'winlog.event_data'), valueAt(event, 'winlog.user_data'));
    const message = stringOf(rawOfJson(event.message ?? null));
    const rendered = isSysmon(channel) && message !== undefined ? sysmonFields(eventId, message) : [];
    const payload = new Map<string, RawField>();
    for (const field of [...parts.payload, ...rendered, ...ecsFields(event, channel, eventId)]) {
      const key = field[0].toLowerCase();
      if (!payload.has(key)) payload.set(key, field);
    }
    return windowsRecord({ ...parts, payload: [...payload.values()], own, lossy: true }, timeZone);
  },
};

/** Winlogbeat 7 and later without an ingest pipeline (spec windows-telemetry §6.6, beat layer); tried behind `ecs`. */
export const winlogbeat: Shape = {
  name: 'winlogbeat',
  summary: 'Winlogbeat 7 and later: System values and event_data under `winlog`, nested or as dotted names',
  matches: hasWinlog,
  read(object, timeZone) {
    const event = withoutDots(object);
    const parts = payloadOf(
      systemAt(event, SYSTEM),
      valueAt(event, 'winlog.event_data'),
      valueAt(event, 'winlog.user_data'),
    );
    return windowsRecord({ ...parts, own: pathsOf(event) }, timeZone);
  },
};

/** Winlogbeat up to version 6, as HELK and the older OTRF datasets have it (spec windows-telemetry §6.6). */
export const winlogbeat6: Shape = {
  name: 'winlogbeat-6',
  summary: 'Winlogbeat up to 6: event_id, log_name, source_name, computer_name, event_data at top level',
  matches: (object) =>
    object.event_id !== undefined &&
    object.log_name !== undefined &&
    (object.event_data !== undefined || object.user_data !== undefined || object.source_name !== undefined),
  read(object, timeZone) {
    const parts = payloadOf(systemAt(object, SYSTEM_6), object.event_data, object.user_data);
    return windowsRecord({ ...parts, own: pathsOf(object) }, timeZone);
  },
};
