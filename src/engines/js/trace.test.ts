import { describe, expect, test } from 'vitest';
import { type Event, RecordEvent } from '../../event/index.ts';
import { lowerSumo, parseSumo } from '../../languages/sumo/index.ts';
import { type EventTrace, prepareTrace } from './trace.ts';

type Fields = Record<string, string | readonly string[]>;

function eventOf(fields: Fields): Event {
  return new RecordEvent({
    header: {},
    origin: { file: 'f', record: 1, offset: 0 },
    time: undefined,
    shape: 'json',
    payloadKind: 'fields',
    system: [],
    payload: Object.entries(fields),
    raw: JSON.stringify(fields),
  });
}

function trace(query: string, fields: Fields): EventTrace & { readonly flipped: readonly string[] } {
  const { plan } = lowerSumo(parseSumo(query).query);
  const context = {
    now: 0,
    timeZone: 'UTC',
    fieldsAs: 'text',
    params: new Map(),
    metadata: () => ({}),
    warn: () => {},
  } as const;
  const traced = prepareTrace(plan!, context)(eventOf(fields));
  return { ...traced, flipped: traced.flips.map(({ origin }) => query.slice(origin.start, origin.end)) };
}

describe('the way of an event through a query', () => {
  test('a match needs no change', () => {
    const { passes, flipped } = trace('* | where a = "1" and b = "2"', { a: '1', b: '2' });
    expect([passes, flipped]).toEqual([true, []]);
  });

  test('of a conjunction every failed test, of a disjunction the nearest branch', () => {
    expect(trace('* | where a = "1" and b = "2" and c = "3"', { a: '1', b: 'x', c: 'x' }).flipped).toEqual([
      'b = "2"',
      'c = "3"',
    ]);
    expect(trace('* | where (a = "1" and b = "2") or (c = "3" and d = "4")', { c: '3' }).flipped).toEqual(['d = "4"']);
  });

  test('a negation is flipped by flipping what it negates', () => {
    expect(trace('* | where !(a = "1" or b = "2")', { a: '1', b: '2' }).flipped).toEqual(['a = "1"', 'b = "2"']);
    expect(trace('* | where !(a = "1" and b = "2")', { a: '1', b: '2' }).flipped).toHaveLength(1);
  });

  test('stages before are applied, a failed filter does not end the walk, a parse that drops is counted', () => {
    const { stages, drops, flipped } = trace(
      '* | "x" as v | where v = "y" | parse field=a "k=*;" as k | where k = "2"',
      { a: 'k=1;' },
    );
    expect(stages.map((stage) => stage.kind)).toEqual(['made', 'filter', 'made', 'filter']);
    expect(flipped).toEqual(['v = "y"', 'k = "2"']);
    expect(drops).toBe(0);
    expect(trace('* | parse field=a "k=*;" as k', { a: 'none' })).toMatchObject({ drops: 1, passes: false });
  });

  test('a test says what it saw', () => {
    const { flips } = trace('* | where user matches "adm*"', { user: 'bob' });
    expect(flips[0]!.saw).toEqual([['user', 'bob']]);
    expect(trace('* | where user matches "adm*"', {}).flips[0]!.saw).toEqual([['user', null]]);
  });

  test.each([
    ['the value that matches', 'user matches "*b"', 'bob'],
    ['each that matches', 'user matches "*o*"', ['bob', 'root']],
    ['all where none does', 'user matches "x"', ['bob', 'root', 'ann']],
    ['the one that compares', 'user = "ann"', 'ann'],
    ['the first, which functions get', 'toUpperCase(user) = "BOB"', 'bob'],
  ])('of several values it says %s', (_title, condition, seen) => {
    const [stage] = trace(`* | where ${condition}`, { user: ['bob', 'root', 'ann', 'bob'] }).stages;
    expect(stage).toMatchObject({ kind: 'filter', condition: { saw: [['user', seen]] } });
  });
});
