import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { Readings } from '../../src/engines/js/pre/operand.ts';
import { shapeOfWildcard } from '../../src/engines/js/pre/shape-of-wildcard.ts';
import { showing } from '../../src/engines/js/pre/sieve.ts';
import type { TextSieve } from '../../src/event/index.ts';
import { EvtxSession } from '../../src/formats/evtx/fast/index.ts';
import { type DataValue, evtxOf } from '../../src/formats/evtx/testing/write-evtx.ts';
import { memorySource } from '../../src/formats/index.ts';
import { isRight, record, tested } from './sieve-cases.ts';

if (process.env.SPOOR_FULL) vi.setConfig({ testTimeout: 900_000 });

async function turnedDown(records: readonly { one: DataValue; two: DataValue }[], sieve: TextSieve) {
  const events = records.map(({ one, two }, i) => ({
    ...{ channel: 'Sieved', provider: 'Provider', eventId: 9, computer: 'host', day: 150_000 + i },
    data: [['One', one] as const, ['Two', two] as const],
  }));
  const shows = showing(sieve, new Readings());
  const told: boolean[] = [];
  const session = new EvtxSession({ gate: () => true, sieve: { of: () => sieve, often: 1 } });
  const passed = new Set<number>();
  let sieved = 0;
  const span: number[] = [];
  await session.read(memorySource('written', evtxOf(events)), {
    event: (event) => void passed.add(Number(event.origin.record)),
    damage: ({ reason }) => expect(reason).toBe(undefined),
    sieved: (header, count, earliest, latest) => {
      expect(header).toEqual({ channel: 'Sieved', provider: 'Provider', eventId: 9 });
      sieved += count;
      span.push(earliest, latest);
    },
  });
  await new EvtxSession().read(memorySource('written', evtxOf(events)), {
    event: (event) => void told.push(shows(event.texts!)),
    damage: () => undefined,
  });
  expect(passed.size + sieved).toBe(records.length);
  return { told, isPassed: (index: number) => passed.has(index + 1), span };
}

const RUNS = process.env.SPOOR_FULL ? 4000 : 200;

const isAscii = (value: DataValue): boolean => typeof value !== 'string' || /^[\x00-\x7f]*$/.test(value);
const untilNul = (value: DataValue): DataValue => (typeof value === 'string' ? value.split('\0', 1)[0]! : value);

test('a record that the kernel turns down is one of which it is true, and of ASCII it turns down what the reader of texts would', async () => {
  let down = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 3, maxLength: 12 }), tested, async (records, test) => {
      const { told, isPassed, span } = await turnedDown(records, test.sieve);
      const days: number[] = [];
      for (const [i, { one, two }] of records.entries()) {
        // The first brings the definition, the second the sieve.
        if (i < 2) expect(isPassed(i)).toBe(true);
        if (isPassed(i)) {
          if (i >= 2 && isAscii(one) && isAscii(two)) expect(told[i]).toBe(false);
          continue;
        }
        down++;
        days.push(150_000 + i);
        expect(isRight(test, { one: untilNul(one), two: untilNul(two) })).toBe(true);
      }
      const msOf = (day: number): number => day * 86_400_000 - 11_644_473_600_000;
      expect(span).toEqual(days.length === 0 ? [] : [msOf(days[0]!), msOf(days.at(-1)!)]);
    }),
    { numRuns: RUNS },
  );
  expect(down).toBeGreaterThan(0.7 * RUNS);
});

test('tests are put together', async () => {
  const shape = (text: string) => shapeOfWildcard(text, 'ascii', false, 'none')!;
  const unlike = (field: string, text: string): TextSieve => ({
    kind: 'unlike',
    value: { field, isBaseName: false },
    shapes: [shape(text)],
  });
  const records = ['x', 'x', 'cmd', 'x', 'cmd', 'y'].map((one, i) => ({ one, two: i % 2 === 0 ? 'a' : 'b' }));
  const passing = async (sieve: TextSieve): Promise<number[]> => {
    const { isPassed } = await turnedDown(records, sieve);
    return records.flatMap((_, i) => (isPassed(i) ? [i] : []));
  };
  const [one, two, missing] = [unlike('One', '*cmd'), unlike('Two', 'b'), unlike('Three', '*')];
  expect(await passing({ kind: 'all', items: [one, two] })).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await passing({ kind: 'any', items: [one, two] })).toEqual([0, 1]);
  expect(await passing({ kind: 'all', items: [one, missing] })).toEqual([0, 1, 2, 4]);
  expect(
    await passing({ kind: 'any', items: [one, { kind: 'present', value: { field: 'Three', isBaseName: false } }] }),
  ).toEqual([0, 1, 2, 4]);
});
