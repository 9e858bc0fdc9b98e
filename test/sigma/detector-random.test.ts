import { expect, test } from 'vitest';
import {
  bucketOf,
  formulaSources,
  isCertain,
  type Passed,
  planOf as planNumber,
  SieveMaker,
  showsHeader,
  sieveOfPlans,
} from '../../src/engines/js/detector/detector.ts';
import type { Formula, ValueTest } from '../../src/engines/js/detector/formula.ts';
import { HEADER_FIELDS } from '../../src/engines/js/detector/may-hold.ts';
import { interpreter } from '../../src/engines/js/interpret.ts';
import { Readings } from '../../src/engines/js/pre/operand.ts';
import { showing } from '../../src/engines/js/pre/sieve.ts';
import type { Event, TextSieve } from '../../src/event/index.ts';
import { memorySource, recognizeFormat } from '../../src/formats/index.ts';
import type { Plan } from '../../src/ir/index.ts';
import { loadSigma, parseSigma } from '../../src/languages/sigma/index.ts';
import { SIGMA_MODIFIERS } from '../../src/languages/sigma/modifiers/index.ts';
import { eventOf, pipelinesOf } from '../../src/languages/sigma/testing/run-rule.ts';
import { Random } from '../../src/languages/sumo/testing/random.ts';
import { SourceText } from '../../src/source/index.ts';
import { observe } from '../engines/agreement.ts';
import { askedOf } from '../engines/asked-of.ts';
import { PIPELINE, type RandomLog, type RandomRule, randomLog, randomRule, simpleRule } from './random-rule.ts';

const PIPELINES = pipelinesOf(PIPELINE);

/** The plan of a rule; undefined if it is refused, as one with a value that its modifier cannot take. */
function planOf({ text }: RandomRule): Plan | undefined {
  return loadSigma(parseSigma(new SourceText('random.yml', text)), PIPELINES).rules[0]?.plan;
}

/** Hands the events of a log over, each while its reader stands on it. */
async function read({ name, bytes }: RandomLog, take: (event: Event) => void): Promise<void> {
  const found = recognizeFormat(bytes, name);
  if (!found || typeof found !== 'object') throw new Error(`${name} is not known`);
  const damage = ({ reason }: { readonly reason: string }): never => {
    throw new Error(reason);
  };
  await found.format.read(memorySource(name, bytes), { event: (event) => void take(event), damage }, {});
}

function testsIn(formula: Formula): readonly ValueTest[] {
  return formula.kind === 'holds' || formula.kind === 'fails' ? [formula.test] : formula.items.flatMap(testsIn);
}

/** The one kind of test that a formula makes of a field, but for its presence. */
function testOf(formula: Formula): ValueTest | undefined {
  const tests = testsIn(formula);
  const telling = tests.filter(({ kind }) => kind !== 'present' && kind !== 'pattern');
  const [first] = telling.length > 0 ? telling : tests;
  return telling.every(({ kind, field }) => kind === first!.kind && field === first!.field) ? first : undefined;
}

/** How often something was met. */
class Counts {
  readonly #counts = new Map<string, number>();

  add(what: string): void {
    this.#counts.set(what, this.of(what) + 1);
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }
}

/** Every kind of test, which the type sees to. */
const KINDS = Object.keys({
  ...{
    anywhere: 1,
    start: 1,
    end: 1,
    whole: 1,
    number: 1,
    present: 1,
    absent: 1,
    beyond: 1,
    length: 1,
    same: 1,
    pattern: 1,
  },
} satisfies Record<ValueTest['kind'], 1>);

/** A function takes parts of times, and functions that might remark on a value are always asked. */
const ALWAYS_ASKED = new Set(['minute', 'hour', 'day', 'week', 'month', 'year']);

/** Which of some sieves show that an event is not wanted. */
function shownBy(sieves: readonly (TextSieve | undefined)[], { texts }: Event): ReadonlySet<number> {
  const shown = sieves.flatMap((sieve, number) =>
    sieve && texts && showing(sieve, new Readings())(texts) ? [number] : [],
  );
  return new Set(shown);
}

/** What was met so often is no longer looked for. */
const ENOUGH = 5;

test('a Sigma rule that is no candidate for an event gives no row of it, and no remark', async () => {
  const counts = new Counts();
  const maker = new SieveMaker();
  for (let seed = 1; seed <= 70; seed++) {
    const random = new Random(seed);
    const log = randomLog(random);
    const rules = Array.from({ length: 60 }, (_, index) =>
      (index % 3 === 0 ? randomRule : simpleRule)(random, log.texts),
    );
    const ready = rules.flatMap((rule) => {
      const plan = planOf(rule);
      return plan ? [{ ...rule, plan }] : [];
    });
    const sources = formulaSources(ready.map(({ plan }) => plan));
    const tests = sources.map((formulaOf) =>
      testOf(formulaOf(({ field }) => HEADER_FIELDS.has(field) || undefined).formula),
    );
    await read(log, (event) => {
      const isShown = seed % 4 !== 0 && showsHeader(event);
      counts.add(isShown ? 'header shown' : 'header hidden');
      const shown = shownBy(
        ready.map((_, number) => sieveOfPlans([number], () => sources[number]!, event.header, maker)),
        event,
      );
      const bucket = bucketOf([...ready.keys()], (number) => sources[number]!, event.header, isShown);
      const asked = askedOf(bucket, event);
      const named = new Set(asked.map(planNumber));
      const certain = new Set(asked.filter(isCertain).map(planNumber));
      counts.add(event.texts ? 'texts' : 'no texts');
      for (const [number, { plan, text, modifiers }] of ready.entries()) {
        const outcome = named.has(number) ? 'passes' : 'refuses';
        counts.add(outcome);
        for (const modifier of modifiers) counts.add(`${modifier} ${outcome}`);
        const one = tests[number];
        // Without a value its absence refuses, whatever else is asked.
        if (one && (one.kind === 'present' || one.kind === 'absent' || (event.get(one.field) ?? null) !== null))
          counts.add(`${one.kind} ${outcome}`);
        const isKnown = modifiers.every((modifier) => counts.of(`${modifier} matches`) >= ENOUGH);
        const isSieved = isShown && shown.has(number);
        if (isSieved) counts.add('sieved');
        if (named.has(number) && isKnown && !certain.has(number) && !isSieved) continue;
        const { rows, warnings } = observe(interpreter, plan, [event]);
        if (!named.has(number) || isSieved)
          expect([rows, warnings], `seed ${seed}: ${text} on ${JSON.stringify(event.payload())}`).toEqual([[], []]);
        if (certain.has(number)) {
          counts.add('certain');
          expect(rows, `seed ${seed}: ${text} on ${JSON.stringify(event.payload())}`).toHaveLength(1);
        }
        if (rows.length > 0) for (const modifier of modifiers) counts.add(`${modifier} matches`);
      }
    });
  }
  const modifiers = ['none', ...SIGMA_MODIFIERS.map(({ name }) => name)];
  const wanted = [
    ...modifiers.flatMap((name) => [`${name} passes`, `${name} matches`]),
    ...modifiers.filter((name) => !ALWAYS_ASKED.has(name)).map((name) => `${name} refuses`),
    ...KINDS.flatMap((kind) => [`${kind} passes`, `${kind} refuses`]),
    ...['texts', 'no texts', 'certain', 'header shown', 'header hidden', 'sieved'],
  ];
  expect(wanted.filter((one) => counts.of(one) < ENOUGH)).toEqual([]);
});

test('a pattern of which a part is too short to be looked for fails where that part is missing', () => {
  const detection = { s: { User: ['*x*abc', '*?abc'] }, condition: 'not s' };
  const plan = planOf({
    text: JSON.stringify({ title: 't', logsource: { product: 'windows' }, detection }),
    modifiers: [],
  })!;
  const event = eventOf({ Channel: 'Security', EventID: 1, User: 'abc' });
  const asked: Passed[] = [];
  bucketOf([0], () => formulaSources([plan])[0]!, event.header).search(event, asked);
  expect(observe(interpreter, plan, [event]).rows).toHaveLength(1);
  expect(asked.map(planNumber)).toEqual([0]);
});
