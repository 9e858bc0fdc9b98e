import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { spoor as spoorHere } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-named-twice-'));
const logs = join(folder, 'logs');
const log = join(logs, 'a.ndjson');
const rule = join(folder, 'rule.yml');
beforeAll(() => {
  mkdirSync(logs);
  writeFileSync(log, '{"Channel": "Security", "EventID": 4625, "n": "1"}\n{"Channel": "Security", "EventID": 4625}\n');
  writeFileSync(join(logs, 'notes.md'), 'a line\n');
  writeFileSync(
    rule,
    'title: one\nlogsource: {product: windows, service: security}\ndetection: {a: {EventID: 4625}, condition: a}\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A run with its paths as from the folder. */
async function spoor(...args: readonly string[]) {
  const run = await spoorHere(args);
  return { ...run, stderr: run.stderr.replaceAll(`${folder}/`, '') };
}

describe('a log that is named twice is read once', () => {
  const other = `${folder}/./logs/a.ndjson`;
  const line = `named twice ./logs/a.ndjson is logs/a.ndjson; it is read once\n`;

  test.each([
    ['scan', ['--rules', rule, '--format', 'ndjson'], 2],
    ['events', [], 2],
    ['query', ['--format', 'ndjson', '-e', '*'], 2],
  ] as const)('by %s, under two spellings', async (command, options, count) => {
    const { stdout, stderr } = await spoor(command, log, other, ...options);
    expect(stdout.trim().split('\n')).toHaveLength(count);
    expect(stderr.split(line)).toHaveLength(2);
  });

  test('by inspect, in a folder and itself, and quiet', async () => {
    const { code, stdout, stderr } = await spoor('inspect', logs, log, '--format', 'json', '--quiet');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ events: 2 });
    expect(stderr).toContain('named twice logs/a.ndjson; it is read once\n');
  });

  test('what is named itself is a log though it was met in a folder, where it is none', async () => {
    const notes = join(logs, 'notes.md');
    const { stdout } = await spoor('query', '* | count', logs, notes, '--format', 'ndjson');
    expect(stdout).toBe('{"_count":3}\n');
  });

  test('through links, all of which --verbose names', async () => {
    const linked = join(folder, 'linked');
    mkdirSync(linked);
    for (const name of ['b.ndjson', 'c.ndjson']) symlinkSync(log, join(linked, name));
    const { stdout, stderr } = await spoor('query', '* | count', log, linked, '--format', 'ndjson');
    expect(stdout).toBe('{"_count":2}\n');
    expect(stderr).toContain('named twice linked/b.ndjson is logs/a.ndjson, and 1 more; each is read once\n');
    expect((await spoor('query', '*', log, linked, '--verbose')).stderr).toContain(
      'named twice linked/b.ndjson is logs/a.ndjson, linked/c.ndjson is logs/a.ndjson; each',
    );
  });

  test('records of one file are explained each, without a word', async () => {
    const { stdout, stderr } = await spoor('explain', rule, `${log}#2`, `${log}#1`, '--format', 'ndjson');
    expect(stdout.trim().split('\n')).toHaveLength(2);
    expect(stderr).not.toContain('twice');
    const one = await spoor('explain', rule, `${logs}#2`, `${other}#1`, '--format', 'ndjson');
    expect(one.stdout.trim().split('\n')).toHaveLength(2);
  });
});
