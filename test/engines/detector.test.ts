import { expect, test } from 'vitest';
import { bucketOf, formulaSources, type Passed, planOf as planNumber } from '../../src/engines/js/detector/detector.ts';
import { FieldMatcher, matcherOf } from '../../src/engines/js/detector/field-matcher.ts';
import { type Formula, joined, mayHold } from '../../src/engines/js/detector/formula.ts';
import { FormulaReader, FormulaWriter } from '../../src/engines/js/detector/formula-data.ts';
import { interpreter } from '../../src/engines/js/interpret.ts';
import type { Plan } from '../../src/ir/index.ts';
import { Random } from '../../src/languages/sumo/testing/random.ts';
import { eventsOf, observe, planOf } from './agreement.ts';
import { askedOf } from './asked-of.ts';
import { QueryMaker, randomEvent } from './random-query.ts';

test('a plan that is no candidate for an event gives no row of it, and no remark', async () => {
  let refused = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const random = new Random(seed);
    const plans: Plan[] = [];
    while (plans.length < 12) {
      const maker = new QueryMaker(random, new Map());
      const plan = planOf(`* | where ${maker.condition(2)} | ${maker.condition(1)} as flag`);
      if (plan) plans.push(plan);
    }
    const sources = formulaSources(plans);
    const numbers = [...plans.keys()];
    for (const event of await eventsOf(Array.from({ length: 10 }, () => randomEvent(random)))) {
      const asked = askedOf(
        bucketOf(numbers, (number) => sources[number]!, event.header),
        event,
      );
      const named = new Set(asked.map(planNumber));
      for (const [number, plan] of plans.entries()) {
        if (named.has(number)) continue;
        refused++;
        const { rows, warnings } = observe(interpreter, plan, [event]);
        expect([rows, warnings], `seed ${seed}: ${JSON.stringify(plan)}`).toEqual([[], []]);
      }
    }
  }
  expect(refused).toBeGreaterThan(2000);
});

test('finds the texts that are in a value, at their places', () => {
  const random = new Random(7);
  const letters = 'ab\\.e';
  const text = (most: number): string =>
    Array.from({ length: 1 + random.below(most) }, () => letters[random.below(letters.length)]).join('');
  for (let round = 0; round < 300; round++) {
    const wanted = Array.from({ length: 30 }, () => ({
      text: text(14),
      place: random.pick(['anywhere', 'start', 'end', 'whole'] as const),
    }));
    const data = matcherOf(wanted.map(({ text: one, place }, id) => ({ kind: place, text: one, id })));
    const matcher = new FieldMatcher(data);
    const value = text(40);
    const found = new Set<number>();
    const units = Uint16Array.from(`??${value.toUpperCase()}??`, (letter) => letter.charCodeAt(0));
    matcher.search(units, 2, 2 + value.length, { hit: (id) => found.add(id) });
    const expected = wanted.flatMap((one, id) => {
      const isThere = {
        anywhere: value.includes(one.text),
        start: value.startsWith(one.text),
        end: value.endsWith(one.text),
        whole: value === one.text,
      }[one.place];
      return isThere ? [id] : [];
    });
    expect(
      [...found].sort((a, b) => a - b),
      value,
    ).toEqual(expected);
  }
});

test('a column that is the base name of a path is seen through to the path', async () => {
  const plan = planOf(
    '* | parse regex field=Image "(?<FileName>[^\\\\]+)$" nodrop | where toLowerCase(FileName) in ("winrs.exe", "wsmprovhost.exe")',
  )!;
  const [source] = formulaSources([plan]);
  const asked = async (Image: string): Promise<boolean> => {
    const [event] = await eventsOf([JSON.stringify({ Image })]);
    const found: Passed[] = [];
    bucketOf([0], () => source!, event!.header).search(event!, found);
    return found.length > 0;
  };
  expect(await asked('C:\\Windows\\System32\\WinRS.exe')).toBe(true);
  expect(await asked('winrs.exe')).toBe(true);
  expect(await asked('C:\\winrs.exe\\cmd.exe')).toBe(false);
  expect(await asked('C:\\Windows\\notwinrs.exe')).toBe(false);
});

test('a formula is read as it was written, whatever its tests ask', () => {
  const kinds = [
    'anywhere',
    'start',
    'end',
    'whole',
    'number',
    'present',
    'absent',
    'beyond',
    'length',
    'same',
  ] as const;
  const tests = kinds.map((kind) => ({ field: 'f', kind, text: '17' }));
  const formula = joined('or', [
    ...tests.map(mayHold),
    joined(
      'and',
      tests.map((one): Formula => ({ kind: 'fails', test: one })),
    ),
  ]);
  const writer = new FormulaWriter();
  writer.add({ formula, isExact: true });
  expect(new FormulaReader(writer.finish()).formulaOf(0, () => undefined)).toEqual({ formula, isExact: true });
});
