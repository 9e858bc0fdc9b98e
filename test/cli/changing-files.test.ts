import { appendFileSync, chmodSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { fileInput } from '../../src/host/node/file-input.ts';
import { type InputReport, readInputs } from '../../src/scan/index.ts';
import { run, start } from './run-process.ts';
import { evtxBytes, ndjsonLine, ndjsonLog } from './sample-logs.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-changing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const BLOCKS = 5;

/** Logs of several blocks, each with bytes that go on in the same form, and half of such. */
const logs = [
  ['NDJSON', 'a.ndjson', Array.from({ length: 6000 }, (_, n) => ndjsonLine(n)).join(''), ndjsonLine(0)],
  [
    'text',
    'a.log',
    'Jan  5 10:03:02 host sshd[42]: Accepted publickey for alice\n'.repeat(20_000),
    'and one more line\n',
  ],
  ['CSV', 'a.csv', `time,user,what\n${'2024-01-01T00:00:00Z,alice,"a, b"\n'.repeat(30_000)}`, 'now,bob,more\n'],
  ['EVTX', 'a.evtx', evtxBytes(20), evtxBytes(1).subarray(4096)],
] as const;

function written(name: string, bytes: string | Uint8Array): string {
  const path = join(mkdtempSync(join(folder, 'log-')), name);
  writeFileSync(path, bytes);
  return path;
}

/** Reads a file to which something is done before its n-th block is read. */
async function readWhile(path: string, block: number, change: () => void): Promise<InputReport> {
  const input = await fileInput(path, 'named');
  let reads = 0;
  const open = async () => {
    const source = await input.open();
    return {
      ...source,
      read: (position: number, into: Uint8Array) => {
        if (reads++ === block) change();
        return source.read(position, into);
      },
    };
  };
  const [report] = await readInputs([{ ...input, open }], { event: () => true });
  return report!;
}

async function eventsOf(path: string): Promise<number> {
  const report = await readWhile(path, -1, () => undefined);
  expect(report.damages).toBe(0);
  return report.events;
}

describe('a file that grows while it is read ends where it ended when the run began', () => {
  test.each(logs)('%s', async (_, name, bytes, more) => {
    const path = written(name, bytes);
    const events = await eventsOf(path);
    const report = await readWhile(path, 3, () => appendFileSync(path, more));
    expect(report).toMatchObject({ status: 'read', events, damages: 0 });
  });

  test.each(logs.slice(0, 3))('%s: a line that was half written then is read whole', async (_, name, bytes, more) => {
    const whole = await eventsOf(written(name, `${bytes}${more}`));
    const half = Math.floor(more.length / 2);
    const path = written(name, `${bytes}${more.slice(0, half)}`);
    const report = await readWhile(path, 3, () => appendFileSync(path, `${more.slice(half)}${more}${more}`));
    expect(report).toMatchObject({ status: 'read', events: whole, damages: 0 });
  });

  test('a half line that nobody goes on with is damage, as in a file at rest', async () => {
    const path = written('torn.ndjson', `${ndjsonLine(1)}{"n": "2", "us`);
    const report = await readWhile(path, -1, () => undefined);
    expect(report).toMatchObject({ events: 1, damages: 1, firstDamages: [{ line: 2 }] });
  });

  test('even if it grows by what we write ourselves', async () => {
    const place = mkdtempSync(join(folder, 'own-'));
    ndjsonLog(place, 'a.ndjson', 2000);
    ndjsonLog(place, 'b.ndjson', 2000);
    const own = { shell: `"$@" >>${join(place, 'b.ndjson')}` };
    const { code, stderr } = await run(['events', place], own);
    expect(stderr).toMatch(/events 4000 · written 4000 /);
    expect(code).toBe(0);
  });
});

describe('of a file that shrinks while it is read what is there is read, and the rest is damage', () => {
  test.each(logs)('%s, to a part', async (_, name, bytes) => {
    const path = written(name, bytes);
    const events = await eventsOf(path);
    const left = Math.floor(bytes.length * 0.6);
    const report = await readWhile(path, 2, () => truncateSync(path, left));
    expect(report.status).toBe('read');
    expect(report.events).toBeGreaterThan(events * 0.5);
    expect(report.events).toBeLessThan(events * 0.7);
    expect(report.firstDamages.at(-1)).toMatchObject({
      offset: left,
      length: bytes.length - left,
      reason: `the file became ${bytes.length - left} bytes shorter while it was read`,
    });
  });

  test.each(logs)('%s, to nothing', async (_, name, bytes) => {
    const path = written(name, bytes);
    const report = await readWhile(path, 3, () => truncateSync(path, 0));
    expect(report.status).toBe('read');
    expect(report.events).toBeGreaterThan(0);
    expect(report.firstDamages.at(-1)?.reason).toMatch(/^the file became \d+ bytes shorter while it was read$/);
  });

  test('packed: it is said', async () => {
    const path = written(
      'a.ndjson.gz',
      gzipSync(Array.from({ length: 50_000 }, () => ndjsonLine(Math.random())).join('')),
    );
    const report = await readWhile(path, 2, () => truncateSync(path, 100_000));
    expect(report.status).toBe('unreadable');
    expect(report.reason).toMatch(/^cannot unpack /);
    expect(report.events).toBeGreaterThan(0);
  });

  test.each([
    ['NDJSON', 'a.ndjson'],
    ['EVTX', 'a.evtx'],
  ])('in a process, %s: exit 3, counted and named', async (_, name) => {
    const path = name.endsWith('.evtx')
      ? written(name, evtxBytes(100))
      : ndjsonLog(mkdtempSync(join(folder, 'log-')), name, 20_000);
    const running = start(['events', path]);
    await running.firstOutput;
    truncateSync(path, 5000);
    running.goOn();
    const { code, stdout, stderr } = await running.ended;
    expect(stderr).toMatch(/^damaged .*: the file became \d+ bytes shorter while it was read$/m);
    expect(stderr).toMatch(/^files 1 \(1 damaged, 0 ignored\) · /m);
    expect(stdout.length).toBeGreaterThan(5000);
    expect(code).toBe(3);
  });
});

describe('a file that goes while it is read', () => {
  test.skipIf(process.platform === 'win32').each(logs)(
    '%s, deleted, moved or locked: it is read on',
    async (_, name, bytes) => {
      const path = written(name, bytes);
      const events = await eventsOf(path);
      expect(await readWhile(path, 1, () => chmodSync(path, 0))).toMatchObject({ events, damages: 0 });
      chmodSync(path, 0o600);
      expect(await readWhile(path, 1, () => renameSync(path, `${path}.1`))).toMatchObject({ events, damages: 0 });
      expect(await readWhile(`${path}.1`, 1, () => rmSync(`${path}.1`))).toMatchObject({ events, damages: 0 });
    },
  );

  test('deleted before its turn: counted and named, and the others are read', async () => {
    const place = mkdtempSync(join(folder, 'gone-'));
    const first = ndjsonLog(place, 'a.ndjson', 20_000);
    const second = ndjsonLog(place, 'b.ndjson', 10);
    const running = start(['events', first, second]);
    await running.firstOutput;
    rmSync(second);
    running.goOn();
    const { code, stderr } = await running.ended;
    expect(stderr).toMatch(/^not read .*b\.ndjson: there is no such file or folder$/m);
    expect(stderr).toMatch(/^files 2 \(1 damaged, 0 ignored\) · events 20000 /m);
    expect(code).toBe(3);
  });

  test.each(logs)('%s, whose disk fails: what was read counts, and the reason is told', async (_, name, bytes) => {
    const path = written(name, bytes);
    const input = await fileInput(path, 'named');
    // The descriptor is closed under the reader's hands.
    const open = async () => {
      const source = await input.open();
      let reads = 0;
      return {
        ...source,
        read: async (position: number, into: Uint8Array) => {
          if (reads++ === 3) await source.close();
          return source.read(position, into);
        },
        close: async () => undefined,
      };
    };
    const [report] = await readInputs([{ ...input, open }], { event: () => true });
    expect(report).toMatchObject({ status: 'unreadable' });
    expect(report!.reason).toMatch(/^cannot read /);
    expect(report!.events).toBeGreaterThan(0);
  });
});

test(`the logs of these tests are read in more than ${BLOCKS} blocks, or changes would come too late`, () => {
  for (const [, , bytes] of logs) expect(bytes.length).toBeGreaterThan(262_144 * (BLOCKS - 2));
});
