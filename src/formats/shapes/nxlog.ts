import { inSystemOrder, parseTime, type Raw, type RawField } from '../../event/index.ts';
import { derivedFields } from '../derived-fields.ts';
import type { JsonObject } from '../json-value.ts';
import { decidingKeys, fieldOf, headerOf, integerOf, rawOfJson, type Shape, stringOf } from './shape.ts';

/** NXLog's names for System values (spec windows-telemetry §6.7). */
const CANONICAL: Readonly<Record<string, string>> = {
  EventID: 'EventID',
  Channel: 'Channel',
  Hostname: 'Computer',
  SourceName: 'Provider_Name',
  ProviderGuid: 'Provider_Guid',
  Version: 'Version',
  Level: 'Level',
  Task: 'Task',
  OpcodeValue: 'Opcode',
  RecordNumber: 'EventRecordID',
  ExecutionProcessID: 'Execution_ProcessID',
  ExecutionThreadID: 'Execution_ThreadID',
  ThreadID: 'Execution_ThreadID',
  UserID: 'Security_UserID',
  ActivityID: 'Correlation_ActivityID',
  RelatedActivityID: 'Correlation_RelatedActivityID',
  EventTime: 'TimeCreated',
  TimeCreated: 'TimeCreated',
  Keywords: 'Keywords',
  Message: 'Message',
};

/** Keys of which a header or a time may be made. */
export const NXLOG_DECIDING = decidingKeys(Object.entries(CANONICAL));

/** NXLog's and Logstash's own fields: no part of the event as logged, but there to be asked for. */
const OWN = new Set([
  ...['EventType', 'EventTypeOrignal', 'SeverityValue', 'Severity', 'Domain', 'AccountName', 'AccountType', 'Category'],
  ...[
    'Opcode',
    'EventReceivedTime',
    'SourceModuleName',
    'SourceModuleType',
    '@timestamp',
    '@version',
    'tags',
    'host',
    'port',
    'type',
  ],
]);

/** Texts that NXLog itself puts into EventType. */
const NXLOG_TYPE = /^(?:INFO|WARNING|ERROR|CRITICAL|VERBOSE|DEBUG|AUDIT_SUCCESS|AUDIT_FAILURE)$/;
const MESSAGE_TYPE = /^EventType: (.*?)\r?$/m;
const WFP_IDS = new Set([5156, 5157]);

/** Keywords are decimal, often signed, where Windows prints hex (spec windows-telemetry §6.7). */
function keywordsOf(value: Raw): Raw {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `0x${BigInt.asUintN(64, BigInt(text)).toString(16)}` : value;
}

/** The event's own EventType, which NXLog may have overwritten; `lost` if the message does not tell it. */
function eventTypeOf(object: JsonObject): { readonly value: Raw; readonly lost: boolean } {
  const given = stringOf(rawOfJson(object.EventType ?? null));
  if (given !== undefined && !NXLOG_TYPE.test(given)) return { value: given, lost: false };
  if (!/Sysmon/.test(String(object.Channel))) return { value: undefined, lost: false };
  const found = MESSAGE_TYPE.exec(String(object.Message ?? ''))?.[1];
  const isNeeded = [12, 13, 14, 17, 18, 19, 20, 21].includes(integerOf(rawOfJson(object.EventID ?? null)) ?? 0);
  return { value: found, lost: isNeeded && found === undefined };
}

function canonicalName(key: string, object: JsonObject): string | undefined {
  if (key === 'ProcessID' && !('ExecutionProcessID' in object)) {
    const isData = WFP_IDS.has(integerOf(rawOfJson(object.EventID ?? null)) ?? 0);
    return isData || !('ThreadID' in object) ? undefined : 'Execution_ProcessID';
  }
  return Object.hasOwn(CANONICAL, key) ? CANONICAL[key] : undefined;
}

/** NXLog's `im_msvistalog` and what Logstash makes of it: OTRF Security-Datasets (Mordor), Splunk attack_data. */
export const nxlog: Shape = {
  name: 'nxlog',
  summary: 'NXLog or OTRF/Mordor JSON: Data names at top level beside SourceName, Hostname, RecordNumber, EventTime',
  matches: (object) =>
    object.EventID !== undefined &&
    object.SourceName !== undefined &&
    (object.Hostname !== undefined || object.EventReceivedTime !== undefined || object.SourceModuleName !== undefined),
  read(object, timeZone) {
    const system: RawField[] = [];
    const own: RawField[] = [];
    const payload: RawField[] = [];
    const eventType = eventTypeOf(object);
    for (const [key, json] of Object.entries(object)) {
      const value = rawOfJson(json);
      const name = canonicalName(key, object);
      if (key.startsWith('_')) continue;
      if (key === 'EventType' && eventType.value === undefined) own.push([key, value]);
      else if (key === 'EventType') payload.push([key, eventType.value]);
      else if (name === 'Keywords') system.push([name, keywordsOf(value)]);
      else if (name !== undefined) system.push([name, value]);
      else if (OWN.has(key)) own.push([key, value]);
      else payload.push([key, value]);
    }
    const time = stringOf(fieldOf(system, 'TimeCreated')) ?? stringOf(rawOfJson(object['@timestamp'] ?? null));
    return {
      header: headerOf(system),
      time: parseTime(time ?? '', timeZone),
      payloadKind: 'EventData',
      system: [...inSystemOrder(system), ...own],
      payload,
      derived: derivedFields(payload),
      lossy: eventType.lost,
    };
  },
};
