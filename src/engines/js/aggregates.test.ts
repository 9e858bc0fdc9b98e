import { describe, expect, test } from 'vitest';
import type { AggregateCall, AggregateName } from '../../ir/index.ts';
import type { Value } from '../../value/index.ts';
import { startAggregate } from './aggregates.ts';

function run(fn: AggregateName, values: readonly Value[], sample = 1000, parameter?: number) {
  const call: AggregateCall = {
    origin: { start: 0, end: 0 },
    fn,
    arg: undefined,
    name: 'x',
    type: 'any',
    ...(parameter !== undefined && { parameter }),
  };
  const accumulator = startAggregate(call, 3, { left: sample });
  for (const [index, value] of values.entries()) accumulator.add(value, [index]);
  return { result: accumulator.result(), truncated: accumulator.truncated };
}

describe('aggregates', () => {
  test.each<[AggregateName, readonly Value[], Value]>([
    ['sum', ['1', 2, 'x', null], 3],
    ['sum', ['x'], null],
    ['sum', [1e16, 1, -1e16], 1],
    ['avg', [1, 2, '6'], 3],
    ['min', ['10', 9], 9],
    ['max', ['10', 9], 10],
    ['count-distinct', ['a', 'a', '', null, 1, '1'], 3],
    ['stddev', [2, 4, 4, 4, 5, 5, 7, 9], Math.sqrt(32 / 7)],
    ['stddev', [5], 0],
    ['first', [null, 'b', 'c'], 'b'],
    ['last', ['a', 'b', null], 'b'],
  ])('%s of %j is %j', (fn, values, expected) => {
    expect(run(fn, values).result).toBe(expected);
  });

  test('a percentile lies between neighbors', () => {
    expect(run('percentile', [1, 2, 3, 4], 1000, 50).result).toBe(2.5);
    expect(run('percentile', [1, 2, 3, 4], 1000, 100).result).toBe(4);
  });

  test('bounds are reported', () => {
    expect(run('values', ['d', 'c', 'b', 'a'])).toEqual({ result: 'a\nb\nc', truncated: 'values' });
    expect(run('count-distinct', ['a', 'b', 'c'], 2)).toEqual({ result: 2, truncated: 'sample' });
    expect(run('percentile', [1, 2, 3], 2, 100)).toEqual({ result: 2, truncated: 'sample' });
    expect(run('values', ['a', 'b', 'a']).truncated).toBeUndefined();
  });
});
