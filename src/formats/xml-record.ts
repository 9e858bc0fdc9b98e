import { derivedFields } from './derived-fields.ts';
import { childOf, type ElementNode } from './evtx/element.ts';
import { payloadOf } from './evtx/payload.ts';
import { essentialsOf, systemOf } from './evtx/system.ts';
import type { ShapedRecord } from './shapes/shape.ts';
import { parseElement } from './xml/parse-element.ts';
import { XmlFault } from './xml/xml-text.ts';

/** The first element of a name in a text, or undefined if there is none that is whole. */
export function elementIn(text: string, name: string): ElementNode | undefined {
  const start = new RegExp(`<(?:\\w+:)?${name}(?=[\\s>/])`).exec(text);
  if (!start) return undefined;
  try {
    return parseElement(text, start.index).element;
  } catch (error) {
    if (error instanceof XmlFault) return undefined;
    throw error;
  }
}

/** The Windows event that a text inside another record holds as XML; undefined if it is none (spec windows-telemetry §6.1). */
export function recordOfXml(text: string): ShapedRecord | undefined {
  const element = elementIn(text, 'Event');
  if (!element || !childOf(element, 'System')) return undefined;
  const { channel, provider, eventId, time } = essentialsOf(element);
  const { kind, fields } = payloadOf(element);
  return {
    header: { channel, provider, eventId },
    time,
    payloadKind: kind,
    system: systemOf(element),
    payload: fields,
    derived: derivedFields(fields),
  };
}
