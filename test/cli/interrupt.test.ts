import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fileInput } from '../../src/host/node/file-input.ts';
import { type Input, readInputs } from '../../src/scan/index.ts';
import { type Running, start } from './run-process.ts';
import { evtxBytes, ndjsonLine, ndjsonLog } from './sample-logs.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-interrupt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LINES = 60_000;
const ndjson = ndjsonLog(folder, 'large.ndjson', LINES);
const evtx = join(folder, 'large.evtx');
writeFileSync(evtx, evtxBytes(160));
const rule = join(folder, 'all.sumo');
writeFileSync(rule, '* | fields n, user, EventID, _raw');

/** Presses Ctrl-C and waits for the end; two are allowed, for a busy machine. */
async function interrupted(running: Running, reads = true) {
  const at = performance.now();
  running.child.kill('SIGINT');
  if (reads) running.goOn();
  const ended = reads ? await running.ended : await exitOf(running);
  expect(performance.now() - at).toBeLessThan(2000);
  return ended;
}

async function exitOf(running: Running) {
  const code = await new Promise<number | null>((done) => running.child.on('exit', done));
  running.goOn();
  const { stdout, stderr } = await running.ended;
  return { code, stdout, stderr };
}

describe('Ctrl-C ends within a second, with the results so far, the word "interrupted" and 130', () => {
  test.each([
    ['events of EVTX', ['events', evtx]],
    ['chosen events of EVTX', ['events', evtx, '--fields', 'EventID,EventRecordID,Channel,Computer,_raw']],
    ['events of NDJSON', ['events', ndjson]],
    ['rows as they come', ['query', '*', ndjson, '--order', 'input', '--format', 'ndjson']],
    ['alerts as they come', ['scan', evtx, '--rules', rule, '--order', 'input', '--format', 'ndjson']],
    ['events of EVTX, on threads', ['events', evtx, '--threads', '2']],
    [
      'rows as they come, on threads',
      ['query', '*', ndjson, '--order', 'input', '--format', 'ndjson', '--threads', '3'],
    ],
  ])('%s', async (_, args) => {
    const running = start(args);
    await running.firstOutput;
    const { code, stdout, stderr } = await interrupted(running);
    expect(stderr).toMatch(/spoor: interrupted\n$/);
    expect(stderr).not.toMatch(/damaged [^0-9]/);
    expect(code).toBe(130);
    const lines = stdout.split('\n');
    expect(lines.pop()).toBe('');
    for (const line of [lines[0], lines.at(-1)]) expect(() => JSON.parse(line!)).not.toThrow();
    expect(lines.length).toBeLessThan(20_000);
  });

  test.each([
    ['scan', ['--rules', rule, '--format', 'json']],
    ['query', ['* | count', '--format', 'ndjson']],
  ])('what %s found of a pipe that waits for more', async (command, options) => {
    const [query, ...others] = command === 'query' ? options : ['', ...options];
    const running = start([command, ...(query ? [query] : []), '-', ...others], { stdin: 'pipe' });
    const { stdin } = running.child;
    const text = Array.from({ length: 8000 }, (_, n) => ndjsonLine(n)).join('');
    await new Promise((done) => stdin?.write(text, done));
    const { code, stdout, stderr } = await interrupted(running);
    expect(stderr).toMatch(/spoor: interrupted\n$/);
    expect(code).toBe(130);
    const found = JSON.parse(stdout) as { _count: number } | unknown[];
    expect(Array.isArray(found) ? found.length : found._count).toBeGreaterThan(1000);
  });

  test('a pipe into which nothing was ever written', async () => {
    const running = start(['query', '* | where user = "a"', '-'], { stdin: 'pipe' });
    // What it takes for granted is said before anything is read.
    await new Promise((said) => running.child.stderr?.once('data', said));
    const { code, stderr } = await interrupted(running);
    expect(stderr).toMatch(/spoor: interrupted\n$/);
    expect(code).toBe(130);
  });

  test.skipIf(process.platform === 'win32')('a named pipe whose writer is silent', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const running = start(['events', pipe]);
    writeSync(openSync(pipe, 'w'), ndjsonLine(1));
    const { code, stderr } = await interrupted(running);
    expect(stderr).toMatch(/spoor: interrupted\n$/);
    expect(code).toBe(130);
  });

  test('a result that nobody takes, as behind a pager that waits for a key', async () => {
    const running = start(['events', evtx]);
    await running.firstOutput;
    const { code, stderr } = await interrupted(running, false);
    expect(stderr).toBe('spoor: interrupted\n');
    expect(code).toBe(130);
  });
});

describe('Ctrl-C leaves no --output file and no temporary one', () => {
  test.each([
    ['scan', ['--rules', rule]],
    ['query', ['-e', '* | count']],
    ['events', []],
    ['inspect', []],
  ])('%s', async (command, options) => {
    const place = mkdtempSync(join(folder, 'out-'));
    const out = join(place, 'result');
    const running = start([command, '-', ...options, '--output', out], { stdin: 'pipe' });
    const text = Array.from({ length: 8000 }, (_, n) => ndjsonLine(n)).join('');
    await new Promise((done) => running.child.stdin?.write(text, done));
    const { code, stderr } = await interrupted(running);
    expect(stderr).toMatch(/spoor: interrupted\n$/);
    expect(code).toBe(130);
    expect(readdirSync(place)).toEqual([]);
  });

  test('twice in a row', async () => {
    const out = join(folder, 'twice.ndjson');
    const running = start(['events', '-', '--output', out], { stdin: 'pipe' });
    await new Promise((done) => running.child.stdin?.write(ndjsonLine(1).repeat(8000), done));
    running.child.kill('SIGINT');
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('a run that is told to stop asks for no more bytes', () => {
  /** An input that counts how often it is read. */
  function counted(input: Input): { input: Input; reads: () => number } {
    let reads = 0;
    const open = async () => {
      const source = await input.open();
      return {
        ...source,
        read: (position: number, into: Uint8Array) => {
          reads++;
          return source.read(position, into);
        },
      };
    };
    return { input: { ...input, open }, reads: () => reads };
  }

  test.each([
    ['events that a gate turns down', evtx, { gate: () => false }],
    ['lines that a gate turns down', ndjson, { gate: () => false }],
    ['whole files written by their format', evtx, { lines: () => undefined }],
  ])('%s; what the stop cuts is no damage', async (_, path, options) => {
    const { input, reads } = counted(await fileInput(path, 'named'));
    const [report] = await readInputs([input], { event: () => true }, { ...options, isStopped: () => reads() >= 4 });
    expect(reads()).toBeLessThanOrEqual(4);
    expect(report).toMatchObject({ status: 'read', damages: 0 });
    expect(report!.events).toBeGreaterThan(0);
  });
});
