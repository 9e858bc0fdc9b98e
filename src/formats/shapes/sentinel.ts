import type { RawField } from '../../event/index.ts';
import { childrenOf, textOf } from '../evtx/element.ts';
import { payloadOf } from '../evtx/payload.ts';
import { isObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { elementIn } from '../xml-record.ts';
import { fieldOf, headerOf, rawOfJson, type Shape, stringOf } from './shape.ts';
import { fieldsOf, opened, positional, systemAt, windowsRecord } from './windows-record.ts';

/** Columns that hold System values (spec windows-telemetry §6.10). */
const SYSTEM: readonly (readonly [string, string])[] = [
  ['EventID', 'EventID'],
  ['Channel', 'Channel'],
  ['EventLog', 'Channel'],
  ['Computer', 'Computer'],
  ['Provider', 'Provider_Name'],
  ['EventSourceName', 'Provider_Name'],
  ['Source', 'Provider_Name'],
  ['Level', 'Level'],
  ['EventLevel', 'Level'],
  ['Task', 'Task'],
  ['Opcode', 'Opcode'],
  ['Version', 'Version'],
  ['EventRecordId', 'EventRecordID'],
  ['Keywords', 'Keywords'],
  ['TimeGenerated', 'TimeCreated'],
  ['TimeCreated', 'TimeCreated'],
  ['SystemUserId', 'Security_UserID'],
  ['SystemProcessId', 'Execution_ProcessID'],
  ['SystemThreadId', 'Execution_ThreadID'],
  ['RenderedDescription', 'Message'],
];

const USED = new Set(SYSTEM.map(([column]) => column));

/** The platform's own columns: no part of the event as logged, but there to be asked for. */
const OWN =
  /^(?:TenantId|SourceSystem|MG|ManagementGroupName|Type|Event(?:OriginId|LevelName|Level|Data|SourceName)|SourceComputerId|TimeCollected|TimeGenerated|Activity|(?:Subject|Target)?Account(?:Type|CustomEntity)?|HostCustomEntity|Process|process|LogonTypeName|ParameterXml|UserName|EventData_(?:string|dynamic)|InstanceId|ClaimsName|timestamp|_.*)$/;

/** Data of a row: XML of EventData, JSON, or parameters in order. */
function dataOf(row: JsonObject, channel: string | undefined, eventId: number | undefined): RawField[] | undefined {
  const value = opened(row.EventData ?? row.EventData_string ?? row.EventData_dynamic);
  if (isObject(value)) return fieldsOf(value);
  if (Array.isArray(value)) return positional(channel, eventId, (value as readonly JsonValue[]).map(rawOfJson));
  const xml = typeof value === 'string' ? (elementIn(value, 'EventData') ?? elementIn(value, 'UserData')) : undefined;
  if (xml) {
    const event = { kind: 'element', name: 'Event', attributes: [], content: [xml], selfClosing: false, absent: false };
    return [...payloadOf(event as Parameters<typeof payloadOf>[0]).fields];
  }
  const parameters = row.ParameterXml;
  const list = typeof parameters === 'string' ? elementIn(`<List>${parameters}</List>`, 'List') : undefined;
  return list && positional(channel, eventId, childrenOf(list).map(textOf));
}

const TABLES = new Set(['SecurityEvent', 'WindowsEvent', 'Event']);

/** Rows of Microsoft Sentinel's SecurityEvent, WindowsEvent and Event tables (spec windows-telemetry §6.10). */
export const sentinel: Shape = {
  name: 'sentinel',
  summary: "rows of Microsoft Sentinel's tables SecurityEvent, WindowsEvent and Event",
  matches: (object) =>
    object.EventID !== undefined &&
    object.TimeGenerated !== undefined &&
    ((typeof object.Type === 'string' && TABLES.has(object.Type)) ||
      (typeof object.EventData === 'string' && /^\s*[<{[]/.test(object.EventData)) ||
      (object.EventLog !== undefined &&
        (object.RenderedDescription !== undefined || object.ParameterXml !== undefined)) ||
      (object.EventSourceName !== undefined && object.Activity !== undefined)),
  read(object, timeZone) {
    const system = systemAt(object, SYSTEM);
    const { channel, eventId } = headerOf(system);
    if (fieldOf(system, 'Channel') === undefined && object.Type === 'SecurityEvent')
      system.push(['Channel', 'Security']);
    const data = dataOf(object, channel, eventId) ?? [];
    const own: RawField[] = [];
    const payload = [...data];
    const taken = new Set(data.map(([name]) => name.toLowerCase()));
    for (const [column, value] of Object.entries(object)) {
      const name = column.replace(/_(?:string|dynamic|long|real|guid)$/, '');
      if (column.startsWith('_')) continue;
      if (OWN.test(column) || USED.has(column)) own.push([column, rawOfJson(value)]);
      else if (value !== '' && value !== null && !taken.has(name.toLowerCase())) payload.push([name, rawOfJson(value)]);
    }
    const time = stringOf(rawOfJson(object.TimeGenerated ?? null));
    return windowsRecord({ system, payload, own, time }, timeZone);
  },
};
