import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { MAIN, run } from './run-process.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'spoor-broken-package-'));
const main = join(folder, 'dist/cli/main.js');
const log = join(folder, 'log.ndjson');
const own = join(folder, 'detections/own');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const spoor = (...args: readonly string[]) =>
  run(args, {
    shell: `shift 2; exec "${process.execPath}" "${main}" "$@"`,
    env: { XDG_CACHE_HOME: join(folder, 'cache') },
  });

test('a package in the folder of detections that does not load is one line with its place, for every command', async () => {
  cpSync(dirname(MAIN), dirname(main), { recursive: true, filter: (path) => !path.endsWith('.cache') });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  cpSync(join(root, 'detections'), join(folder, 'detections'), { recursive: true });
  writeFileSync(log, '{"Channel": "Security", "EventID": 4624}\n');
  // As some editors lock a file.
  symlinkSync('gone', join(folder, 'detections/.#lock'));
  expect((await spoor('scan', log)).code).toBe(0);

  cpSync(join(folder, 'detections/t1021.006-windows-remote-management'), own, { recursive: true });
  const manifest = join(own, 'detection.yaml');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('\ntitle: ', '\ntitle: a: '));
  for (const args of [['scan', log], ['list'], ['test']]) {
    const { code, stdout, stderr } = await spoor(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.replaceAll(folder, '')).toMatch(
      /^spoor: the detection package does not load: \/detections\/own\/detection\.yaml:3:\d+: .*\nspoor lint \/detections\/own shows all of it\n$/,
    );
  }
});
