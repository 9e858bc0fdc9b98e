import { describe, expect, test } from 'vitest';
import type { Event } from '../event/index.ts';
import { csv } from './csv.ts';
import { splitRow } from './csv-rows.ts';
import type { Damage } from './format.ts';
import { memorySource } from './memory-source.ts';

async function read(text: string): Promise<{ events: Event[]; damage: Damage[] }> {
  const events: Event[] = [];
  const damage: Damage[] = [];
  const sink = { event: (event: Event) => events.push(event) > 0, damage: (one: Damage) => void damage.push(one) };
  await csv.read(memorySource('in.csv', new TextEncoder().encode(text)), sink, {});
  return { events, damage };
}

describe('rows (RFC 4180)', () => {
  test.each([
    ['a,b', ['a', 'b']],
    ['', ['']],
    [',', ['', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""hi""",', ['say "hi"', '']],
    ['"a\r\nb",c', ['a\r\nb', 'c']],
    ['"",""', ['', '']],
  ])('%j', (text, cells) => expect(splitRow(text)).toEqual({ cells, isOpen: false, isOdd: false }));

  test('quotes where there should be none', () => {
    expect(splitRow('a"b,c').isOdd).toBe(true);
    expect(splitRow('"a"b,c')).toEqual({ cells: ['a', 'c'], isOpen: false, isOdd: true });
    expect(splitRow('"a').isOpen).toBe(true);
  });
});

describe('events', () => {
  test('columns are fields, quoted cells may hold line ends, the row is _raw', async () => {
    const { events, damage } = await read(
      '\ufefftime,user,text\r\n2024-01-01T00:01:00Z,alice,"a\r\nb"\r\n\r\n,bob,\r\n',
    );
    expect(damage).toEqual([]);
    expect(events.map((event) => event.payload())).toEqual([
      [
        ['time', '2024-01-01T00:01:00Z'],
        ['user', 'alice'],
        ['text', 'a\r\nb'],
      ],
      [
        ['time', ''],
        ['user', 'bob'],
        ['text', ''],
      ],
    ]);
    expect(events[0]!.time!.ms).toBe(Date.UTC(2024, 0, 1, 0, 1));
    expect(events[0]!.raw()).toBe('2024-01-01T00:01:00Z,alice,"a\r\nb"');
    expect(events.map(({ origin }) => [origin.record, origin.offset])).toEqual([
      [2, 19],
      [5, 56],
    ]);
    expect(events[0]!.shape).toBe('csv');
  });

  test('rows of other lengths and odd quotes are damage, and the next row is read', async () => {
    const { events, damage } = await read('a,b\n1,2,3\n1,x"y\n1,2\n"3');
    expect(damage.map(({ line, reason }) => [line, reason])).toEqual([
      [2, '3 cells where the header has 2'],
      [3, 'a quote inside a cell'],
      [5, 'the row has no end'],
    ]);
    expect(events).toHaveLength(1);
  });

  test('a Payload that is no JSON leaves the columns, and says so', async () => {
    const { events } = await read('EventId,Channel,PayloadData1,Payload\n1,Lab,"a: b",\n');
    expect(events[0]!.shape).toBe('evtxecmd');
    expect(events[0]!.header).toEqual({ channel: 'Lab', provider: undefined, eventId: 1 });
    expect(events[0]!.lossy).toBe(true);
    expect(events[0]!.get('PayloadData1')).toBe('a: b');
  });
});
