import { inSystemOrder, type PayloadKind, parseTime, type RawField } from '../../event/index.ts';
import { derivedFields } from '../derived-fields.ts';
import { isObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { fieldOf, headerOf, rawOfJson, type Shape, type ShapedRecord, stringOf } from './shape.ts';
import { mendedTime } from './windows-record.ts';

const PAYLOAD_KINDS: readonly PayloadKind[] = ['EventData', 'UserData', 'ProcessingErrorData'];

/** The payload's key: one that holds fields before an empty one, for collectors that write both. */
function payloadKey(object: JsonObject): PayloadKind | undefined {
  const present = PAYLOAD_KINDS.filter((kind) => kind in object && (isObject(object[kind]) || object[kind] === ''));
  return present.find((kind) => Object.keys(object[kind] ?? {}).length > 0) ?? present[0];
}

function isPayloadKind(name: string): boolean {
  return (PAYLOAD_KINDS as readonly string[]).includes(name);
}

function hasEventId(object: JsonObject): boolean {
  return typeof object.EventID === 'number' || typeof object.EventID === 'string';
}

/** System elements that a shipper wrote as objects become `Element_Attribute`, as in canonical names. */
function addSystem(name: string, value: JsonValue, system: RawField[]): void {
  if (!isObject(value)) {
    if (value !== '') system.push([name === 'Provider' ? 'Provider_Name' : name, rawOfJson(value)]);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    system.push([name === 'TimeCreated' ? name : `${name}_${key}`, rawOfJson(item)]);
  }
}

/** UserData of one root element: the leaves, and the root's name. */
function openRoot(object: JsonObject, system: RawField[]): JsonObject {
  const entries = Object.entries(object);
  const [root] = entries;
  if (entries.length !== 1 || !root || !isObject(root[1])) return object;
  system.push(['UserData_Name', root[0]]);
  return Object.fromEntries(Object.entries(root[1]).filter(([name]) => !/^xmlns(:|$)/.test(name)));
}

function read(object: JsonObject, timeZone: string | undefined, isRawRebuilt: boolean): ShapedRecord {
  const kind = payloadKey(object);
  const system: RawField[] = [];
  for (const [name, value] of Object.entries(object)) {
    if (!isPayloadKind(name) && !name.startsWith('_')) addSystem(name, value, system);
  }
  let content = kind ? object[kind] : undefined;
  if (kind === 'UserData' && isObject(content)) content = openRoot(content, system);
  const payload = isObject(content)
    ? Object.entries(content).map(([name, value]): RawField => [name, rawOfJson(value)])
    : [];
  return {
    header: headerOf(system),
    time: parseTime(mendedTime(stringOf(fieldOf(system, 'TimeCreated')) ?? ''), timeZone),
    payloadKind: kind ?? 'EventData',
    system: inSystemOrder(system),
    payload,
    derived: derivedFields(payload),
    isRawRebuilt,
  };
}

/** Our own `events` output: System fields flat, the payload an object; `_raw` is made again, so that alerts stay the same. */
export const canonical: Shape = {
  name: 'canonical',
  summary: 'the output of `spoor events`: System fields by canonical name, then EventData or UserData',
  matches: (object) => hasEventId(object) && !('Provider' in object) && payloadKey(object) !== undefined,
  read: (object, timeZone) => read(object, timeZone, true),
};

/** The Windows source of Sumo Logic's installed collector, JSON format, and Sentinel's WindowsEvent (spec windows-telemetry §6.4, §6.10). */
export const sumoWindows: Shape = {
  name: 'sumo-windows',
  summary: "JSON of Sumo Logic's Windows event source: EventID as text, Provider and Execution as objects",
  matches: (object) => hasEventId(object) && 'Provider' in object && 'Channel' in object,
  read: (object, timeZone) => read(object, timeZone, false),
};
