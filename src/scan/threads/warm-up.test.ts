import { expect, test } from 'vitest';
import { WarmUp } from './warm-up.ts';

/** When others are started, in milliseconds, of a thread with such a speed (bytes a millisecond) at each moment. */
function startOf(total: number, speedAt: (at: number) => number): number | undefined {
  const warmUp = new WarmUp(total);
  let bytes = 0;
  for (let at = 40; bytes < total; at += 40) {
    bytes += 40 * speedAt(at);
    if (warmUp.areOthersWorth(at, bytes)) return at;
  }
  return undefined;
}

test('a thread at an even speed starts others after two windows, if two seconds are left', () => {
  expect(startOf(4000, () => 1)).toBe(1040);
  expect(startOf(3100, () => 1)).toBe(1040);
  expect(startOf(3000, () => 1)).toBeUndefined();
});

test('one that gets faster waits until it does no more, and others have to be worth the same warming up', () => {
  const rising = (at: number): number => Math.min(10, at / 200);
  const start = startOf(100_000, rising)!;
  expect(start).toBeGreaterThan(2000);
  expect(start).toBeLessThan(3200);
  expect(startOf(40_000, rising)).toBeUndefined();
});

test('one that stands still for a while is taken for no slower', () => {
  expect(startOf(3000, (at) => (at > 1200 && at < 2400 ? 0 : 1))).toBeUndefined();
});
