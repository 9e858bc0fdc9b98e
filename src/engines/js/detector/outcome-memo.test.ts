import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OutcomeMemo } from './outcome-memo.ts';

it('gives what was put in for the same keys, and nothing for others', () => {
  const key = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 4, maxLength: 4 });
  const property = fc.property(fc.array(key, { maxLength: 500 }), (rows) => {
    const memo = new OutcomeMemo<readonly number[]>(4);
    const known = new Map<string, readonly number[]>();
    for (const row of rows) {
      const keys = Int32Array.from(row);
      expect(memo.find(keys)).toBe(known.get(row.join()));
      if (known.has(row.join())) continue;
      known.set(row.join(), row);
      memo.add(keys, row);
    }
  });
  fc.assert(property, { numRuns: 200 });
});

it('forgets when it is full, and gives up where no combination comes again', () => {
  const memo = new OutcomeMemo<readonly number[]>(1);
  for (let i = 0; i < 20_000; i++) {
    const keys = Int32Array.of(i);
    memo.add(keys, [i]);
    for (let again = 0; again < 2; again++) expect(memo.find(keys)).toEqual([i]);
  }
  expect(memo.find(Int32Array.of(7))).toBeUndefined();
  expect(memo.isOff).toBe(false);
  for (let i = 0; i < 10_000; i++) memo.find(Int32Array.of(-1 - i));
  expect(memo.isOff).toBe(true);
});

it('has one combination where nothing is told apart', () => {
  const memo = new OutcomeMemo<readonly number[]>(0);
  memo.add(new Int32Array(0), [5]);
  expect(memo.find(new Int32Array(0))).toEqual([5]);
});
