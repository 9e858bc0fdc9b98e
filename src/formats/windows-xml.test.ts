import { describe, expect, test } from 'vitest';
import type { Event } from '../event/index.ts';
import type { Damage } from './format.ts';
import { memorySource, recognizeFormat } from './index.ts';

const event = (id: number, data = `<Data Name='Image'>C:\\x.exe</Data>`): string =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P'/><EventID>${id}</EventID><TimeCreated SystemTime='2024-05-01T10:00:00.1234567Z'/><Channel>Security</Channel><Computer>H</Computer></System><EventData>${data}</EventData></Event>`;

async function read(input: string | Uint8Array): Promise<{ events: Event[]; damages: Damage[] }> {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const found = recognizeFormat(bytes, 'x.xml');
  if (!found || typeof found !== 'object' || found.format.name !== 'windows-xml') throw new Error('not recognized');
  const events: Event[] = [];
  const damages: Damage[] = [];
  await found.format.read(
    memorySource('x.xml', bytes),
    { event: (one) => events.push(one.keep()) > 0, damage: (damage) => void damages.push(damage) },
    {},
  );
  return { events, damages };
}

function utf16(text: string): Uint8Array {
  const units = Uint16Array.from(`\ufeff${text}`, (unit) => unit.charCodeAt(0));
  return new Uint8Array(units.buffer);
}

describe('Windows XML (spec windows-telemetry §6.1)', () => {
  test.each([
    ['one', event(1)],
    ['one a line', `${event(1)}\n${event(1)}\n`],
    ['one after the other', event(1) + event(1)],
    ['inside Events, with a prolog', `<?xml version="1.0"?>\n<Events>\n  ${event(1)}\n  ${event(1)}\n</Events>`],
    [
      'behind a syslog header',
      `<134>May  1 10:00:00 host app: ${event(1)}\n<134>May  1 10:00:01 host app: ${event(1)}\n`,
    ],
    ['laid out over lines', event(1).replaceAll('><', '>\r\n  <')],
  ])('%s', async (_title, text) => {
    const { events, damages } = await read(text);
    expect(damages).toEqual([]);
    expect(events.length).toBe(text.split('<Event ').length - 1);
    for (const one of events) {
      expect(one.header).toEqual({ channel: 'Security', provider: 'P', eventId: 1 });
      expect(one.get('Image')).toBe('C:\\x.exe');
      expect(one.time).toEqual({ ms: Date.UTC(2024, 4, 1, 10, 0, 0, 123), ticks: 4567 });
    }
  });

  test('UTF-16 with a byte order mark; offsets count the bytes of the file', async () => {
    const { events } = await read(utf16(`${event(1)}\r\n${event(2)}`));
    expect(events.map((one) => [one.header.eventId, one.origin.record, one.origin.offset])).toEqual([
      [1, 1, 2],
      [2, 2, 2 + 2 * (event(1).length + 2)],
    ]);
  });

  test('entities, CDATA, comments, empty and unnamed data, both quotes', async () => {
    const data = `<!-- c --><Data Name="A">a &lt;b&gt; &#x41;&#66; &amp;lt;</Data><Data Name='B'/><Data Name='C'></Data><Data><![CDATA[<raw>&amp;]]></Data><Data>two</Data><Data Name='D'>  kept  </Data>`;
    const { events } = await read(event(1, data));
    expect(events[0]!.payload()).toEqual([
      ['A', 'a <b> AB &lt;'],
      ['B', ''],
      ['C', ''],
      ['Data', ['<raw>&amp;', 'two']],
      ['D', '  kept  '],
    ]);
  });

  test('an event that breaks off is damage with its place; the next one is read', async () => {
    const { events, damages } = await read(
      `${event(1)}\n${event(2).slice(0, 200)}\n${event(3)}\n${event(4).slice(0, 250)}`,
    );
    expect(events.map((one) => one.header.eventId)).toEqual([1, 3]);
    expect(damages.map((one) => one.line)).toEqual([2, 4]);
    const broken = await read(`${event(1)}\n${event(2).replace('</System>', '</Sys>')}`);
    expect(broken.damages[0]).toMatchObject({ line: 2 });
  });

  test('markup of other kinds is no event log', () => {
    for (const text of ['<html><body>Event</body></html>', '<Events/>', 'plain text']) {
      const found = recognizeFormat(new TextEncoder().encode(text), 'x.xml');
      expect(typeof found === 'object' && found.format.name).not.toBe('windows-xml');
    }
  });
});
