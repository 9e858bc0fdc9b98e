import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'spoor-start-'));
const bundle = join(folder, 'cli');
const scripts = resolve(import.meta.dirname, '../../scripts');
beforeAll(async () => {
  const { bundleCli } = (await import(join(scripts, 'bundle.mjs'))) as { bundleCli(out: string): Promise<void> };
  await bundleCli(bundle);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const caches = (): string[] => readdirSync(bundle).filter((name) => name.endsWith('.cache'));

function version(...flags: string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, join(bundle, 'main.js'), '--version'], {
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

const STARTED = { code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' };

describe('the code cache', () => {
  test('is made by building, and again by the start that misses it', () => {
    const [name, ...more] = caches();
    expect(more).toEqual([]);
    rmSync(join(bundle, name!));
    expect(version()).toEqual(STARTED);
    expect(caches()).toEqual([name]);
    expect(version()).toEqual(STARTED);
  });

  test('that V8 refuses costs nothing but time', () => {
    expect(version('--no-opt')).toEqual(STARTED);
    writeFileSync(join(bundle, caches()[0]!), 'torn');
    expect(version()).toEqual(STARTED);
  });
});
