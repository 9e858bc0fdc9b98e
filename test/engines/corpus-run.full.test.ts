import { expect, test } from 'vitest';
import { runCorpus } from './corpus-run.ts';

test('every real query runs on recorded events, compiled as interpreted', { timeout: 1_800_000 }, async () => {
  const { ran, nonEmpty, different } = await runCorpus(1, 30);
  console.log(`${ran} queries ran, ${nonEmpty} with rows`);
  expect(ran).toBeGreaterThan(3400);
  expect(nonEmpty).toBeGreaterThan(300);
  expect(different).toEqual([]);
});
