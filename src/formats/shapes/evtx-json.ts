import { inSystemOrder, type PayloadKind, parseTime, type Raw, type RawField } from '../../event/index.ts';
import { derivedFields } from '../derived-fields.ts';
import { FieldList } from '../field-list.ts';
import { isObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { fieldOf, headerOf, rawOfJson, type Shape, stringOf } from './shape.ts';

const TEXT_KEYS = ['#text', 'text', 'content', '$t', '_', '$'];
const SEPARATE = '_attributes';
const SYSTEM_NAMES: ReadonlyMap<string, string> = new Map([
  ['EventID_Qualifiers', 'Qualifiers'],
  ['TimeCreated_SystemTime', 'TimeCreated'],
]);

/** An XML element as converters write it: attributes, text, children, whatever the keys are called. */
interface JsonElement {
  readonly attributes: readonly (readonly [name: string, value: JsonValue])[];
  readonly text: JsonValue | undefined;
  readonly children: readonly (readonly [name: string, value: JsonValue])[];
}

function elementOf(value: JsonValue, separate: JsonValue | undefined): JsonElement {
  const attributes: [string, JsonValue][] = isObject(separate) ? Object.entries(separate) : [];
  if (!isObject(value)) return { attributes, text: value, children: [] };
  const children: [string, JsonValue][] = [];
  let text: JsonValue | undefined;
  for (const [key, item] of Object.entries(value)) {
    if (key === '#attributes' && isObject(item)) attributes.push(...Object.entries(item));
    else if (key.startsWith('@')) attributes.push([key.slice(1), item]);
    else if (TEXT_KEYS.includes(key)) text = item;
    else children.push([key, item]);
  }
  return { attributes, text, children };
}

/** Children with their separate attributes; a repeated child is an array, `X_attributes` alone an empty element. */
function childrenOf(children: JsonElement['children']): [name: string, element: JsonElement][] {
  const byName = new Map(children);
  const result: [string, JsonElement][] = [];
  for (const [name, value] of children) {
    if (name.endsWith(SEPARATE) && isObject(value)) {
      const owner = name.slice(0, -SEPARATE.length);
      if (!byName.has(owner)) result.push([owner, elementOf(null, value)]);
      continue;
    }
    const items = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
    for (const item of items) result.push([name, elementOf(item, byName.get(`${name}${SEPARATE}`))]);
  }
  return result;
}

function systemOf(value: JsonObject): RawField[] {
  const fields: RawField[] = [];
  for (const [name, element] of childrenOf(Object.entries(value))) {
    const { text, attributes, children } = element;
    if (text !== undefined && text !== null && text !== '') fields.push([name, rawOfJson(text)]);
    const rest = attributes.length > 0 ? attributes : children;
    for (const [key, item] of rest) {
      const full = `${name}_${key}`;
      if (item !== null) fields.push([SYSTEM_NAMES.get(full) ?? full, rawOfJson(item)]);
    }
  }
  return fields;
}

function payloadValue(text: JsonValue | undefined): Raw {
  return text === undefined || text === null ? '' : rawOfJson(text);
}

function addData(element: JsonElement, list: FieldList): void {
  const attribute =
    element.attributes.find(([key]) => key === 'Name') ?? element.children.find(([key]) => key === 'Name');
  const name = stringOf(rawOfJson(attribute?.[1] ?? null));
  if (name) list.add(name, payloadValue(element.text));
  else if (Array.isArray(element.text)) for (const item of element.text) list.append('Data', payloadValue(item));
  else list.append('Data', payloadValue(element.text));
}

function addLeaves(
  element: JsonElement,
  name: string,
  path: string,
  list: FieldList,
  owners: Map<string, string>,
): void {
  const nameOf = (): string => {
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, path);
    return owner === undefined || owner === path ? name : path;
  };
  const attributes = element.attributes.filter(([key]) => !/^xmlns(:|$)/.test(key));
  const children = childrenOf(element.children);
  if (element.text !== undefined && element.text !== null) list.add(nameOf(), rawOfJson(element.text));
  else if (children.length === 0 && attributes.length === 0) list.add(nameOf(), '');
  for (const [key, value] of attributes) list.add(`${nameOf()}.@${key}`, rawOfJson(value));
  for (const [child, inner] of children) addLeaves(inner, child, `${path}.${child}`, list, owners);
}

function payloadOf(kind: PayloadKind, value: JsonElement, system: RawField[]): RawField[] {
  const list = new FieldList();
  const owners = new Map<string, string>();
  for (const [name, element] of childrenOf(value.children)) {
    if (kind === 'EventData' && name === 'Data') addData(element, list);
    else if (kind === 'UserData' && element.text === undefined) {
      system.push(['UserData_Name', name]);
      for (const [child, inner] of childrenOf(element.children)) {
        addLeaves(inner, child, `${name}.${child}`, list, owners);
      }
    } else addLeaves(element, name, name, list, owners);
  }
  return list.fields();
}

/** XML events turned into JSON: evtx_dump, Chainsaw, Hayabusa, EvtxECmd, generic converters (spec windows-telemetry §6.2). */
export const evtxJson: Shape = {
  name: 'evtx-json',
  summary:
    'events as XML converters nest them: `Event.System` and `Event.EventData`, attributes under any of the usual keys',
  matches: (object) => isObject(object.Event) && isObject(object.Event.System),
  read(object, timeZone) {
    const event = object.Event as JsonObject;
    const system = systemOf(event.System as JsonObject);
    const kinds: readonly PayloadKind[] = ['EventData', 'UserData', 'ProcessingErrorData'];
    const payloadKind =
      kinds.find((kind) => event[kind] !== undefined || event[`${kind}${SEPARATE}`] !== undefined) ?? 'EventData';
    const element = elementOf(event[payloadKind] ?? null, event[`${payloadKind}${SEPARATE}`]);
    const payload = payloadOf(payloadKind, element, system);
    const name = element.attributes.find(([key]) => key === 'Name')?.[1];
    if (typeof name === 'string' && payloadKind === 'EventData') system.push(['EventData_Name', name]);
    const rendering = event.RenderingInfo;
    if (isObject(rendering) && typeof rendering.Message === 'string') system.push(['Message', rendering.Message]);
    return {
      header: headerOf(system),
      time: parseTime(stringOf(fieldOf(system, 'TimeCreated')) ?? '', timeZone),
      payloadKind,
      system: inSystemOrder(system),
      payload,
      derived: derivedFields(payload),
      lossy: hasMergedData(event.EventData),
    };
  },
};

/** EvtxECmd joins the items of unnamed Data into one text (spec windows-telemetry §6.2). */
function hasMergedData(data: JsonValue | undefined): boolean {
  return isObject(data) && typeof data.Data === 'string';
}
