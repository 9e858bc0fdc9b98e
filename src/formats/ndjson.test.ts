import { describe, expect, test } from 'vitest';
import type { Event } from '../event/index.ts';
import type { Damage, Format, ReadSummary } from './format.ts';
import { memorySource } from './memory-source.ts';
import { ndjson } from './ndjson.ts';
import { text } from './text.ts';

interface Result {
  readonly events: Event[];
  readonly damage: Damage[];
  readonly summary: ReadSummary;
}

async function read(input: string | Uint8Array, format: Format = ndjson, timeZone?: string): Promise<Result> {
  const events: Event[] = [];
  const damage: Damage[] = [];
  const sink = {
    event: (event: Event) => events.push(event.keep()) > 0,
    damage: (one: Damage) => void damage.push(one),
  };
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const summary = await format.read(memorySource('in.json', bytes), sink, timeZone ? { timeZone } : {});
  return { events, damage, summary };
}

function utf16(textIn: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 + textIn.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, littleEndian);
  for (let i = 0; i < textIn.length; i++) view.setUint16(2 + 2 * i, textIn.charCodeAt(i), littleEndian);
  return bytes;
}

const places = ({ events }: Result): unknown[] => events.map(({ origin }) => [origin.record, origin.offset]);

describe('layouts', () => {
  test('one object a line: number and offset of each, blank lines left out', async () => {
    const result = await read('{"a":1}\r\n\n  {"a":2}\n{"a":3}');
    expect(result.events.map((event) => event.get('a'))).toEqual([1, 2, 3]);
    expect(places(result)).toEqual([
      [1, 0],
      [3, 10],
      [4, 20],
    ]);
    expect(result.events[0]!.raw()).toBe('{"a":1}');
    expect(result.summary.shapes).toEqual(new Map([['json', 3]]));
  });

  test.each([
    [
      'an array',
      '[{"a":1},\n {"a":2}]',
      [
        [1, 1],
        [2, 11],
      ],
    ],
    [
      'an array over lines',
      '[\n{"a":1},\n{"a":2}\n]',
      [
        [2, 2],
        [3, 11],
      ],
    ],
    ['a pretty-printed document', '{\n  "a": 1,\n  "b": {"c": "}"}\n}\n', [[1, 0]]],
    [
      'documents one after another',
      '{\n "a":1\n}\n{\n "a":2\n}',
      [
        [1, 0],
        [4, 11],
      ],
    ],
    [
      'documents on one line',
      '{"a":1}{"a":"\\"{"}',
      [
        [1, 0],
        [1, 7],
      ],
    ],
    [
      'output of evtx_dump',
      'Record 1\n{\n "a":1\n}\nRecord 2\n{\n "a":2\n}\n',
      [
        [2, 9],
        [6, 29],
      ],
    ],
  ])('%s', async (_, input, expected) => {
    const result = await read(input);
    expect(result.damage).toEqual([]);
    expect(places(result)).toEqual(expected);
  });

  test('a bad line is damage with its number and offset, reading goes on', async () => {
    const result = await read('{"a":1}\n{"a":\n[1]\n{"a":2}\n');
    expect(result.events.map((event) => event.get('a'))).toEqual([1, 2]);
    expect(result.damage).toEqual([
      { file: 'in.json', offset: 8, line: 2, reason: 'not a JSON object' },
      { file: 'in.json', offset: 14, line: 3, reason: 'not a JSON object' },
    ]);
    const first = await read('{"a":\n{"a":2}\n');
    expect([first.events.length, first.damage.length]).toEqual([1, 1]);
  });

  test('a document that never ends is damage', async () => {
    const result = await read('[{"a":1},{"a":{');
    expect(result.events).toHaveLength(1);
    expect(result.damage).toEqual([{ file: 'in.json', offset: 9, line: 1, reason: 'JSON document does not end' }]);
  });

  test('byte order marks: UTF-8 and both UTF-16', async () => {
    for (const input of [`\ufeff{"a":"ü€"}\n{"a":"😀"}`].flatMap((one) => [
      new TextEncoder().encode(one),
      utf16(one.slice(1), true),
      utf16(one.slice(1), false),
    ])) {
      expect(ndjson.recognize(input, 'x')?.shape).toBe('ndjson');
      const result = await read(input);
      expect(result.events.map((event) => event.get('a'))).toEqual(['ü€', '😀']);
      expect(result.events[1]!.origin.offset).toBe(input.indexOf(0x0a) + (input[0] === 0xff ? 2 : 1));
    }
  });

  test('UTF-16 without a mark is told by its first units, however short the input', async () => {
    for (const text of ['{"a":"ü€"}\n{"a":"😀"}', '{}', '[{"a":1}]']) {
      const expected = await read(text);
      for (const isLittle of [true, false]) {
        const input = utf16(text, isLittle).slice(2);
        expect(ndjson.recognize(input, 'x')?.shape).toBe(ndjson.recognize(new TextEncoder().encode(text), 'x')?.shape);
        const result = await read(input);
        expect(result.damage).toEqual([]);
        expect(result.events.map((event) => event.payload())).toEqual(expected.events.map((event) => event.payload()));
      }
    }
  });

  test('a line longer than a block, at linear cost', async () => {
    const long = 'x'.repeat(20_000_000);
    const start = performance.now();
    const result = await read(`{"a":"${long}"}\n{"a":1}\n`);
    expect(result.events.map((event) => String(event.get('a')).length)).toEqual([20_000_000, 1]);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('any JSON', () => {
  test('nested keys by dotted name, lists of objects by index, in any case', async () => {
    const { events } = await read('{"user":{"Name":"alice","ids":[1,2]},"items":[{"id":7}]}');
    const [event] = events;
    expect(event!.get('USER.name')).toBe('alice');
    expect(event!.get('user.ids')).toEqual([1, 2]);
    expect(event!.get('items[0].id')).toBe(7);
    expect(event!.payload()).toEqual([
      ['user', '{"Name":"alice","ids":[1,2]}'],
      ['items', ['{"id":7}']],
    ]);
  });

  test('integers beyond 2^53 keep their text, numbers in strings are left alone', async () => {
    const { events } = await read(
      '{"a":18446744073709551615,"b":"18446744073709551615","c":9007199254740991,"d":-9223372036854775808}',
    );
    const [event] = events;
    expect(['a', 'b', 'c', 'd'].map((name) => event!.get(name))).toEqual([
      '18446744073709551615',
      '18446744073709551615',
      9_007_199_254_740_991,
      '-9223372036854775808',
    ]);
  });

  test('keys that begin with _ set built-in fields', async () => {
    const { events } = await read('{"_messageTime":1704067260000,"_raw":"hello","_sourceCategory":"lab","a":1}');
    const [event] = events;
    expect(event!.time).toEqual({ ms: 1_704_067_260_000, ticks: 0 });
    expect(event!.raw()).toBe('hello');
    expect(event!.metadata._sourceCategory).toBe('lab');
    expect(event!.payload()).toEqual([['a', 1]]);
    const iso = await read('{"_messageTime":"2024-01-01T00:01:00Z"}');
    expect(iso.events[0]!.time!.ms).toBe(1_704_067_260_000);
  });

  test.each(['1e20', '-1e300', '"99999999999999999999"', '"+999999-01-01"'])(
    '%s is no time, and the record reads on',
    async (time) => {
      const { events, damage } = await read(
        `{"_messageTime":${time},"EventID":1,"Channel":"Security","EventData":{"a":"b"}}`,
      );
      expect(damage).toEqual([]);
      expect(events[0]!.time).toBeUndefined();
      expect(events[0]!.raw()).toContain('"a":"b"');
    },
  );

  test('nesting that no walk could follow is damage, whatever the layout', async () => {
    const deep = `${'{"a":['.repeat(20_000)}1${']}'.repeat(20_000)}`;
    const lines = await read(`{"a":1}\n${deep}\n{"a":2}\n`);
    expect(lines.events.map((event) => event.get('a'))).toEqual([1, 2]);
    expect(lines.damage.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'JSON nested more than 500 levels deep'],
    ]);
    const brackets = `{"a":"${'{['.repeat(2000)}"}`;
    expect((await read(brackets)).events).toHaveLength(1);
    const flat = `{"a":[${'[],{},'.repeat(1000)}1]}`;
    expect((await read(flat)).events).toHaveLength(1);
  });

  test('a NUL behind a line of JSON makes a line that is none damage, not the file binary', async () => {
    const { events, damage } = await read('{"a":1}\n\0\0\0\n{"a":2}\n');
    expect(events.map((event) => event.get('a'))).toEqual([1, 2]);
    expect(damage.map(({ line }) => line)).toEqual([2]);
    expect(ndjson.recognize(new TextEncoder().encode('{"a":1}\n\0\0\n'), 'x')).toBeDefined();
    expect(ndjson.recognize(new TextEncoder().encode('{\0"a":1}\n'), 'x')).toBeUndefined();
  });

  test('an empty object, null, booleans', async () => {
    const { events } = await read('{}\n{"a":null,"b":true}');
    expect(events[0]!.payload()).toEqual([]);
    expect([events[1]!.get('a'), events[1]!.get('b'), events[1]!.get('c')]).toEqual([null, true, undefined]);
  });
});

describe('text', () => {
  test('each line has only _raw', async () => {
    const { events, summary } = await read('one\r\n\ntwo', text);
    expect(events.map((event) => [event.raw(), event.origin.record, event.shape])).toEqual([
      ['one', 1, 'text'],
      ['two', 3, 'text'],
    ]);
    expect(summary.events).toBe(2);
  });
});
