import { expect, test } from 'vitest';
import { EVTX, NDJSON } from './pre-inputs.ts';
import { type PreReport, runPreSeries } from './pre-run.ts';

const SERIES = process.env.SPOOR_FULL ? 1200 : 600;

function expectWellMet(report: PreReport): void {
  const { dropped, passed, missed } = report;
  expect(report.withoutTexts).toBeLessThan(0.4 * (dropped + passed));
  expect(dropped).toBeGreaterThan(1000);
  expect(passed).toBeGreaterThan(1000);
  // Of the events that come to nothing most are told by their units.
  expect(dropped).toBeGreaterThan(missed);
}

test('what units show of EVTX records is what full evaluation does', { timeout: 120_000 }, async () => {
  expectWellMet(await runPreSeries(EVTX, SERIES, 1));
});

test('what units show of JSON lines is what full evaluation does', { timeout: 120_000 }, async () => {
  expectWellMet(await runPreSeries(NDJSON, SERIES, 1));
});
