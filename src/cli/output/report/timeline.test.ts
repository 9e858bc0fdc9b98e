import { expect, test } from 'vitest';
import type { Alert } from '../../../scan/index.ts';
import { stretchesOf, Timeline } from './timeline.ts';

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

test('however many hosts and times there are, bars are bounded and no alert is lost', () => {
  const timeline = new Timeline();
  const hosts = Array.from({ length: 5000 }, (_, index) => `WS${index}`);
  for (const [index, host] of hosts.entries())
    timeline.add({ host, time: new Date(index * 3_600_000).toISOString(), severity: 'low' } as Alert);
  const drawing = timeline.render(hosts)?.text ?? '';
  const counts = [...drawing.matchAll(/: ([\d,]+) alerts?, up to low</g)].map(([, count]) =>
    Number(count!.replace(',', '')),
  );
  expect(counts.length).toBeLessThanOrEqual(3000);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5000);
  expect(drawing).toContain('4,989 other hosts');
});
