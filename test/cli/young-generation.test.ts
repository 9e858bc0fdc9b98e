import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from './run-process.ts';
import { ndjsonLog } from './sample-logs.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-young-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hook = join(folder, 'size-at-exit.cjs');
writeFileSync(
  hook,
  `process.on('exit', () => {
  const spaces = require('node:v8').getHeapSpaceStatistics();
  const { space_size } = spaces.find(({ space_name }) => space_name === 'new_space');
  require('node:fs').writeSync(2, 'young generation ' + space_size / 1048576 + ' MB');
});\n`,
);
const logs = ndjsonLog(folder, 'large.ndjson', 120_000);

/** Megabytes of V8's young generation behind a query over the log. */
async function sizeBehind(query: string): Promise<number> {
  const { code, stderr } = await run(['query', query, logs, '--format', 'ndjson', '--threads', '1'], {
    env: { NODE_OPTIONS: `--require ${hook}` },
  });
  expect(code).toBe(0);
  return Number(/young generation ([\d.]+) MB/.exec(stderr)?.[1]);
}

test('the young generation stays small while little is kept', async () => {
  expect(await sizeBehind('* | where user matches "user*" | count by user')).toBe(4);
});

test('and grows where much is', async () => {
  expect(await sizeBehind('* | count by n')).toBeGreaterThan(4);
});
