import { describe, expect, test } from 'vitest';
import { memorySource } from '../../src/formats/index.ts';
import { countJob, eventsJob, type Input, type OpenInput, type RunJobOptions, runJob } from '../../src/scan/index.ts';
import { channelThreads } from './channel-threads.ts';

const bytes = new TextEncoder().encode(
  Array.from({ length: 400 }, (_, i) => (i % 20 === 7 ? '{"cut":\n' : `{"n":${i}}\n`)).join(''),
);

const open = async (name: string): Promise<OpenInput> => ({
  ...memorySource(name, bytes),
  close: async () => undefined,
});

const input: Input = {
  ...{ name: 'a.ndjson', size: bytes.length, found: 'named', rereadable: true },
  open: () => open('a.ndjson'),
};
const window = { from: undefined, to: undefined };
const count = { window, categories: [] };

/** Runs with stand-ins for two threads and parts of a few lines. */
async function onThreads<T>(run: (options: RunJobOptions) => Promise<T>): Promise<T> {
  const { threads, close } = channelThreads(2, open);
  try {
    return await run({ threads, partSize: 100 });
  } finally {
    close();
  }
}

const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

describe('a job on threads', () => {
  test('without inputs ends', async () => {
    const { reports } = await onThreads((options) => runJob(countJob, count, [], options, () => undefined));
    expect(reports).toEqual([]);
  });

  test('that is stopped before it begins ends', async () => {
    const { shard } = await onThreads((options) =>
      runJob(countJob, count, [input], { ...options, isStopped: () => true }, () => undefined),
    );
    expect(shard.counts.events).toBe(0);
  });

  test('counts lines on behind a slow reader', async () => {
    const { reports: expected } = await runJob(countJob, count, [input], {}, () => undefined);
    const { reports } = await onThreads((options) =>
      runJob(countJob, count, [input], { ...options, drained: later }, () => undefined),
    );
    expect(reports).toEqual(expected);
    expect(expected[0]!.firstDamages[1]!.line).toBe(28);
  });

  test('fails with the error of who takes its items', async () => {
    const full = new RangeError('the disk is full');
    const spec = {
      ...count,
      where: undefined,
      fields: undefined,
      shape: 'canonical',
      now: 0,
      timeZone: 'UTC',
    } as const;
    const running = onThreads((options) =>
      runJob(eventsJob, spec, [input], options, () => {
        throw full;
      }),
    );
    await expect(running).rejects.toBe(full);
  });
});
