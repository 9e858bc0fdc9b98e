import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'spoor-start-'));
const bundle = join(folder, 'cli');
const log = join(folder, 'log.ndjson');
const scripts = resolve(import.meta.dirname, '../../scripts');
beforeAll(async () => {
  const { bundleCli } = (await import(join(scripts, 'bundle.mjs'))) as { bundleCli(out: string): Promise<void> };
  await bundleCli(bundle);
  writeFileSync(log, '{"EventID":1}\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filesOf = (end: RegExp): string[] => readdirSync(bundle).filter((name) => end.test(name));
const caches = (): string[] => filesOf(/\.cache$/);

function run(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

const main = join(bundle, 'main.js');
const version = (...flags: string[]): ReturnType<typeof run> => run(...flags, main, '--version');

const STARTED = { code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' };

describe('the code caches', () => {
  test('are made by building, one a script, and again by the start that misses them', () => {
    const names = caches();
    expect(names.map((name) => name.replace(/-v\d.*$/, ''))).toEqual(filesOf(/^spoor-.*\.js$/));
    for (const name of names) rmSync(join(bundle, name));
    expect(version()).toEqual(STARTED);
    expect(caches()).toEqual(names);
    expect(version()).toEqual(STARTED);
  });

  test('that V8 refuses cost nothing but time', () => {
    expect(version('--no-opt')).toEqual(STARTED);
    for (const name of caches()) writeFileSync(join(bundle, name), 'torn');
    expect(version()).toEqual(STARTED);
    expect(run(main, 'list', '--help')).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('the parts of the bundle', () => {
  test('that most runs do without are read by a run that needs them only', () => {
    const parts = filesOf(/^spoor-[a-z].*-[0-9a-f]{12}\.js$/).filter((name) => !/^spoor-[0-9a-f]{12}\.js$/.test(name));
    expect(parts.length).toBeGreaterThan(5);
    const [needed] = parts.filter((name) => name.startsWith('spoor-json-lines-'));
    for (const name of parts) renameSync(join(bundle, name), join(folder, name));
    expect(version()).toEqual(STARTED);
    renameSync(join(folder, needed!), join(bundle, needed!));
    expect(run(main, 'events', log)).toEqual({ code: 0, stdout: '{"EventID":1}\n', stderr: expect.anything() });
    for (const name of parts) if (name !== needed) renameSync(join(folder, name), join(bundle, name));
    expect(run(main, 'query', '* | count', log)).toMatchObject({ code: 0, stdout: expect.stringContaining('_count') });
  });
});
