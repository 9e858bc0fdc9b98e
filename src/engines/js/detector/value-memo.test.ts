import fc from 'fast-check';
import { expect, it } from 'vitest';
import { UNKNOWN, ValueMemo } from './value-memo.ts';

/** A search whose answer is told by all units of a value, and how often it was asked. */
function countedSearch() {
  const counted = {
    asked: 0,
    search(units: Uint16Array, start: number, end: number): number {
      counted.asked++;
      let sum = end - start;
      for (let at = start; at < end; at++) sum = (Math.imul(sum, 31) + units[at]!) & 0xffffff;
      return sum;
    },
  };
  return counted;
}

type Ask = (units: Uint16Array, start: number, end: number) => number;

function answer(ask: Ask, text: string, offset: number): number {
  const units = new Uint16Array(offset + text.length + 3);
  for (let i = 0; i < text.length; i++) units[offset + i] = text.charCodeAt(i);
  return ask(units, offset, offset + text.length);
}

function memoOf({ search }: ReturnType<typeof countedSearch>, onForget = () => {}): { memo: ValueMemo; ask: Ask } {
  const memo = new ValueMemo(search, onForget);
  return { memo, ask: (units, start, end) => memo.of(units, start, end) };
}

it('gives what the search gives, for values that it knows and values that it does not', () => {
  const { ask } = memoOf(countedSearch());
  const { search } = countedSearch();
  const value = fc.oneof(fc.constantFrom('', 'a', 'ab', 'C:\\Windows\\explorer.exe'), fc.string({ maxLength: 200 }));
  const property = fc.property(fc.array(value, { maxLength: 200 }), fc.nat(5), (values, offset) => {
    for (const one of [...values, ...values]) expect(answer(ask, one, offset)).toBe(answer(search, one, 0));
  });
  fc.assert(property, { numRuns: 200 });
});

it('remembers what it was asked before, and what patterns said of it', () => {
  const counted = countedSearch();
  const { memo, ask } = memoOf(counted);
  const values = Array.from({ length: 1000 }, (_, i) => `value ${i}`);
  for (const one of values) answer(ask, one, 0);
  answer(ask, 'value 7', 0);
  const seven = memo.last;
  memo.answersOf(seven).set(3, true);
  for (const one of values) answer(ask, one, 1);
  // Few lose their place to others of the same hash.
  expect(counted.asked).toBeLessThan(1050);
  answer(ask, 'value 7', 0);
  expect(memo.last).toBe(seven);
  expect(memo.answersOf(memo.last).get(3)).toBe(true);
  answer(ask, 'value 8', 0);
  expect(memo.answersOf(memo.last).get(3)).toBeUndefined();
});

it('forgets when there is no more room, keeps no very long values, and gives up where nothing is said twice', () => {
  const counted = countedSearch();
  let forgotten = 0;
  const { memo, ask } = memoOf(counted, () => void forgotten++);
  const { search } = countedSearch();
  answer(ask, 'x'.repeat(70_000), 0);
  expect(memo.last).toBe(UNKNOWN);
  for (let i = 0; i < 2000; i++) {
    const long = `${i} ${'y'.repeat(1500)}`;
    expect(answer(ask, long, 0)).toBe(answer(search, long, 0));
    expect(answer(ask, long, 0)).toBe(answer(search, long, 0));
  }
  expect(counted.asked).toBe(2001);
  expect(forgotten).toBeGreaterThan(0);
  for (let i = 0; i < 10_000; i++) answer(ask, `other ${i}`, 0);
  answer(ask, 'other 9999', 0);
  expect(memo.last).toBe(UNKNOWN);
});
