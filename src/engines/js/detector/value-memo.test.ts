import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Found } from './text-automaton.ts';
import { UNKNOWN, ValueMemo, type ValueSearch } from './value-memo.ts';

/** Finds the units of a value as ids, and says that it is open if its first unit is odd; counts how often it was asked. */
class UnitSearch implements ValueSearch {
  asked = 0;

  search(units: Uint16Array, start: number, end: number, found: Found): boolean {
    this.asked++;
    for (let at = start; at < end; at++) found.hit(units[at]!);
    return ((units[start] ?? 0) & 1) === 1;
  }
}

function answer(search: ValueSearch, text: string, offset: number): string {
  const units = new Uint16Array(offset + text.length + 3);
  for (let i = 0; i < text.length; i++) units[offset + i] = text.charCodeAt(i);
  const ids = new Set<number>();
  const isOpen = search.search(units, offset, offset + text.length, { hit: (id) => void ids.add(id) });
  return `${[...ids].join(' ')} ${isOpen}`;
}

it('gives what the search gives, for values that it knows and values that it does not', () => {
  const memo = new ValueMemo(new UnitSearch());
  const value = fc.oneof(fc.constantFrom('', 'a', 'ab', 'C:\\Windows\\explorer.exe'), fc.string({ maxLength: 200 }));
  const property = fc.property(fc.array(value, { maxLength: 200 }), fc.nat(5), (values, offset) => {
    for (const one of [...values, ...values]) expect(answer(memo, one, offset)).toBe(answer(new UnitSearch(), one, 0));
  });
  fc.assert(property, { numRuns: 200 });
});

it('remembers what it was asked before, and what patterns said of it', () => {
  const search = new UnitSearch();
  const memo = new ValueMemo(search);
  const values = Array.from({ length: 1000 }, (_, i) => `value ${i}`);
  for (const one of values) answer(memo, one, 0);
  answer(memo, 'value 7', 0);
  memo.answersOf(memo.last).set(3, true);
  for (const one of values) answer(memo, one, 1);
  // Few lose their place to others of the same hash.
  expect(search.asked).toBeLessThan(1050);
  answer(memo, 'value 7', 0);
  expect(memo.answersOf(memo.last).get(3)).toBe(true);
  answer(memo, 'value 8', 0);
  expect(memo.answersOf(memo.last).get(3)).toBeUndefined();
});

it('forgets when there is no more room, keeps no long values, and gives up where nothing is said twice', () => {
  const search = new UnitSearch();
  const memo = new ValueMemo(search);
  answer(memo, 'x'.repeat(3000), 0);
  expect(memo.last).toBe(UNKNOWN);
  for (let i = 0; i < 2000; i++) {
    const long = `${i} ${'y'.repeat(1500)}`;
    expect(answer(memo, long, 0)).toBe(answer(new UnitSearch(), long, 0));
    expect(answer(memo, long, 0)).toBe(answer(new UnitSearch(), long, 0));
  }
  expect(search.asked).toBe(2001);
  for (let i = 0; i < 10_000; i++) answer(memo, `other ${i}`, 0);
  answer(memo, 'other 9999', 0);
  expect(memo.last).toBe(UNKNOWN);
});
