import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { spoor } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-explain-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const log = join(folder, 'log.ndjson');
const rows = [
  { image: 'powershell.exe', command: 'Get-Help', user: 'a' },
  { image: 'PowerShell.exe', command: 'Invoke-Command x', user: 'b' },
  { image: 'powershell.exe', command: 'Invoke-Command x', user: 'c' },
  { image: 'cmd.exe', command: 'dir', user: 'd' },
];
writeFileSync(log, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const query = join(folder, 'q.sumo');
writeFileSync(query, '* | where image = "powershell.exe" and command matches "*Invoke-Command*"\n');

describe('explain', () => {
  test('one record: each test with what it saw', async () => {
    const { code, stdout } = await spoor(['explain', query, `${log}#1`]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/does not match: 1 test would have to come out the other way/);
    expect(stdout).toMatch(/✓ image = "powershell\.exe" {3}image is "powershell\.exe"/);
    expect(stdout).toMatch(/✗ command matches "\*Invoke-Command\*" {3}command is "Get-Help"/);
    expect((await spoor(['explain', query, `${log}#3`])).stdout).toMatch(/#3 matches/);
  });

  test('over a log: the near misses with the smallest change', async () => {
    const { stdout, stderr } = await spoor(['explain', query, log, '--format', 'ndjson']);
    const misses = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(misses).toMatchObject([
      {
        events: 1,
        test: 'image = "powershell.exe"',
        saw: { image: 'PowerShell.exe' },
        change: 'only letter case differs',
      },
      { events: 1, test: 'command matches "*Invoke-Command*"', saw: { command: 'Get-Help' } },
    ]);
    expect(stderr).toMatch(/1 matched · 2 failed by one test/);
  });

  test('a record that is not there, and an unknown detection', async () => {
    expect(await spoor(['explain', query, `${log}#99`])).toMatchObject({ code: 2, stdout: '' });
    expect((await spoor(['explain', 't9999', log])).stderr).toMatch(/no detection t9999/);
  });

  test('a shipped detection by its technique', async () => {
    const { code, stderr } = await spoor(['explain', 't1021.006', log]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/0 matched/);
  });
});
