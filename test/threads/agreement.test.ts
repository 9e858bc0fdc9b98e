import { expect, test } from 'vitest';
import { runThreadsSeries } from './agreement-run.ts';

test('random queries give the same on one, two and three threads as without', async () => {
  const { runs, nonEmpty, truncated } = await runThreadsSeries(250, 1);
  expect(runs).toBeGreaterThan(200);
  expect(nonEmpty).toBeGreaterThan(runs * 0.5);
  expect(truncated).toBeGreaterThan(20);
});
