import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { recordingsUnder } from './recordings.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-recordings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a recording is found by what it holds, whatever its name', async () => {
  writeFileSync(join(folder, 'some-name.bin'), 'content');
  const find = recordingsUnder([folder]);
  const digest = createHash('sha256').update('content').digest('hex');
  expect((await find(digest))?.name).toBe(join(folder, 'some-name.bin'));
  expect(await find('0'.repeat(64))).toBeUndefined();
  expect(await recordingsUnder([])(digest)).toBeUndefined();
});
