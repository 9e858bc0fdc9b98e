import { RecordEvent } from '../event/index.ts';
import { derivedFields } from './derived-fields.ts';
import { childOf, type ElementNode } from './evtx/element.ts';
import { payloadOf } from './evtx/payload.ts';
import { essentialsOf, systemOf } from './evtx/system.ts';
import type { Format } from './format.ts';
import { headText } from './head-text.ts';
import { type EventText, eachEventText } from './xml/event-texts.ts';
import { parseElement } from './xml/parse-element.ts';
import { XmlFault } from './xml/xml-text.ts';

const SHAPE = 'windows-xml';
const EVENT = /<(?:\w+:)?Event[\s>]/;

function eventOf(element: ElementNode, place: EventText, file: string): RecordEvent {
  const { channel, provider, eventId, time } = essentialsOf(element);
  const { kind, fields } = payloadOf(element);
  return new RecordEvent({
    header: { channel, provider, eventId },
    origin: { file, record: place.line, offset: place.offset },
    time,
    shape: SHAPE,
    payloadKind: kind,
    system: systemOf(element),
    payload: fields,
    derived: derivedFields(fields),
    original: place.text,
    raw: place.text,
  });
}

/** The event element of a text, or why it is none. */
function parsed(text: string): ElementNode | string {
  try {
    const { element } = parseElement(text, 0);
    return childOf(element, 'System') ? element : 'an event without System element';
  } catch (error) {
    if (error instanceof XmlFault) return error.message;
    throw error;
  }
}

/** Windows events as XML: exports of Event Viewer and wevtutil, and what collectors send in this form (spec windows-telemetry §6.1). */
export const windowsXml: Format = {
  name: 'windows-xml',
  summary: 'Windows events as XML: single, one a line, one after the other, or inside `<Events>`; UTF-8 or UTF-16.',
  recognizedBy: 'an `<Event>` element in text that begins with `<`, a syslog header aside',
  examples: [
    {
      title: 'one event',
      text: "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><EventID>4242</EventID><Channel>Lab</Channel></System><EventData><Data Name='Pid'>1234</Data></EventData></Event>",
    },
  ],
  recognize(head) {
    const start = headText(head)?.trimStart();
    if (!start || !EVENT.test(start)) return undefined;
    const [first = ''] = start.split('\n', 1);
    if (start.startsWith('<') && !/^<\d{1,3}>/.test(start))
      return { shape: SHAPE, reason: 'XML with an <Event> element' };
    return EVENT.test(first) ? { shape: SHAPE, reason: 'lines with an <Event> element' } : undefined;
  },
  async read(source, sink) {
    let events = 0;
    await eachEventText(source, (place) => {
      const element = place.isWhole ? parsed(place.text) : 'the event has no end';
      if (typeof element === 'string') {
        const { offset, line, text } = place;
        sink.damage({ file: source.name, offset, line, length: text.length, reason: element });
        return true;
      }
      events++;
      return sink.event(eventOf(element, place, source.name)) !== false;
    });
    return { events, notes: [], shapes: new Map(events > 0 ? [[SHAPE, events]] : []) };
  },
};
