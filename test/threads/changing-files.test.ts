import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fileInput, openFile } from '../../src/host/node/file-input.ts';
import { countJob, type InputReport, runJob } from '../../src/scan/index.ts';
import { evtxBytes, ndjsonLine } from '../cli/sample-logs.ts';
import { channelThreads } from './channel-threads.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-changing-threads-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LINES = 6000;
const logs = [
  ['NDJSON', 'a.ndjson', Array.from({ length: LINES }, (_, n) => ndjsonLine(n)).join(''), ndjsonLine(0)],
  ['EVTX', 'a.evtx', evtxBytes(20), evtxBytes(1).subarray(4096)],
] as const;

/** Counts the events of a file on two threads; something is done to it when its first part has been read. */
async function readWhile(name: string, bytes: string | Uint8Array, change: (path: string) => void) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  let parts = 0;
  const { threads, close } = channelThreads(2, async (file, size) => {
    const source = await openFile(file, size);
    return {
      ...source,
      read(position, into) {
        // The head of the format and then the first part are read before.
        if (position > 0 && ++parts === 3) change(path);
        return source.read(position, into);
      },
    };
  });
  try {
    const spec = { window: { from: undefined, to: undefined }, categories: [] };
    const options = { threads, partSize: 131_072 };
    const run = await runJob(countJob, spec, [await fileInput(path, 'named')], options, () => undefined);
    return run.reports[0] as InputReport;
  } finally {
    close();
  }
}

describe.each(logs)('%s read on threads', (_, name, bytes, more) => {
  test('that grows ends where it ended when the run began', async () => {
    const atRest = await readWhile(name, bytes, () => undefined);
    expect(atRest.events).toBeGreaterThan(200);
    expect(await readWhile(name, bytes, (path) => appendFileSync(path, more))).toEqual(atRest);
  });

  test('that shrinks is read as far as it goes, and the rest is one damage', async () => {
    const atRest = await readWhile(name, bytes, () => undefined);
    const { status, events, firstDamages } = await readWhile(name, bytes, (path) => truncateSync(path, 400_000));
    expect(status).toBe('read');
    expect(events).toBeLessThan(atRest.events);
    expect(firstDamages.filter(({ reason }) => reason.includes('shorter'))).toEqual([
      expect.objectContaining({ offset: expect.any(Number) }),
    ]);
  });
});
