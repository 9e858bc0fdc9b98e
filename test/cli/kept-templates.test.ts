import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { evtxOf } from '../../src/formats/evtx/testing/write-evtx.ts';
import { type Ended, start } from './run-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-templates-'));
const log = join(folder, 'log.evtx');
const other = join(folder, 'other.evtx');
const cache = join(folder, 'cache');
const kept = (): string[] =>
  readdirSync(join(cache, 'spoor')).filter((name) => name.startsWith('templates-') && !name.endsWith('.tmp'));

for (const [path, name] of [
  [log, 'Image'],
  [other, 'Path'],
] as const) {
  const data = [[name, 'C:\\a.exe']] as const;
  const event = { channel: 'Channel', provider: 'Provider', eventId: 1, computer: 'host', day: 153_000, data };
  writeFileSync(path, evtxOf([event, event, event]));
}
beforeEach(() => rmSync(cache, { recursive: true, force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): Promise<Ended> {
  return start([...args, '--quiet'], { env: { XDG_CACHE_HOME: cache } }).ended;
}

test('what is learned of templates is kept for later runs, which write the same', async () => {
  const first = await run('events', log);
  expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/^(\{.*"Image":"C:\\\\a\.exe".*\}\n){3}$/) });
  const [file] = kept();
  const before = readFileSync(join(cache, 'spoor', file!));
  expect(await run('events', log)).toEqual(first);
  expect(readFileSync(join(cache, 'spoor', file!))).toEqual(before);
  await run('query', '* | count', other);
  expect(readFileSync(join(cache, 'spoor', file!)).length).toBeGreaterThan(before.length);
  expect(await run('events', log, '--threads', '2')).toEqual(first);
});

test('what was kept and was damaged since is not used', async () => {
  const first = await run('events', log);
  const [file] = kept();
  const path = join(cache, 'spoor', file!);
  const bytes = readFileSync(path);
  for (const place of [0, 300_000]) {
    const damaged = Buffer.from(bytes);
    damaged[place]! ^= 0x55;
    writeFileSync(path, damaged);
    expect(await run('events', log)).toEqual(first);
    expect(readFileSync(path)).toEqual(bytes);
  }
});

test('a folder that takes nothing costs nothing but time', async () => {
  const expected = await run('events', log);
  rmSync(cache, { recursive: true });
  writeFileSync(cache, 'no folder');
  expect(await run('events', log)).toEqual(expected);
});
