import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ROW_FORMATS } from '../../src/cli/output/rows.ts';
import { run, start } from './run-process.ts';
import { evtxBytes, ndjsonLog } from './sample-logs.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-closed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ndjson = ndjsonLog(folder, 'large.ndjson', 5000);
const evtx = join(folder, 'large.evtx');
writeFileSync(evtx, evtxBytes(60));
const rule = join(folder, 'all.sumo');
writeFileSync(rule, '* | fields _raw');

/** Runs with a reader that takes the first bytes and goes. */
async function headOf(args: readonly string[]) {
  const running = start(args);
  await running.firstOutput;
  running.child.stdout?.destroy();
  return running.ended;
}

const commands = [
  ['scan', ['scan', ndjson, '--rules', rule], ROW_FORMATS],
  ['scan of EVTX', ['scan', evtx, '--rules', rule], ROW_FORMATS],
  ['query', ['query', '* | fields _raw', ndjson], ROW_FORMATS],
  ['events', ['events', ndjson], ['ndjson']],
  ['events of EVTX', ['events', evtx], ['ndjson']],
  ['events on threads', ['events', evtx, '--threads', '2'], ['ndjson']],
  ['query on threads', ['query', '* | fields _raw', ndjson, '--threads', '3'], ROW_FORMATS],
] as const;

describe('a closed pipe ends the run quietly', () => {
  test.each(commands.flatMap(([name, args, formats]) => formats.map((format) => [name, format, args] as const)))(
    '%s --format %s',
    async (_, format, args) => {
      const { code, stderr } = await headOf([...args, '--format', format]);
      expect(stderr).not.toMatch(/EPIPE|rror|spoor:|\n\s+at /);
      expect(code).toBe(0);
    },
  );

  test('and soon: what nobody reads is not decoded to its end', async () => {
    const running = start(['events', '-'], { stdin: 'pipe' });
    const stdin = running.child.stdin!;
    let isOver = false;
    stdin.on('error', () => {
      isOver = true;
    });
    void running.firstOutput.then(() => running.child.stdout?.destroy());
    const bytes = evtxBytes(2);
    stdin.write(bytes);
    let blocks = 0;
    for (; blocks < 1000 && !isOver; blocks++)
      await new Promise((done) => stdin.write(bytes.subarray(4096), () => done(undefined)));
    stdin.end();
    const { code, stderr } = await running.ended;
    expect(blocks).toBeLessThan(1000);
    expect([code, stderr]).toEqual([0, '']);
  });
});

test.skipIf(process.platform === 'win32')('nobody who hears what is told is no reason to cut the result', async () => {
  const out = join(folder, 'whole.ndjson');
  // What it takes for granted is told first, when the reader is gone already.
  const shell = `{ sleep 0.2; "$@" 2>&1 >${out}; } | true`;
  await run(['query', '* | where n matches "*"', ndjson, '--order', 'input', '--format', 'ndjson'], { shell });
  expect(readFileSync(out, 'utf8').trim().split('\n')).toHaveLength(5000);
});
