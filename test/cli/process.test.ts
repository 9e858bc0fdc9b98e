import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const starter = join(root, 'scripts/spoor.cjs');
const folder = mkdtempSync(join(tmpdir(), 'spoor-process-'));
const large = join(folder, 'large.ndjson');

beforeAll(() => {
  const file = openSync(large, 'w');
  const block = Array.from(
    { length: 1000 },
    (_, i) => `{"n": "${i}", "user": "user${i % 7}", "text": "${'x'.repeat(150)}"}\n`,
  ).join('');
  for (let i = 0; i < 400; i++) writeSync(file, block);
  closeSync(file);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** Runs the real command line; `during` may act on it once it has written something. */
function run(args: readonly string[], during?: (child: ReturnType<typeof spawn>) => void): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [starter, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const parts = { stdout: '', stderr: '' };
    let acted = 0;
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        parts[name] += text;
        if (during && acted === 0) {
          acted = Date.now();
          during(child);
        }
      });
    }
    child.on('close', (code) => done({ code, ...parts, milliseconds: Date.now() - (acted || Date.now()) }));
  });
}

describe('the process', () => {
  test('a closed pipe ends it quietly', async () => {
    const { code, stderr } = await run(['events', large, '-q'], (child) => child.stdout?.destroy());
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  test('Ctrl-C ends it within a second, with the results so far', async () => {
    const { code, stdout, stderr, milliseconds } = await run(['events', large], (child) => child.kill('SIGINT'));
    expect(code).toBe(130);
    expect(stderr).toMatch(/interrupted/);
    expect(stdout.length).toBeGreaterThan(0);
    expect(milliseconds).toBeLessThan(2000);
  });

  test('an interrupted run leaves no output file', async () => {
    const out = join(folder, 'out.ndjson');
    const ended = await run(['events', large, '--output', out, '--verbose'], undefined);
    expect(ended.code).toBe(0);
    const { readdirSync, existsSync } = await import('node:fs');
    rmSync(out);
    const child = spawn(process.execPath, [starter, 'events', large, '--output', out], { stdio: 'ignore' });
    const closing = new Promise((done) => child.on('close', done));
    const isWriting = (): boolean => readdirSync(folder).some((name) => name.endsWith('.tmp'));
    while (!isWriting() && child.exitCode === null) await new Promise((later) => setTimeout(later, 5));
    child.kill('SIGINT');
    const code = await closing;
    expect([130, 0]).toContain(code);
    if (code === 130) expect(existsSync(out)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('it starts, and says its version', async () => {
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
