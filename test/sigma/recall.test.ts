import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { memorySource } from '../../src/formats/index.ts';
import { inputsAt } from '../../src/host/node/index.ts';
import type { EventCount, EventCounts } from '../../src/scan/event-counts.ts';
import {
  AlertTexts,
  type DetectOptions,
  detect,
  type RunnableDetection,
  StoredRules,
  storeRules,
  TextAlert,
} from '../../src/scan/index.ts';
import { describeShared, sharedPath } from '../formats/shared-data.ts';
import { channelThreads } from '../threads/channel-threads.ts';
import { CORRELATIONS_FILE, detected, tableLogs, tableRules } from './full-table-run.ts';

// All rules are read.
vi.setConfig({ testTimeout: 120_000 });

/** Readings of each log: in the first one outcomes are learned, in the others nearly all events are recalled. */
const READINGS = 3;

/** Few logs that are read often, so that rules alert often enough for readers to be told how their fields are written. */
const OFTEN = 12;

let allRules: readonly RunnableDetection[] | undefined;

/** The rules as a run has them from the cache. */
function rulesOfTable(): readonly RunnableDetection[] {
  allRules ??= StoredRules.of(storeRules(tableRules().filter(({ path }) => path !== CORRELATIONS_FILE)))!.rules;
  return allRules;
}

const keyOf = ({ channel, eventId, provider }: EventCount): string => JSON.stringify([channel, eventId, provider]);

describeShared('evtx', () => {
  test('in a log that is read again every rule finds what it found before', async () => {
    const rules = rulesOfTable();
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

  test('alerts whose fields a reader writes say what others do, on one thread and on several', async () => {
    const rules = rulesOfTable().filter(({ path }) => path!.includes('process_creation'));
    const logs = tableLogs().filter((_, index) => index % 24 === 0);
    const texts = new AlertTexts();
    let written = 0;
    const linesOf = async (options: Partial<DetectOptions>): Promise<readonly string[]> => {
      const lines: string[] = [];
      const inputs = [];
      for (let i = 0; i < OFTEN; i++) for (const log of logs) inputs.push(...(await inputsAt(sharedPath(log))));
      await detect(rules, inputs, {
        ...{ now: 0, timeZone: 'UTC', window: { from: undefined, to: undefined }, ...options },
        streamTo: (alert) => {
          const text = texts.of(alert);
          if (text !== JSON.stringify(alert)) expect(text).toBe(JSON.stringify(alert));
          lines.push(text);
          if (alert instanceof TextAlert) written++;
        },
      });
      return lines.sort();
    };
    const asObjects = await linesOf({});
    expect(written).toBe(0);
    expect(await linesOf({ fieldsAsText: true })).toEqual(asObjects);
    expect(written).toBeGreaterThan(asObjects.length / 3);
    written = 0;
    const { threads, close } = channelThreads(2, async (name) => ({
      ...memorySource(name, await readFile(name)),
      close: async () => undefined,
    }));
    expect(await linesOf({ fieldsAsText: true, threads })).toEqual(asObjects);
    close();
    expect(written).toBeGreaterThan(asObjects.length / 6);
    console.log(`${asObjects.length} alerts, ${written} of them written by their reader`);
  });
});
