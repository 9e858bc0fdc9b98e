import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventHeader } from '../../event/index.ts';
import type { HeaderGate } from '../format.ts';
import { parseJsonValue } from '../json-value.ts';
import { LineScanner } from './line-scanner.ts';
import { compareReaders } from './testing/compare.ts';
import { damaged, line } from './testing/random-json.ts';

const RUNS = Number(process.env.SPOOR_JSON_RUNS ?? (process.env.SPOOR_FULL ? 2000 : 150));
const START = new TextEncoder().encode('{"a":1}\n');
const NEWLINE = Uint8Array.of(10);

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Lines three times over, so that the reader has learned them the third time. */
function repeated(lines: readonly (string | Uint8Array)[]): Uint8Array {
  const all = lines.map((one) => (typeof one === 'string' ? new TextEncoder().encode(one) : one));
  return joined([START, ...[...all, ...all, ...all].flatMap((one) => [one, NEWLINE])]);
}

const gate = ({ eventId }: EventHeader, payloadHas: (folded: string) => boolean): boolean =>
  payloadHas('eventtype') || payloadHas('processid') || eventId === 4648 || payloadHas('image');

describe('lines read from bytes and from text are the same events', () => {
  test('random lines', async () => {
    let fast = 0;
    let events = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(undefined, 'Europe/Berlin'),
        async (lines, zone) => {
          const result = await compareReaders(repeated(lines), undefined, zone);
          expect(result.differences).toEqual([]);
          fast += result.fast;
          events += result.events;
        },
      ),
      { numRuns: RUNS },
    );
    expect(fast).toBeGreaterThan(events / 10);
  });

  test('random damage', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(damaged, { minLength: 1, maxLength: 8 }), async (lines) => {
        expect((await compareReaders(repeated(lines))).differences).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('with a gate', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
        expect((await compareReaders(repeated(lines), gate)).differences).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

test('a gate passes over lines of one header only, however ids and names are written', async () => {
  const ids = [
    '0',
    '-0',
    '0.5',
    '7',
    '7.0',
    '7e0',
    '"7"',
    '"07"',
    '""',
    'null',
    '-1',
    '1234567890',
    '"x"',
    '[7]',
    'true',
  ];
  const names = ['"Security"', '"Sec\\u0075rity"', '""', '"Security "', 'null', '1'];
  const text = fc
    .record({
      EventID: fc.constantFrom(...ids),
      Channel: fc.constantFrom(...names),
      Provider_Name: fc.constantFrom('"One"', '"Two"'),
      message: fc.constantFrom('"x"', '"{\\"EventID\\":7,\\"Channel\\":\\"Security\\"}"'),
      _index: fc.constantFrom(undefined, undefined, '"i"'),
    })
    .map(
      (members) =>
        `{${Object.entries(members)
          .filter(([, value]) => value !== undefined)
          .map(([key, value]) => `"${key}":${value}`)
          .join(',')}}`,
    );
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { minLength: 4, maxLength: 40 }),
      fc.constantFrom<HeaderGate>(
        ({ eventId }) => eventId === 0,
        ({ eventId }) => eventId === 7,
        ({ channel }) => channel === 'Security',
        ({ provider, eventId }) => provider === 'Two' && eventId !== undefined,
        () => false,
      ),
      async (lines, gate) => {
        const bytes = new TextEncoder().encode([...lines, ...lines, ...lines].join('\n'));
        expect((await compareReaders(bytes, gate)).differences).toEqual([]);
      },
    ),
    { numRuns: RUNS },
  );
});

describe('the scanner takes what JSON.parse takes', () => {
  const scanner = new LineScanner();
  const slow = new LineScanner('none');
  const isTaken = (bytes: Uint8Array): boolean => {
    const whole = joined([bytes, NEWLINE]);
    slow.lookAt(whole);
    const byBytes = slow.line(0);
    const { home } = scanner;
    expect(home).toBeDefined();
    home!.set(whole);
    scanner.lookAt(home!);
    expect(scanner.line(0)).toBe(byBytes);
    return byBytes === bytes.length;
  };

  test('never a line that is no JSON object', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          damaged,
          line.map((text) => new TextEncoder().encode(text)),
        ),
        (bytes) => {
          fc.pre(!bytes.includes(10));
          if (!isTaken(bytes)) return;
          const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
          expect(JSON.parse(text)).toBeTypeOf('object');
          expect(parseJsonValue(text)).toBeTypeOf('object');
        },
      ),
      { numRuns: 5 * RUNS },
    );
  });

  test.each([
    ['{}', true],
    [' { "a" : [ ] , "b" : { } } \r', true],
    ['{"a":"\ud83d\ude00\\ud83d\\u00fC"}', true],
    ['{"a":-0.5e+10,"b":0,"c":1E5}', true],
    ['{"a":[1,[2,{"b":[true,false,null]}],"x"]}', true],
    [`{"a":${'['.repeat(499)}${']'.repeat(499)}}`, true],
    [`{"a":${'['.repeat(500)}${']'.repeat(500)}}`, false],
    ['{"a":01}', false],
    ['{"a":1.}', false],
    ['{"a":.5}', false],
    ['{"a":+1}', false],
    ['{"a":1e}', false],
    ['{"a":-}', false],
    ['{"a":tru}', false],
    ['{"a":"\t"}', false],
    ['{"a":"\\x"}', false],
    ['{"a":"\\u12g4"}', false],
    ['{"a":"\\u12', false],
    ['{"a":"\\', false],
    ['{"a":[1,]}', false],
    ['{"a":[1 2]}', false],
    ['{"a":{"b"}}', false],
    ['{"a":{"b":1,}}', false],
    ['{"a":1,}', false],
    ['{"a":1}}', false],
    ['{"a":1} x', false],
    ['{"a" 1}', false],
    ['{a:1}', false],
    ['\u00a0{"a":1}', false],
    ['{"a":[}]}', false],
    ['[1]', false],
    ['', false],
  ])('%s', (text, expected) => {
    expect(isTaken(new TextEncoder().encode(text))).toBe(expected);
  });
});
