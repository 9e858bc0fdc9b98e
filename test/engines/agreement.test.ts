import { expect, test } from 'vitest';
import { runSeries } from './agreement-run.ts';

test('the compiled engine agrees with the interpreter on random queries over random events', async () => {
  const report = await runSeries(1200, 1);
  expect(report.refused).toBeLessThan(report.runs * 0.1);
  expect(report.nonEmpty).toBeGreaterThan(report.runs * 0.5);
});
