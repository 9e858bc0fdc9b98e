import { inSystemOrder, parseTime, type RawField, SYSTEM_NAMES } from '../../event/index.ts';
import { derivedFields } from '../derived-fields.ts';
import { decidingKeys, fieldOf, headerOf, rawOfJson, type Shape, stringOf } from './shape.ts';

/** Names under which flat events hold System values (spec windows-telemetry §7). */
const CANONICAL = new Map<string, string>([
  ...SYSTEM_NAMES.map((name): [string, string] => [name, name]),
  ['EventCode', 'EventID'],
  ['event_id', 'EventID'],
  ['LogName', 'Channel'],
  ['Logfile', 'Channel'],
  ['channel', 'Channel'],
  ['SourceName', 'Provider_Name'],
  ['ProviderName', 'Provider_Name'],
  ['Provider', 'Provider_Name'],
  ['ProviderGuid', 'Provider_Guid'],
  ['ComputerName', 'Computer'],
  ['Hostname', 'Computer'],
  ['RecordNumber', 'EventRecordID'],
  ['RecordID', 'EventRecordID'],
  ['SystemTime', 'TimeCreated'],
  ['TimeGenerated', 'TimeCreated'],
  ['EventTime', 'TimeCreated'],
  ['UserID', 'Security_UserID'],
]);

/** Keys of which a header or a time may be made. */
export const FLAT_DECIDING = decidingKeys(CANONICAL);

/** The first spelling of a System value stands; others keep their own names. */
function systemName(key: string, taken: ReadonlySet<string>): string | undefined {
  const name = CANONICAL.get(key);
  return name === undefined || taken.has(name) ? undefined : name;
}

/** Windows events whose fields all stand at top level. */
export const windowsFlat: Shape = {
  name: 'windows-flat',
  summary: 'Windows events with System and Data fields side by side: EventID (or EventCode) and Channel at top level',
  matches: (object) =>
    (object.EventID !== undefined || object.EventCode !== undefined) &&
    (object.Channel !== undefined || object.LogName !== undefined || object.Provider_Name !== undefined),
  read(object, timeZone) {
    const system: RawField[] = [];
    const payload: RawField[] = [];
    const taken = new Set<string>();
    for (const [key, value] of Object.entries(object)) {
      if (key.startsWith('_')) continue;
      const name = systemName(key, taken);
      if (name === undefined) payload.push([key, rawOfJson(value)]);
      else {
        taken.add(name);
        system.push([name, rawOfJson(value)]);
      }
    }
    const time = stringOf(fieldOf(system, 'TimeCreated')) ?? stringOf(rawOfJson(object['@timestamp'] ?? null));
    return {
      header: headerOf(system),
      time: parseTime(time ?? '', timeZone),
      payloadKind: 'EventData',
      system: inSystemOrder(system),
      payload,
      derived: derivedFields(payload),
    };
  },
};
