import { expect, test, vi } from 'vitest';
import { StoredRules, storeRules } from '../../src/scan/index.ts';
import { describeShared } from '../formats/shared-data.ts';
import { CORRELATIONS_FILE, detected, tableLogs, tableRules } from './full-table-run.ts';

// All rules are read.
vi.setConfig({ testTimeout: 120_000 });

/** Readings of each log: in the first one outcomes are learned, in the others nearly all events are recalled. */
const READINGS = 3;

describeShared('evtx', () => {
  test('in a log that is read again every rule finds what it found before', async () => {
    const rules = StoredRules.of(storeRules(tableRules().filter(({ path }) => path !== CORRELATIONS_FILE)))!.rules;
    const every = process.env.SPOOR_FULL ? 1 : 12;
    const logs = tableLogs().filter((_, index) => index % every === 0);
    const once = await detected(rules, logs);
    const again = await detected(rules, Array.from({ length: READINGS }, () => logs).flat());
    expect(once.length).toBeGreaterThan(200);
    expect(again).toEqual(once.flatMap((line) => Array.from({ length: READINGS }, () => line)));
  });
});
