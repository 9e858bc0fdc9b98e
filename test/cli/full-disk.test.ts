import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ALERTS_IN_MEMORY } from '../../src/scan/index.ts';
import { run } from './run-process.ts';
import { evtxBytes, ndjsonLog } from './sample-logs.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-full-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ndjson = ndjsonLog(folder, 'large.ndjson', 5000);
const evtx = join(folder, 'large.evtx');
writeFileSync(evtx, evtxBytes(30));
const rule = join(folder, 'all.sumo');
writeFileSync(rule, '* | fields _raw');

/** No file of the run may pass 512 KiB, which is what a disk without room is to it. */
const LIMITED = 'ulimit -f 1024; "$@"';
const FULL = /the disk is full|larger than is allowed here/;

const device = join(folder, 'device');

/** Makes a device that is always full, which only the superuser of a Linux system may. */
function madeDevice(): boolean {
  return process.platform === 'linux' && spawnSync('mknod', [device, 'c', '1', '7']).status === 0;
}

const commands = [
  ['scan', ['scan', ndjson, '--rules', rule, '--format', 'ndjson']],
  ['alerts as they come', ['scan', ndjson, '--rules', rule, '--format', 'ndjson', '--order', 'input']],
  ['query', ['query', '* | fields _raw', ndjson, '--format', 'csv']],
  ['a table', ['query', '* | fields _raw, n, text', ndjson]],
  ['events', ['events', ndjson]],
  ['events of EVTX', ['events', evtx]],
] as const;

function expectOneClearLine(stderr: string): void {
  const mistakes = stderr.split('\n').filter((line) => line.startsWith('spoor: '));
  expect(mistakes).toHaveLength(1);
  expect(mistakes[0]).toMatch(FULL);
  expect(stderr).not.toMatch(/\n\s+at |fault of spoor/);
}

describe.skipIf(process.platform === 'win32')('a full disk is one clear line and exit 2', () => {
  test.each(commands)('behind --output, which leaves no file and no temporary one: %s', async (_, args) => {
    const place = mkdtempSync(join(folder, 'out-'));
    const { code, stdout, stderr } = await run([...args, '--output', join(place, 'result')], { shell: LIMITED });
    expectOneClearLine(stderr);
    expect([code, stdout]).toEqual([2, '']);
    expect(readdirSync(place)).toEqual([]);
  });

  test('a result of an earlier run stays as it was', async () => {
    const place = mkdtempSync(join(folder, 'out-'));
    const out = join(place, 'result');
    writeFileSync(out, 'earlier');
    expect((await run(['events', ndjson, '--output', out], { shell: LIMITED })).code).toBe(2);
    expect(readFileSync(out, 'utf8')).toBe('earlier');
    expect(readdirSync(place)).toEqual(['result']);
  });

  test.each(commands)('behind standard output: %s', async (_, args) => {
    const { code, stderr } = await run(args, { shell: `ulimit -f 1024; "$@" >${join(folder, 'stdout')}` });
    expectOneClearLine(stderr);
    expect(code).toBe(2);
  });

  test('behind standard error it is nothing: there is no place left to tell it', async () => {
    const { code, stdout, stderr } = await run(['events', ndjson, '--verbose'], {
      shell: `ulimit -f 0; "$@" 2>${join(folder, 'stderr')}`,
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trim().split('\n')).toHaveLength(5000);
  });

  test.skipIf(!existsSync('/dev/full'))('behind standard output that is a device', async () => {
    const { code, stderr } = await run(['query', '* | count', ndjson], { shell: '"$@" >/dev/full' });
    expectOneClearLine(stderr);
    expect(code).toBe(2);
  });

  // One of our own: a fault here would destroy that of the machine.
  test.skipIf(!madeDevice())('behind --output that is a device, which is written, not replaced', async () => {
    const { code, stderr } = await run(['query', '* | count', ndjson, '--output', device]);
    expectOneClearLine(stderr);
    expect(code).toBe(2);
    expect(statSync(device).isCharacterDevice()).toBe(true);
  });
});

describe('what --output names', () => {
  test('a folder is refused before anything is read', async () => {
    const place = mkdtempSync(join(folder, 'out-'));
    const { code, stderr } = await run(['events', ndjson, '--output', place]);
    expect(stderr).toBe(`spoor: cannot write ${place}: it is a folder\n`);
    expect(code).toBe(2);
    expect(readdirSync(place)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('a link stays one, and the file that it leads to is written', async () => {
    const place = mkdtempSync(join(folder, 'out-'));
    const [link, target] = [join(place, 'link'), join(place, 'target')];
    writeFileSync(target, 'earlier');
    symlinkSync(target, link);
    expect((await run(['query', '* | count', ndjson, '--format', 'csv', '--output', link])).code).toBe(0);
    expect(readFileSync(target, 'utf8')).toBe('_count\r\n5000\r\n');
    expect(readdirSync(place).sort()).toEqual(['link', 'target']);
  });

  test.skipIf(process.platform === 'win32')('a pipe gets the result itself', async () => {
    const pipe = join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const { code, stdout } = await run(['query', '* | count', ndjson, '--format', 'csv', '--output', pipe], {
      shell: `cat ${pipe} & "$@"; code=$?; wait; exit $code`,
    });
    expect([code, stdout]).toEqual([0, '_count\r\n5000\r\n']);
    expect(statSync(pipe).isFIFO()).toBe(true);
  });
});

describe.skipIf(process.platform === 'win32')('alerts that are put aside in the temporary folder', () => {
  const log = join(folder, 'short.log');
  const scan = ['scan', log, '--rules', rule, '--format', 'ndjson', '--quiet'];
  beforeAll(() => writeFileSync(log, 'x\n'.repeat(ALERTS_IN_MEMORY + 1)));

  test('one that is full: one clear line, exit 2, nothing left', async () => {
    const temporary = mkdtempSync(join(folder, 'tmp-'));
    const { code, stdout, stderr } = await run(scan, { env: { TMPDIR: temporary }, shell: LIMITED });
    expectOneClearLine(stderr);
    expect([code, stdout]).toEqual([2, '']);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('one that is not there: what to do is said, too', async () => {
    const temporary = join(folder, 'none');
    const { code, stdout, stderr } = await run(scan, { env: { TMPDIR: temporary } });
    expect(stderr).toBe(
      `spoor: scan: cannot keep a temporary file in ${temporary}: there is no such file or folder\n` +
        'TMPDIR names another folder; --order input needs none\n',
    );
    expect([code, stdout]).toEqual([2, '']);
  });

  test('a reader that goes leaves nothing there', async () => {
    const temporary = mkdtempSync(join(folder, 'tmp-'));
    const { code } = await run(scan, { env: { TMPDIR: temporary }, shell: '"$@" | head -n 1' });
    expect(code).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
