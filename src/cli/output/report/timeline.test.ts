import { expect, test } from 'vitest';
import { stretchesOf } from './timeline.ts';

const DAY = 86_400_000;

test('a long silence is cut out, a short one is not', () => {
  const times = [0, 60_000, 120_000, 400 * DAY, 400 * DAY + 60_000];
  const stretches = stretchesOf(times, 60_000);
  expect(stretches.map(({ from, to }) => [from, to])).toEqual([
    [0, 600_000],
    [400 * DAY, 400 * DAY + 600_000],
  ]);
  expect(stretches[0]!.width + stretches[1]!.width).toBeCloseTo(97.9);
  expect(stretches[1]!.x).toBeGreaterThan(stretches[0]!.x + stretches[0]!.width);
  expect(stretchesOf([0, 60_000], 60_000)).toEqual([{ from: 0, to: 600_000, x: 0, width: 99.4 }]);
});
