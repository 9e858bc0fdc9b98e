import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Event, Judged, JudgedField, Verdict } from '../../src/event/index.ts';
import { EvtxSession } from '../../src/formats/evtx/fast/index.ts';
import { type DataValue, evtxOf } from '../../src/formats/evtx/testing/write-evtx.ts';
import { memorySource } from '../../src/formats/index.ts';

if (process.env.SPOOR_FULL) vi.setConfig({ testTimeout: 900_000 });

/** Longer than what is remembered; one chunk has room for few of them. */
const LONG = 'z'.repeat(4100);

const value: fc.Arbitrary<DataValue> = fc.oneof(
  { arbitrary: fc.constantFrom<DataValue>('', 'a', 'A', 'ab', 'é', 'a\0b', 'a\0c', null, 1, 2, true), weight: 12 },
  { arbitrary: fc.constantFrom<DataValue>('x'.repeat(150), `${'x'.repeat(149)}y`, `y${'x'.repeat(149)}`), weight: 2 },
  { arbitrary: fc.constantFrom<DataValue>(['a', 'b'], LONG), weight: 1 },
);
const records = fc
  .array(fc.record({ one: value, two: value }), { minLength: 1, maxLength: 8 })
  .filter((all) => all.flatMap(({ one, two }) => [one, two]).filter((one) => one === LONG).length < 2);

/** What a consumer makes of events: by sets of what fields hold, some of them by the values themselves. */
class Consumer {
  readonly #verdicts = new Map<string, Verdict>();
  readonly #sets = new Map<string, number>();
  #fields: readonly JudgedField[];
  #last: Judged | undefined;
  /** Whether the last verdict went by values. */
  wentByValue = false;

  constructor(fields: readonly JudgedField[]) {
    this.#fields = fields;
  }

  /** Numbers are given anew. */
  begin(): void {
    this.#fields = [...this.#fields];
    this.#sets.clear();
  }

  /** A set: what starts with a letter in either case is one; the number tells nothing else. */
  #setOf(text: string): number {
    const key = text.slice(0, 1).toLowerCase();
    if (!this.#sets.has(key)) this.#sets.set(key, -this.#sets.size);
    return this.#sets.get(key)!;
  }

  /** The verdict of an event, the same object where it is the same. */
  of(event: Event): Verdict {
    const values = this.#fields.map(({ name }) => event.get(name));
    const texts = values.map((one) => String(one));
    const numbers = Int32Array.from(texts, (text) => this.#setOf(text));
    // What is asked of some sets is the value of the first field, and where that is long the last one's, too.
    const asked = numbers.at(-1) === this.#setOf('a') ? this.#fields[0]!.bit : 0;
    const more = asked !== 0 && texts[0]!.length > 1 ? this.#fields.at(-1)!.bit : 0;
    this.wentByValue = asked !== 0;
    const isAsked = ({ bit }: JudgedField): boolean => (bit & (asked | more)) !== 0;
    const key = texts.map((text, i) => (isAsked(this.#fields[i]!) ? text : text.slice(0, 1).toLowerCase()));
    const name = JSON.stringify([key, this.#fields.length]);
    let verdict = this.#verdicts.get(name);
    if (!verdict) {
      verdict = { isNothing: this.#verdicts.size % 3 === 0 };
      this.#verdicts.set(name, verdict);
    }
    this.#last = values.some((one) => Array.isArray(one))
      ? undefined
      : { verdict, fields: this.#fields, numbers, asked: asked | more, screen: undefined };
    return verdict;
  }

  readonly judged = (): Judged | undefined => {
    const last = this.#last;
    this.#last = undefined;
    return last;
  };
}

test('an event is recalled as what it would be judged, and left out only if that is nothing', async () => {
  const seen = { recalled: 0, byValue: 0, nothing: 0, asked: 0 };
  const fields = fc.shuffledSubarray(['One', 'Two', 'Three', 'Computer'], { minLength: 1 });
  const property = fc.asyncProperty(
    ...([records, fields, fc.constantFrom(true, true, true, false), fc.boolean()] as const),
    async (kinds, names, byValue, isAnew) => {
      const all = [...kinds, ...kinds, ...kinds, ...kinds.toReversed()];
      const events = all.map(({ one, two }, i) => ({
        ...{ channel: 'Recalled', provider: 'Provider', eventId: 9, computer: `host${i % 2}`, day: 150_000 + i },
        data: [['One', one] as const, ['Two', two] as const],
      }));
      const consumer = new Consumer(names.map((name, i) => ({ name, bit: byValue ? 1 << i : 0 })));
      const session = new EvtxSession({
        gate: () => true,
        sieve: { of: () => undefined, often: 1, judged: consumer.judged },
      });
      const passed = new Set<number>();
      let sieved = 0;
      await session.read(memorySource('written', evtxOf(events)), {
        event(event) {
          const number = Number(event.origin.record);
          passed.add(number);
          if (isAnew && number === kinds.length + 2) consumer.begin();
          const recalled = event.texts?.recalled;
          const verdict = consumer.of(event);
          if (recalled) expect(recalled).toBe(verdict);
          if (recalled && byValue && consumer.wentByValue) seen.byValue++;
          seen[recalled ? 'recalled' : 'asked']++;
          return undefined;
        },
        damage: ({ reason }) => expect(reason).toBe(undefined),
        sieved: (_, count) => void (sieved += count),
      });
      expect(passed.size + sieved).toBe(all.length);
      await new EvtxSession().read(memorySource('written', evtxOf(events)), {
        event(event) {
          if (passed.has(Number(event.origin.record))) return;
          seen.nothing++;
          expect(consumer.of(event).isNothing).toBe(true);
        },
        damage: () => undefined,
      });
    },
  );
  await fc.assert(property, { numRuns: process.env.SPOOR_FULL ? 2000 : 200 });
  expect(seen.recalled).toBeGreaterThan(200);
  expect(seen.byValue).toBeGreaterThan(50);
  expect(seen.nothing).toBeGreaterThan(200);
  expect(seen.asked).toBeGreaterThan(200);
});
