import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { Readings } from '../../src/engines/js/pre/operand.ts';
import { shapeOfWildcard } from '../../src/engines/js/pre/shape-of-wildcard.ts';
import { showing } from '../../src/engines/js/pre/sieve.ts';
import { parseTime, type TextSieve } from '../../src/event/index.ts';
import type { DataValue } from '../../src/formats/evtx/testing/write-evtx.ts';
import { memorySource } from '../../src/formats/index.ts';
import { JsonLineReader } from '../../src/formats/json-fast/index.ts';
import { ndjson, ndjsonBy } from '../../src/formats/ndjson.ts';
import { TextScreen } from '../../src/value/index.ts';
import { isRight, record, tested } from './sieve-cases.ts';

if (process.env.SPOOR_FULL) vi.setConfig({ testTimeout: 900_000 });

const header = { channel: 'Sieved', eventId: 9 };

/** What the kernel turned down of some lines, and of each whether a test of events that come one by one shows it. */
async function turnedDown(lines: readonly string[], sieve: TextSieve, timeZone = 'UTC') {
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
  const passed = new Set<number>();
  let sieved = 0;
  const span: number[] = [];
  const reader = new JsonLineReader(() => true, { of: () => sieve, often: 1 });
  await ndjsonBy(reader).read(
    memorySource('written', bytes),
    {
      event: (event) => void passed.add(Number(event.origin.record)),
      damage: ({ reason }) => expect(reason).toBe(undefined),
      sieved: (told, count, earliest, latest) => {
        expect(told).toMatchObject(header);
        sieved += count;
        span.push(earliest, latest);
      },
    },
    { timeZone },
  );
  expect(passed.size + sieved).toBe(lines.length);
  const shows = showing(sieve, new Readings());
  const told: boolean[] = [];
  const times: (number | undefined)[] = [];
  await ndjson.read(
    memorySource('written', bytes),
    {
      event: (event) => {
        told.push(event.texts ? shows(event.texts) : false);
        times.push(event.time?.ms);
      },
      damage: () => undefined,
    },
    { timeZone },
  );
  return { told, times, span, isPassed: (index: number) => passed.has(index + 1) };
}

function lineOf(more: object, time: unknown = '2024-05-01T10:00:00.5Z'): string {
  return JSON.stringify({ EventID: 9, Channel: 'Sieved', Computer: 'host', TimeCreated: time, ...more });
}

/** Of what kind a value is, as far as lines of one kind go. */
function kindOf(value: DataValue): string {
  return value === null ? 'null' : value === '' ? 'empty' : Array.isArray(value) ? 'list' : typeof value;
}

const RUNS = process.env.SPOOR_FULL ? 4000 : 200;

test('a line that the kernel turns down is one of which it is true, and of plain text it turns down what the reader of texts would', async () => {
  const isPlain = (value: DataValue): boolean => typeof value !== 'string' || /^[\x01-\x7f]*$/.test(value);
  let down = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 6, maxLength: 30 }), tested, async (records, test) => {
      const times = records.map((_, i) => `2024-05-${10 + ((7 * i) % 12)}T10:00:00.${i}Z`);
      const lines = records.map(({ one, two }, i) => lineOf({ One: one, Two: two }, times[i]));
      const { told, isPassed, span } = await turnedDown(lines, test.sieve);
      const met = new Set<string>();
      const down24: number[] = [];
      for (const [i, { one, two }] of records.entries()) {
        const kind = `${kindOf(one)} ${kindOf(two)}`;
        const isFirst = !met.has(kind);
        met.add(kind);
        if (isPassed(i)) {
          if (!isFirst && isPlain(one) && isPlain(two)) expect(told[i]).toBe(false);
          continue;
        }
        expect(isFirst).toBe(false);
        down++;
        down24.push(parseTime(times[i]!)!.ms);
        // Null is no value.
        expect(isRight(test, { one: one ?? undefined, two: two ?? undefined })).toBe(true);
      }
      const [earliest, latest] = [Math.min(...down24), Math.max(...down24)];
      expect([Math.min(...span), Math.max(...span)]).toEqual([earliest, latest]);
    }),
    { numRuns: RUNS },
  );
  expect(down).toBeGreaterThan(0.875 * RUNS);
});

const ANYTHING: TextSieve = { kind: 'all', items: [] };
const PARTS = ['2024', '0999', '20x4', '02', '04', '13', '00', '29', '30', '31', '10', '23', '24', '59', '60', '07'];

test('times are those that the reader of texts reads, or the line is left to it', async () => {
  const part = fc.constantFrom(...PARTS);
  const fraction = fc.constantFrom('', '.', '.1', '.12', '.123', '.1234567', '.123456789', '.1234567890', '.12x');
  const sign = (usual: string) => fc.constantFrom(usual, usual, usual, usual, ' ', '/');
  const written = fc
    .tuple(
      fc.tuple(fc.constantFrom('2024', '2024', '1900', '2000', '0999', '20x4'), sign('-'), part, sign('-'), part),
      fc.tuple(sign('T'), part, sign(':'), part, sign(':'), part, fraction, fc.constantFrom('Z', 'Z', '', '+02:00')),
    )
    .map(([day, time]) => [...day, ...time].join(''));
  let down = 0;
  const property = fc.asyncProperty(
    fc.array(fc.oneof(written, fc.constantFrom('2024-02-29T23:59:59.999Z', '1969-12-31 00:00:00', null, 7)), {
      minLength: 5,
      maxLength: 30,
    }),
    fc.constantFrom('UTC', 'Europe/Berlin'),
    async (written, timeZone) => {
      const lines = written.map((time) => lineOf({ One: 'a' }, time));
      const { times, isPassed, span } = await turnedDown(lines, ANYTHING, timeZone);
      const ofDown = times.filter((_, i) => !isPassed(i));
      expect(ofDown).not.toContain(undefined);
      down += ofDown.length;
      const known = ofDown as number[];
      expect([Math.min(...span), Math.max(...span)]).toEqual([Math.min(...known), Math.max(...known)]);
    },
  );
  await fc.assert(property, { numRuns: RUNS });
  expect(down).toBeGreaterThan(RUNS);
});

test('tests are put together, and screens look at all of a line', async () => {
  const shape = (text: string) => shapeOfWildcard(text, 'ascii', false, 'none')!;
  const unlike = (field: string, text: string): TextSieve => ({
    kind: 'unlike',
    value: { field, isBaseName: false },
    shapes: [shape(text)],
  });
  const ones = ['x', 'x', 'cmd', 'x', 'C:\\cmd', 'invoke-Evil'];
  const lines = ones.map((one, i) => lineOf({ One: one, Two: i % 2 === 0 ? 'a' : 'b' }));
  const passing = async (sieve: TextSieve): Promise<number[]> => {
    const { isPassed } = await turnedDown(lines, sieve);
    return lines.flatMap((_, i) => (isPassed(i) ? [i] : []));
  };
  const [one, two, missing] = [unlike('One', '*cmd'), unlike('Two', 'b'), unlike('Three', '*')];
  expect(await passing({ kind: 'all', items: [one, two] })).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await passing({ kind: 'any', items: [one, two] })).toEqual([0]);
  expect(await passing({ kind: 'all', items: [one, missing] })).toEqual([0, 2, 4]);
  expect(await passing({ kind: 'lacks', screen: new TextScreen(['invoke-evil']) })).toEqual([0, 5]);
});

test('a line with fields of its own, of another header, or with an id that is no plain number is left to the reader', async () => {
  const plain = lineOf({ One: 'a' });
  const others = [
    lineOf({ One: 'a', _index: 'main' }),
    lineOf({ One: 'a', EventID: 7 }),
    plain.replace('"EventID":9', '"EventID":"09"'),
    plain.replace('Sieved', 'Other'),
  ];
  const { isPassed } = await turnedDown([plain, plain, plain], ANYTHING);
  expect([0, 1, 2].map(isPassed)).toEqual([true, false, false]);
  for (const other of others) {
    const bytes = new TextEncoder().encode(`${[plain, plain, other].join('\n')}\n`);
    const passed: number[] = [];
    const reader = new JsonLineReader(() => true, {
      of: ({ channel }) => (channel === 'Sieved' ? ANYTHING : undefined),
      often: 1,
    });
    await ndjsonBy(reader).read(
      memorySource('in', bytes),
      {
        event: (event) => void passed.push(Number(event.origin.record)),
        damage: () => undefined,
        sieved: () => undefined,
      },
      {},
    );
    expect(passed, other).toEqual([1, 3]);
  }
});
