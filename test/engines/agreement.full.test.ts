import { expect, test } from 'vitest';
import { runSeries } from './agreement-run.ts';

test('110,000 random queries, every operator and function often', { timeout: 1_800_000 }, async () => {
  const report = await runSeries(110_000, 1_000_000);
  console.log(`${report.runs} queries, ${report.refused} refused, ${report.nonEmpty} with rows`);
  console.log(
    [...report.counts]
      .sort()
      .map(([name, count]) => `${name} ${count}`)
      .join(' · '),
  );
  expect(report.nonEmpty).toBeGreaterThan(report.runs * 0.6);
  for (const [name, count] of report.counts) expect(count, name).toBeGreaterThan(500);
});
