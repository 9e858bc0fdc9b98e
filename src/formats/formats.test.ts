import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORMATS, memorySource, NOT_EVTX, recognizeFormat } from './index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function nameOf(head: Uint8Array, file: string): string | undefined {
  const found = recognizeFormat(head, file);
  return found === NOT_EVTX ? found : found?.format.name;
}

describe('recognition', () => {
  test.each([
    ['ElfFile\0', 'renamed.txt', 'evtx'],
    ['{"a":1}\n', 'x', 'ndjson'],
    ['\ufeff {"a":1}\n', 'x', 'ndjson'],
    ['[{"a":1}]', 'x', 'ndjson'],
    ['{\n  "a": 1\n}', 'x.json', 'ndjson'],
    ['Record 1\n{\n', 'x', 'ndjson'],
    ['instance of Win32_NTLogEvent\n{\n', 'x', 'sumo-legacy'],
    ["<Event xmlns='x'><System/></Event>", 'x', 'windows-xml'],
    ['a,b\n1,2\n', 'x', 'csv'],
    ['\ufeffa,b\r\n1,"2\r\n3"\r\n', 'x', 'csv'],
    ['"user name","b"\n1,2\n', 'x', 'csv'],
    ['user name,b\n1,2\n', 'x', 'text'],
    ['user name,b\n1,2\n', 'x.csv', 'csv'],
    ['a,b\n', 'x', 'text'],
    ['a,b\n', 'x.csv', 'csv'],
    ['a,b\n1,2,3\n', 'x', 'text'],
    ['a,a\n1,2\n', 'x', 'text'],
    ['INFO,started\nWARN,slow\nINFO,stopped\n', 'x', 'text'],
    ['Hello, world\nhello, again\n', 'x.log', 'text'],
    ['started,2024-01-01\nstopped,2024-01-02\n', 'x.log', 'text'],
    ['[2024-01-01] started', 'x.log', 'text'],
    ['{not json', 'x.log', 'text'],
    ['hello', 'x.log', 'text'],
    ['hello', 'x.EVTX', NOT_EVTX],
    ['{"a":1}', 'x.evtx', NOT_EVTX],
    ['\0\0\0\0', 'x.bin', undefined],
    ['  \n ', 'x', undefined],
    ['', 'x', undefined],
    ['', 'x.evtx', undefined],
  ])('%j named %s', (head, file, expected) => {
    expect(nameOf(bytes(head), file)).toBe(expected);
  });

  test('every format has a name, a summary and an example; `text` is the last', () => {
    expect(new Set(FORMATS.map(({ name }) => name)).size).toBe(FORMATS.length);
    expect(FORMATS.at(-1)!.name).toBe('text');
    for (const format of FORMATS) {
      expect(format.summary).not.toBe('');
      expect(format.examples.length).toBeGreaterThan(0);
    }
  });
});

describe('no input makes a reader throw', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\',
    ',',
    ':',
    '\n',
    '\r\n',
    '1',
    'null',
    '"a":1',
    '{"a":1}',
    '\0',
    'é',
    '\ufeff',
  );
  const input = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    fc.array(pieces, { maxLength: 60 }).map((parts) => bytes(parts.join(''))),
    fc.uint8Array({ maxLength: 400 }).map((rest) => Uint8Array.from([...bytes('ElfFile\0'), ...rest])),
  );

  for (const format of FORMATS) {
    test(format.name, async () => {
      await fc.assert(
        fc.asyncProperty(input, async (head) => {
          let events = 0;
          const sink = {
            event: (event: { payload(): unknown; raw(): string; original(): string }): undefined => {
              events++;
              event.payload();
              event.raw();
              event.original();
            },
            damage: () => undefined,
          };
          format.recognize(head, 'x');
          expect((await format.read(memorySource('x', head), sink, {})).events).toBe(events);
        }),
        { numRuns: 300 },
      );
    });
  }
});
