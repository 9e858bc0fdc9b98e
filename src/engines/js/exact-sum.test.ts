import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ExactSum } from './exact-sum.ts';

function sumOf(numbers: readonly number[]): number {
  const sum = new ExactSum();
  for (const number of numbers) sum.add(number);
  return sum.value;
}

/** The numbers in units of 2^-1074, of which every double is a whole number. */
function exactly(number: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  const bits = view.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const size = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return number < 0 ? -size : size;
}

const numbers = fc.array(fc.oneof(fc.double({ noNaN: true, min: -1e270, max: 1e270 }), fc.integer()), {
  maxLength: 40,
});

test('no double lies nearer to the true sum', () => {
  fc.assert(
    fc.property(numbers, (list) => {
      const sum = sumOf(list);
      const truth = list.reduce((total, number) => total + exactly(number), 0n);
      const distance = (value: number): bigint => {
        const away = exactly(value) - truth;
        return away < 0n ? -away : away;
      };
      const step = Math.max(Number.MIN_VALUE, Math.abs(sum) * 2 ** -53);
      for (const other of [sum + step, sum - step]) expect(distance(sum) <= distance(other)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('order and grouping do not matter, for any numbers', () => {
  const any = fc.array(fc.double(), { maxLength: 30 });
  fc.assert(
    fc.property(any, fc.nat({ max: 30 }), (list, cut) => {
      const expected = sumOf(list);
      expect(sumOf([...list].reverse())).toBe(expected);
      const [left, right] = [new ExactSum(), new ExactSum()];
      for (const number of list.slice(cut)) left.add(number);
      for (const number of list.slice(0, cut)) right.add(number);
      left.merge(right.save());
      expect(left.value).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [Array.from({ length: 10 }, () => 0.1), 1],
  [[1e16, 1, -1e16], 1],
  [[1e308, 1e308, -1e308, -1e308, 3], 3],
  [[1e308, 1e308], Number.POSITIVE_INFINITY],
  [[Number.POSITIVE_INFINITY, 1], Number.POSITIVE_INFINITY],
  [[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], Number.NaN],
  [[-0], 0],
  [[], 0],
])('%j', (list, expected) => {
  expect(sumOf(list)).toBe(expected);
});
