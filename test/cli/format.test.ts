import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { spoor } from './run-cli.ts';
import { run } from './run-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-format-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const LOOSE = 'a   b|count   by  c,d // all\n';
const LAID = 'a b\n| count by c, d // all\n';

test('writes the layout into files, once', async () => {
  const path = file('a.sumo', `\ufeff${LOOSE}`);
  const printed = await spoor(['format', path, '--print']);
  expect(printed).toMatchObject({ code: 0, stdout: LAID, stderr: '' });
  expect(readFileSync(path, 'utf8')).toBe(`\ufeff${LOOSE}`);
  const written = await spoor(['format', path]);
  expect(written).toMatchObject({ code: 0, stdout: '', stderr: 'files 1 · 1 changed\n' });
  expect(readFileSync(path, 'utf8')).toBe(`\ufeff${LAID}`);
  expect((await spoor(['format', path])).stderr).toBe('files 1 · 0 changed\n');
});

test('--check lists the files that would change', async () => {
  mkdirSync(join(folder, 'all'), { recursive: true });
  const loose = file('all/loose.sumo', LOOSE);
  file('all/laid.sumo', LAID);
  file('all/board.json', '{"queryText": "a   b"}');
  const checked = await spoor(['format', join(folder, 'all'), '--check']);
  expect(checked).toMatchObject({ code: 1, stdout: `${loose}\n`, stderr: 'files 2 · 1 would change\n' });
  expect(readFileSync(loose, 'utf8')).toBe(LOOSE);
  expect((await spoor(['format', join(folder, 'all/laid.sumo'), '--check'])).code).toBe(0);
});

test('a query that the platform refuses is left alone, with its place', async () => {
  const [bad, good] = [file('bad.sumo', '* |  eval x=1'), file('good.sumo', LOOSE)];
  const { code, stdout, stderr } = await spoor(['format', bad, good]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/sumo\/eval-operator[\s\S]*bad\.sumo:1:6[\s\S]*files 2 · 1 changed · 1 left alone\n$/);
  expect(readFileSync(bad, 'utf8')).toBe('* |  eval x=1');
  expect(readFileSync(good, 'utf8')).toBe(LAID);
});

test('from standard input the text is printed', async () => {
  const given = await run(['format', '-'], { shell: `printf '%s' 'a|count' | "$@"` });
  expect(given).toMatchObject({ code: 0, stdout: 'a\n| count\n' });
  const refused = await run(['format', '-'], { shell: `printf '%s' '* | eval x=1' | "$@"` });
  expect(refused).toMatchObject({ code: 2, stdout: '' });
});

test.each([
  ['exported content', ['all/board.json'], /is no query file/],
  ['two ways', ['a.sumo', '--check', '--print'], /cannot go together/],
  ['several to print', ['a.sumo', 'good.sumo', '--print'], /one file can be printed/],
  ['nothing there', ['none.sumo'], /cannot read/],
])('%s is wrong use', async (_title, [first, ...rest], message) => {
  const argv = [first!, ...rest].map((arg) => (arg.startsWith('-') ? arg : join(folder, arg)));
  const { code, stdout, stderr } = await spoor(['format', ...argv]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
});
