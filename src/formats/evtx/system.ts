import { type EventTime, inSystemOrder, parseTime, type Raw, type RawField } from '../../event/index.ts';
import { childOf, childrenOf, type ElementNode, rawOf, textOf } from './element.ts';
import { attributeOf, payloadElement } from './payload.ts';

/** Attributes of System elements whose canonical name is not `Element_Attribute` (spec windows-telemetry §1). */
const ATTRIBUTE_NAMES: ReadonlyMap<string, string> = new Map([
  ['EventID_Qualifiers', 'Qualifiers'],
  ['TimeCreated_SystemTime', 'TimeCreated'],
]);

function addSystem(system: ElementNode, fields: RawField[]): void {
  for (const element of childrenOf(system)) {
    const value = rawOf(element.content);
    if (value !== null && value !== '') fields.push([element.name, value]);
    for (const attribute of element.attributes) {
      const name = `${element.name}_${attribute.name}`;
      const attributeValue = rawOf(attribute.pieces);
      if (attributeValue !== null) fields.push([ATTRIBUTE_NAMES.get(name) ?? name, attributeValue]);
    }
  }
}

/** Texts that a collector rendered; `Message` keeps its name, the rest would hide System values (spec evtx-format §9.2). */
function addRendering(rendering: ElementNode, fields: RawField[]): void {
  const culture = attributeOf(rendering, 'Culture');
  if (culture !== undefined) fields.push(['RenderingInfo_Culture', culture]);
  for (const element of childrenOf(rendering)) {
    const inner = childrenOf(element);
    const value = inner.length > 0 ? inner.map(textOf) : textOf(element);
    if (value.length === 0) continue;
    fields.push([element.name === 'Message' ? 'Message' : `RenderingInfo_${element.name}`, value]);
  }
}

/** System fields of an event by canonical name and in canonical order, as far as present (spec windows-telemetry §1). */
export function systemOf(event: ElementNode): RawField[] {
  const fields: RawField[] = [];
  const system = childOf(event, 'System');
  if (system) addSystem(system, fields);
  const payload = payloadElement(event);
  if (payload?.name === 'EventData') {
    const name = attributeOf(payload, 'Name');
    if (name) fields.push(['EventData_Name', name]);
  } else if (payload?.name === 'UserData') {
    const [root] = childrenOf(payload);
    if (root) fields.push(['UserData_Name', root.name]);
  }
  const rendering = childOf(event, 'RenderingInfo');
  if (rendering) addRendering(rendering, fields);
  return inSystemOrder(fields);
}

/** The fields that a header and an origin are made of, found without decoding the rest. */
export interface Essentials {
  readonly channel: string | undefined;
  readonly provider: string | undefined;
  readonly eventId: number | undefined;
  readonly recordId: number | string | undefined;
  readonly time: EventTime | undefined;
}

function numberOf(raw: Raw): number | undefined {
  const value = typeof raw === 'string' && /^\d+$/.test(raw) ? Number(raw) : raw;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** Channel, provider, ids and time of an event; the record id is EventRecordID, not the record head's (spec evtx-format §5). */
export function essentialsOf(event: ElementNode): Essentials {
  const system = childOf(event, 'System');
  const child = (name: string): ElementNode | undefined => system && childOf(system, name);
  const text = (name: string): string | undefined => {
    const element = child(name);
    return element && textOf(element);
  };
  const provider = child('Provider');
  const created = child('TimeCreated');
  const eventId = child('EventID');
  const recordId = rawOf(child('EventRecordID')?.content ?? []);
  return {
    channel: text('Channel') || undefined,
    provider: provider && attributeOf(provider, 'Name'),
    eventId: numberOf(rawOf(eventId?.content ?? [])),
    recordId: numberOf(recordId) ?? (typeof recordId === 'string' && recordId !== '' ? recordId : undefined),
    time: created && parseTime(attributeOf(created, 'SystemTime') ?? ''),
  };
}
