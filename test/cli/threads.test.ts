import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFile } from '../../src/host/node/file-input.ts';
import { sharedBytes, sharedPath } from '../formats/shared-data.ts';
import { channelThreads } from '../threads/channel-threads.ts';
import { spoor } from './run-cli.ts';

const root = resolve(import.meta.dirname, '../..');
const starter = join(root, 'scripts/spoor.cjs');
const telemetry = join(root, 'detections/t1021.006-windows-remote-management/telemetry');
const folder = mkdtempSync(join(tmpdir(), 'spoor-threads-'));
const logs = join(folder, 'logs');
const many = join(folder, 'many.ndjson');
const repeated = join(logs, 'repeated.evtx');
const hasShared = existsSync(sharedPath('evtx'));

/** Two logs of one kind behind each other: their record ids fall back in the middle of the file. */
function writeRepeated(): void {
  const one = sharedBytes('evtx/golden/plaso/System2.evtx');
  const chunks = one.subarray(4096);
  const twice = new Uint8Array(one.length + chunks.length);
  twice.set(one);
  twice.set(chunks, one.length);
  // The second half is cut inside a chunk and has a damaged record.
  twice.fill(0x41, one.length + 600, one.length + 640);
  writeFileSync(repeated, twice.subarray(0, twice.length - 1000));
}

beforeAll(() => {
  mkdirSync(logs);
  cpSync(telemetry, join(logs, 'telemetry'), { recursive: true });
  const lines = Array.from({ length: 6000 }, (_, i) => {
    const time = new Date(Date.UTC(2024, 0, 1) + ((i * 7919) % 6000) * 1000).toISOString();
    return i % 997 === 5
      ? '{"cut": '
      : `{"_messageTime":"${time}","n":${i % 613},"x":${(i * 0.1) % 7},"user":"user${i % 37}","text":"${'é'.repeat(i % 60)}"}`;
  });
  writeFileSync(many, `${lines.join('\n')}\n`);
  writeFileSync(join(logs, 'note.md'), 'no log\n');
  if (hasShared) writeRepeated();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[]): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [starter, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const parts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => (parts[name] += text));
    child.on('close', (code) => done({ code, ...parts }));
  });
}

/** What is said, but for the time it took. */
function timeless({ code, stdout, stderr }: Ended): Ended {
  return { code, stdout, stderr: stderr.replace(/\d+\.\d s · \d+ MB\/s/g, 'TIME') };
}

/** What a command says on one thread; on two and on five it must say the same. Threads are stand-ins in this one. */
async function sameOnThreads(args: readonly string[]): Promise<Ended> {
  const one = timeless(await spoor([...args, '--threads', '1']));
  for (const count of ['2', '5']) {
    let started = 0;
    const channels: { close(): void }[] = [];
    const ended = await spoor([...args, '--threads', count], {
      threadPool(wanted) {
        const made = channelThreads(wanted, openFile);
        channels.push(made);
        started += wanted;
        return made.threads;
      },
    });
    for (const one of channels) one.close();
    expect(timeless(ended)).toEqual(one);
    if (args[0] !== 'explain') expect(started).toBe(Number(count));
  }
  return one;
}

const AGGREGATES =
  '* | sum(x), avg(x), stddev(x), pct(x, 90), first(n), last(n), values(user), count_distinct(n) by user';
const SELECTED = '* | where n > 300 | fields n, user';

describe('the same bytes on one, two and five threads', () => {
  test.each([
    ['events', ['events']],
    ['events --where', ['events', '--where', 'n = 7 or EventID = 1', '--fields', '_messageTime,n,Image']],
    ['scan', ['scan', '--format', 'ndjson']],
    ['scan --order input', ['scan', '--format', 'ndjson', '--order', 'input']],
    ['scan, a table', ['scan']],
    ['a group-by', ['query', '-e', AGGREGATES, '--format', 'ndjson']],
    ['newest rows', ['query', '-e', SELECTED, '--format', 'ndjson']],
    ['rows as they come', ['query', '-e', SELECTED, '--format', 'ndjson', '--order', 'input']],
    ['dedup, sort, limit', ['query', '-e', '* | dedup 2 by user | sort by n asc | limit 50 | count by user']],
    ['slices of the range of the data', ['query', '-e', '* | timeslice 10 buckets | count by _timeslice']],
    ['the last hour', ['query', '-e', '* | count by user', '--from', '-1h', '--format', 'csv']],
    ['inspect', ['inspect', '--format', 'json']],
    ['numbers of lines', ['events', '--fields', '_messageCount,n', '--where', '_messageCount > 3000']],
    [
      'a subquery',
      ['query', '-e', '* | where [subquery: * | where n = 7 | compose user] | count by user, n | total n'],
    ],
    ['earlier runs', ['query', '-e', '* | count by user | compare timeshift 30m', '--from', '-30m']],
    [
      'tables joined and folded',
      [
        ...['query', '-e'],
        '* | where n < 9 | join (where n > 4) as a, (count as k by user) as b on a.user = b.user | count by a_user, b_k',
      ],
    ],
    ['groups of rows', ['query', '-e', '* | where n < 40 | transactionize user maxpause=5m | topk(2, n) by user']],
    ['rows by numbers of lines', ['query', '-e', '* | where _messageCount = 4000 | count by _messageCount']],
  ])('%s', async (_name, [verb = '', ...args]) => {
    const { code, stdout } = await sameOnThreads([verb, ...args, many, logs]);
    expect(code).toBe(3);
    expect(stdout.length).toBeGreaterThan(40);
  });

  test('the heap is looked after where this thread reads beside others', async () => {
    let looks = 0;
    let neglected = 0;
    const { threads, close } = channelThreads(2, openFile);
    const open: typeof threads.open = async (name, size) => {
      const source = await threads.open(name, size);
      return {
        ...source,
        read(position, into) {
          if (looks === 0) neglected++;
          looks = 0;
          return source.read(position, into);
        },
      };
    };
    const { code } = await spoor(['query', '-e', '* | count', many, '--threads', '2'], {
      threadPool: () => ({ ...threads, open }),
      tendHeap: () => void looks++,
    });
    close();
    expect(code).toBe(3);
    expect(neglected).toBe(0);
  });

  test('a folder without a log', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const { code, stderr } = await sameOnThreads(['events', empty]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/no log was found/)]);
  });

  test('packed logs, one of them damaged', async () => {
    const packed = gzipSync(readFileSync(many));
    writeFileSync(join(folder, 'sound.ndjson.gz'), packed);
    writeFileSync(join(folder, 'damaged.ndjson.gz'), packed.fill(7, 200_000 % packed.length, packed.length - 20));
    const paths = ['damaged.ndjson.gz', 'sound.ndjson.gz'].map((name) => join(folder, name));
    const { code, stderr } = await sameOnThreads(['events', ...paths, many]);
    expect([code, stderr]).toEqual([3, expect.stringMatching(/not read/)]);
  });

  test('explain', async () => {
    const { stdout } = await sameOnThreads(['explain', 't1021.006', logs]);
    expect(stdout.length).toBeGreaterThan(100);
  });

  test.skipIf(!hasShared)(
    `record ids that fall back${hasShared ? '' : ' (skipped: ../shared/data is absent)'}`,
    async () => {
      const rule = join(folder, 'every.sumo');
      writeFileSync(rule, '* | fields EventRecordID');
      const { stdout, stderr } = await sameOnThreads(['scan', repeated, '--rules', rule, '--format', 'ndjson']);
      const offsets = stdout.split('\n').filter((line) => line.includes('"offset"')).length;
      expect(offsets).toBeGreaterThan(10);
      expect(offsets).toBeLessThan(stdout.split('\n').length / 2 + 10);
      expect(stderr).toMatch(/damaged/);
    },
  );
});

describe('real threads', () => {
  test.each([
    ['events', ['events', many]],
    ['scan', ['scan', logs, '--format', 'ndjson']],
    ['a group-by', ['query', '-e', AGGREGATES, many, logs, '--format', 'ndjson']],
  ])('%s', async (_name, args) => {
    const [one, two, five] = await Promise.all(
      ['1', '2', '5'].map(async (threads) => timeless(await run([...args, '--threads', threads]))),
    );
    expect(one?.stdout.length).toBeGreaterThan(100);
    expect(two).toEqual(one);
    expect(five).toEqual(one);
  });

  test('a number that is none is refused', async () => {
    for (const threads of ['0', 'two', '-1']) {
      const { code, stderr } = await spoor(['events', many, '--threads', threads]);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/--threads takes a whole number/)]);
    }
  });
});
