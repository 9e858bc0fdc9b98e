import { describe, expect, it } from 'vitest';
import { interpreter } from '../src/engines/js/interpret.ts';
import type { Event } from '../src/event/index.ts';
import { parseSumo } from '../src/languages/sumo/index.ts';
import { Random } from '../src/languages/sumo/testing/random.ts';
import { runRule } from '../src/lint/index.ts';
import { absenceAfterDrop } from '../src/lint/rules/absence-after-drop.ts';
import { neverMatches } from '../src/lint/rules/never-matches.ts';
import { uselessBranch } from '../src/lint/rules/useless-branch.ts';
import { applyEdits, type Edit } from '../src/source/index.ts';
import { eventsOf, observe, planOf } from './engines/agreement.ts';
import { QueryMaker, randomEvent } from './engines/random-query.ts';

/** Changes of a query that keep its meaning if what the rules say of it is true. */
function equivalents(text: string): readonly Edit[] {
  const context = { text, query: parseSumo(text).query };
  // A value of a list cannot be a condition.
  const never = [...runRule(neverMatches, context), ...runRule(absenceAfterDrop, context)]
    .filter(({ severity }) => severity !== 'uncertain')
    .filter(({ span }) => !/^["\d-]|^(?:true|false)$/.test(text.slice(span.start, span.end)))
    .map(({ span, message }): Edit => ({ span, text: message.includes('excludes nothing') ? '(1 = 1)' : '(1 = 2)' }));
  const useless = runRule(uselessBranch, context).flatMap(({ fixes }) => fixes?.[0]?.edits ?? []);
  return [...never, ...useless];
}

const TESTS = [
  ...['x', 'X', 'abc', 'AbC', '7', ''].flatMap((text) => [`= "${text}"`, `!= "${text}"`]),
  ...['x*', '*b*', 'A*', '*c', '*', '1*'].map((text) => `matches "${text}"`),
  ...['(?i)abc', '^x', 'b', '^(x|abc)$', '7'].map((text) => `matches /${text}/`),
  ...['= 7', '!= 7', '< 7', '>= 7', '> 10', 'in ("x", "abc")', 'not in ("X", "7")', 'in ("10", "true", "x")'],
];

/** A query that asks much of few fields, so that its tests often exclude each other. */
function denseQuery(random: Random): string {
  const field = (): string => random.pick(['a', 'a', 'b', 'n', 'v1']);
  const test = (): string =>
    random.chance(0.15)
      ? `isNull(${field()})`
      : random.chance(0.2)
        ? `toLowerCase(${field()}) ${random.pick(TESTS)}`
        : `${field()} ${random.pick(TESTS)}`;
  const condition = (depth: number): string => {
    if (depth === 0 || random.chance(0.3)) return test();
    if (random.chance(0.2)) return `!(${condition(depth - 1)})`;
    return `(${condition(depth - 1)} ${random.pick(['and', 'or'])} ${condition(depth - 1)})`;
  };
  const stages = Array.from({ length: 2 + random.below(4) }, () =>
    random.pick([
      () => `where ${condition(2)}`,
      () => `where ${condition(2)}`,
      () => `if(${condition(1)}, ${random.pick(['"x"', '"abc"', 'a'])}, ${random.pick(['"X"', 'b'])}) as v1`,
      () => `if(${condition(1)}, "one", if(${condition(1)}, "two", "three")) as v1`,
      () => `${field()} as ${random.pick(['a', 'v1'])}`,
      () => `toUpperCase(a) as ${random.pick(['a', 'v1'])}`,
      () => `parse regex field=b "(?<v1>[xX]|a.?c)"${random.chance(0.5) ? ' nodrop' : ''}`,
      () => `parse "k=*;" as v1${random.chance(0.5) ? ' nodrop' : ''}`,
      () => 'fields - a',
      () => 'json auto field=json',
      () => 'count as z by a, b',
      () => 'sort by n | limit 5',
    ])(),
  );
  return `${random.chance(0.2) ? 'a=x*' : '*'} | ${stages.join(' | ')}`;
}

function rowsOf(text: string, events: readonly Event[]): unknown {
  const plan = planOf(text);
  if (!plan) return undefined;
  const { rows, provenance } = observe(interpreter, plan, events);
  return { rows, provenance };
}

/** A field of several values passes tests that no single value does; on the platform there is no such field. */
const hasLists = (line: string): boolean => line.includes('"list":[');

describe('what the rules say of a query', () => {
  // At full length it takes some minutes.
  it('can be written into it without changing what it finds', { timeout: 600_000 }, async () => {
    let found = 0;
    for (let seed = 1; seed <= (process.env.SPOOR_FULL ? 20_000 : 1500); seed++) {
      const random = new Random(seed);
      const text = seed % 2 === 0 ? denseQuery(random) : new QueryMaker(random, new Map()).query();
      const edits = equivalents(text);
      if (edits.length === 0 || !planOf(text)) continue;
      const lines = Array.from({ length: 40 }, () => randomEvent(random)).filter((line) => !hasLists(line));
      const events = await eventsOf(lines);
      const expected = rowsOf(text, events);
      for (const edit of edits) {
        const changed = applyEdits(text, [edit]);
        const rows = rowsOf(changed, events);
        if (rows === undefined) continue;
        found++;
        expect(rows, `seed ${seed}: ${text}\n${changed}`).toEqual(expected);
      }
    }
    expect(found).toBeGreaterThan(120);
  });
});
