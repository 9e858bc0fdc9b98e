import { expect, test } from 'vitest';
import { runThreadsSeries } from './agreement-run.ts';

const SEED = Number(process.env.SPOOR_SEED ?? 100_000);

test(`10,000 random queries on threads, seeds from ${SEED}`, { timeout: 900_000 }, async () => {
  const { runs, nonEmpty } = await runThreadsSeries(10_000, SEED);
  expect(nonEmpty).toBeGreaterThan(runs * 0.5);
});
