import { expect, test, vi } from 'vitest';
import type { EventCount, EventCounts } from '../../src/scan/event-counts.ts';
import { StoredRules, storeRules } from '../../src/scan/index.ts';
import { describeShared } from '../formats/shared-data.ts';
import { CORRELATIONS_FILE, detected, tableLogs, tableRules } from './full-table-run.ts';

// All rules are read.
vi.setConfig({ testTimeout: 120_000 });

/** Readings of each log: in the first one outcomes are learned, in the others nearly all events are recalled. */
const READINGS = 3;

const keyOf = ({ channel, eventId, provider }: EventCount): string => JSON.stringify([channel, eventId, provider]);

describeShared('evtx', () => {
  test('in a log that is read again every rule finds what it found before', async () => {
    const rules = StoredRules.of(storeRules(tableRules().filter(({ path }) => path !== CORRELATIONS_FILE)))!.rules;
    const every = process.env.SPOOR_FULL ? 1 : 12;
    const logs = tableLogs().filter((_, index) => index % every === 0);
    const counts: EventCounts[] = [];
    const count = (one: EventCounts): void => void counts.push(one);
    const once = await detected(rules, logs, undefined, undefined, count);
    const allLogs = Array.from({ length: READINGS }, () => logs).flat();
    const again = await detected(rules, allLogs, undefined, undefined, count);
    expect(once.length).toBeGreaterThan(200);
    const [first, all] = counts.map((one) => [...one.list()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)));
    expect(all).toEqual(
      first!.map((one) => ({
        ...one,
        events: READINGS * one.events,
        withCommandLine: READINGS * one.withCommandLine,
      })),
    );
    expect(first!.some(({ withCommandLine }) => withCommandLine > 0)).toBe(true);
    expect(again).toEqual(once.flatMap((line) => Array.from({ length: READINGS }, () => line)));
  });
});
