import { catalogFields, foldName, type RawField } from '../../event/index.ts';
import { isObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { pathsOf } from './paths.ts';
import { headerOf, rawOfJson, type Shape } from './shape.ts';
import { systemAt, windowsRecord } from './windows-record.ts';

const SYSTEM: readonly (readonly [string, string])[] = [
  ['eventID', 'EventID'],
  ['channel', 'Channel'],
  ['computer', 'Computer'],
  ['providerName', 'Provider_Name'],
  ['providerGuid', 'Provider_Guid'],
  ['level', 'Level'],
  ['task', 'Task'],
  ['opcode', 'Opcode'],
  ['version', 'Version'],
  ['eventRecordID', 'EventRecordID'],
  ['keywords', 'Keywords'],
  ['systemTime', 'TimeCreated'],
  ['processID', 'Execution_ProcessID'],
  ['threadID', 'Execution_ThreadID'],
  ['message', 'Message'],
];

function winOf(object: JsonObject): JsonObject | undefined {
  const win = isObject(object.data) && isObject(object.data.win) ? object.data.win : object.win;
  return isObject(win) && isObject(win.system) ? win : undefined;
}

/** Alerts hold backslashes and quotes escaped once more than JSON asks; a single one means that a value is not so. */
function unescaped(value: JsonValue): JsonValue {
  if (typeof value !== 'string' || !/^(?:[^\\]|\\[\\"])*$/.test(value)) return value;
  return value.replace(/\\([\\"])/g, '$1');
}

/** Wazuh's alerts and archives of the Windows event channel: EVTX names with a small first letter (spec windows-telemetry §6.12). */
export const wazuh: Shape = {
  name: 'wazuh',
  summary: "Wazuh's alerts: `data.win.system` and `data.win.eventdata`, names with a small first letter",
  matches: (object) => winOf(object) !== undefined,
  read(object, timeZone) {
    const win = winOf(object) ?? {};
    const system = systemAt(isObject(win.system) ? win.system : {}, SYSTEM).map(
      ([name, value]): RawField => [name, name === 'Message' ? String(value).replace(/^"([\s\S]*)"$/, '$1') : value],
    );
    const { channel, eventId } = headerOf(system);
    const known = channel === undefined || eventId === undefined ? undefined : catalogFields(channel, eventId);
    const nameOf = (name: string): string =>
      known?.find((one) => foldName(one) === foldName(name)) ??
      (/^param\d+$/.test(name) ? name : name.charAt(0).toUpperCase() + name.slice(1));
    const data = isObject(win.eventdata) ? win.eventdata : {};
    const payload = Object.entries(data).map(([name, value]): RawField => [nameOf(name), rawOfJson(unescaped(value))]);
    const time = typeof object.timestamp === 'string' ? object.timestamp : undefined;
    return windowsRecord({ system, payload, own: pathsOf(object), time }, timeZone);
  },
};
