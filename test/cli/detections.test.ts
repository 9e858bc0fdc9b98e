import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import stringWidth from 'string-width';
import { afterAll, describe, expect, test } from 'vitest';
import { spoor } from './run-cli.ts';

const PACKAGE = resolve(import.meta.dirname, '../../detections/t1021.006-windows-remote-management');
const SLUG = 't1021.006-windows-remote-management';
const LOGS = join(PACKAGE, 'telemetry');
const folder = mkdtempSync(join(tmpdir(), 'spoor-detections-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A copy of the package with a file changed. */
function changedPackage(name: string, path: string, change: (text: string) => string): string {
  const copy = join(folder, name, SLUG);
  cpSync(PACKAGE, copy, { recursive: true });
  writeFileSync(join(copy, path), change(readFileSync(join(copy, path), 'utf8')));
  return copy;
}

const SIGMA = 'title: t\nlogsource: { product: windows }\ndetection:\n  a: { EventID: 1 }\n  condition: a\n';

interface Row {
  readonly test: string;
  readonly form: string;
  readonly status: string;
  readonly vantage?: string;
  readonly verdict?: string;
  readonly outcome?: string;
  readonly branch?: string;
  readonly state: string;
  readonly data?: string;
  readonly diagnostics?: readonly { code: string }[];
  readonly signals: readonly { signal: string; state: string; queried: boolean }[];
}

describe('spoor test', () => {
  test('gives the verdicts of the four tests, and exit 0', async () => {
    const { code, stdout } = await spoor(['test', '--format', 'ndjson']);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
    expect(code).toBe(0);
    const told = rows.map((row) => `${row.test} ${row.form} ${row.vantage ?? '-'} ${row.verdict ?? row.status}`);
    expect(told).toEqual([
      'invoke-command as-written - refused',
      'invoke-command repaired source detected',
      'invoke-command repaired target missed',
      'enable-psremoting as-written - refused',
      'enable-psremoting repaired source missed',
      'enable-psremoting repaired target missed',
      'winrs as-written - refused',
      'winrs repaired source detected',
      'winrs repaired target missed',
      'interactive-session as-written - refused',
      'interactive-session repaired source detected',
      'interactive-session repaired target missed',
    ]);
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['proven-synthetic']));
    const refused = rows.filter((row) => row.status === 'refused');
    expect(refused.map((row) => row.diagnostics?.map((one) => one.code))).toEqual(
      Array.from({ length: 4 }, () => ['sumo/eval-operator']),
    );
    const ran = rows.filter((row) => row.status === 'ran');
    expect(ran.every((row) => row.outcome === 'as-expected' && row.data === 'synthetic')).toBe(true);
    expect(Object.keys(rows[1]!).slice(0, 13)).toEqual(
      'detection test form status vantage verdict expected outcome signals alerts branch reason data'.split(' '),
    );
    const signals = ran.flatMap((row) => row.signals.map((one) => [`${row.test} ${one.signal}`, one] as const));
    const states = (state: string): string[] => signals.filter(([, one]) => one.state === state).map(([name]) => name);
    expect(states('contradicted')).toEqual([
      'invoke-command wsmprovhost-child',
      'enable-psremoting policy-registry',
      'winrs wsmprovhost-child',
      'interactive-session winrm-15-command',
    ]);
    expect(states('absent')).toEqual([]);
    const unread = signals.filter(([, one]) => one.state === 'seen' && !one.queried).map(([name]) => name);
    for (const id of ['winrm-6', 'winrm-11', 'winrm-15', 'script-block'])
      expect(unread).toContain(`interactive-session ${id}`);
  });

  test('counts cases and the shipped query on one line, and shows them with --verbose', async () => {
    const plain = await spoor(['test']);
    expect(plain.stdout).toMatch(
      /\ntests 4: verdicts 8 of 8 as expected · shipped query 8 of 8 as expected · cases (\d+) of \1 as expected\n/,
    );
    expect(plain.stdout).not.toContain('session-child-conhost');
    expect((await spoor(['test', '--verbose'])).stdout).toContain('session-child-conhost');
  });

  test('is the same by slug, uuid, technique and parent technique', async () => {
    const all = await spoor(['test', '--format', 'csv']);
    for (const id of [SLUG, '6f1c5d0e-3f7a-4b52-9a4e-0d8f2b7c1e60', 'T1021.006', 't1021'])
      expect((await spoor(['test', id, '--format', 'csv'])).stdout).toBe(all.stdout);
  });

  test('an id that names nothing is one line, with the nearest', async () => {
    expect(await spoor(['test', 'T1021.007'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'spoor: test: no detection T1021.007; did you mean T1021.006?\n',
    });
    expect((await spoor(['show', 'nothing-like-it'])).stderr).toBe(
      'spoor: show: no detection nothing-like-it; spoor list shows what there is\n',
    );
  });

  test('a folder of recordings must be there', async () => {
    expect((await spoor(['test', '--data', LOGS])).code).toBe(0);
    expect(await spoor(['test', '--data', join(folder, 'none')])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^spoor: test: cannot read .*none: there is no such file or folder\n$/),
    });
  });
});

describe('spoor list and show', () => {
  test('list names the detection in each form', async () => {
    expect((await spoor(['list'])).stdout).toContain(SLUG);
    expect(JSON.parse((await spoor(['list', '--format', 'ndjson'])).stdout)).toMatchObject({
      detection: SLUG,
      attack: ['T1021.006'],
      severity: 'high',
      reads: [{ channel: 'Microsoft-Windows-Sysmon/Operational', eventIds: [1] }],
    });
  });

  test('show sets prose within the width', async () => {
    for (const columns of [80, 120]) {
      const { stdout } = await spoor(['show', 'T1021.006'], { columns });
      const prose = stdout.slice(0, stdout.indexOf('\nQuery ('));
      for (const line of prose.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    }
    expect(JSON.parse((await spoor(['show', 'T1021', '--format', 'json'])).stdout)).toMatchObject({ slug: SLUG });
  });
});

describe('spoor tour', () => {
  test('tells the whole story within 60 lines and the width', async () => {
    for (const columns of [80, 120]) {
      const { code, stdout, stderr } = await spoor(['tour'], { columns });
      const lines = stdout.trimEnd().split('\n');
      expect([code, stderr]).toEqual([0, '']);
      expect(lines.length).toBeLessThanOrEqual(60);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      for (const word of ['fails[sumo/eval-operator]', '14 repairs', '13×', 'WinRM_DirectTool', 'proven-synthetic'])
        expect(stdout).toContain(word);
      expect(stdout.match(/contradicted: /g)).toHaveLength(4);
      expect(stdout).not.toContain('\u001b');
    }
    expect((await spoor(['tour'], { isTerminal: true })).stdout).toContain('\u001b[');
  });

  test('shows the alerts in the columns and the order of the query', async () => {
    const { stdout } = await spoor(['tour']);
    const titles = stdout.split('\n').findIndex((line) => line.includes('_messageTime'));
    const lines = stdout.split('\n').slice(titles, titles + 4);
    expect(lines[0]?.trim().split(/\s+/)).toEqual(
      '_messageTime Computer User FileName CommandLine ParentFileName AlertType'.split(' '),
    );
    const times = lines.slice(1).map((line) => line.trim().slice(0, 8));
    expect(times).toEqual([...times].sort().reverse());
  });
});

describe('scan --rules', () => {
  const scan = (...rules: string[]) =>
    spoor(['scan', LOGS, '--format', 'ndjson', ...rules.flatMap((one) => ['--rules', one])]);
  const alerts = (stdout: string) =>
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  test('runs the query of a package, with what its alerts carry', async () => {
    const { code, stdout, stderr } = await scan(PACKAGE);
    expect(code).toBe(0);
    expect(alerts(stdout).map((one) => one.branch)).toEqual([
      'WinRM_PSRemoting',
      'WinRM_DirectTool',
      'WinRM_PSRemoting',
    ]);
    expect(alerts(stdout)[0]).toMatchObject({
      detection: SLUG,
      version: '1.0.0',
      severity: 'high',
      attack: ['T1021.006'],
      form: 'as-written',
      repairs: [],
    });
    expect(stderr).toContain('rules 1 loaded, 0 not loaded, 0 see nothing here');
  });

  test('without --rules scan runs the same', async () => {
    const own = await spoor(['scan', LOGS, '--format', 'ndjson']);
    expect(own.stdout).toBe((await scan(PACKAGE)).stdout);
    expect((await spoor(['scan', LOGS, '--format', 'ndjson', '--detection', 'T1021'])).stdout).toBe(own.stdout);
  });

  test('runs a specimen that is named, repaired', async () => {
    const { stdout } = await scan(join(PACKAGE, 'specimens/as-published.sumo'));
    expect(alerts(stdout)).toHaveLength(3);
    expect(alerts(stdout)[0]).toMatchObject({
      form: 'repaired',
      repairs: ['lint/regex-in-wildcard', 'sumo/eval-operator'],
      rule: { id: 'as-published' },
    });
  });

  test('takes folders of both, and counts what does not load', async () => {
    cpSync(PACKAGE, join(folder, 'mixed/inner', SLUG), { recursive: true });
    file('mixed/good.sumo', '* | where EventID = 3');
    file('mixed/bad.sumo', '* | where (');
    file('mixed/sigma.yml', SIGMA);
    file('mixed/other.yml', 'name: no rule\n');
    changedPackage('mixed/broken', 'detection.yaml', (text) => text.replace('T1021.006', 'T1021.999'));
    const { code, stderr } = await scan(join(folder, 'mixed'));
    expect(code).toBe(0);
    expect(stderr).toContain('rules 3 loaded, 2 not loaded');
    const told = await spoor(['scan', LOGS, '--verbose', '--rules', join(folder, 'mixed')]);
    expect(told.stderr).toMatch(/ignored .*other\.yml: no rule/);
    expect(told.stderr).toMatch(/not loaded .*bad\.sumo: .*bad\.sumo:1:\d+: /);
    expect(told.stderr).toMatch(/not loaded .*broken.*: .*detection\.yaml:\d+:\d+: .*no technique T1021\.999/);
  });

  test('a file that several paths mean is one rule', async () => {
    const query = file('twice/a.sumo', '* | where EventID = 3');
    const sigma = file('twice/b.yml', SIGMA);
    const twice = await spoor(['list', '--rules', join(folder, 'twice'), '--rules', sigma, '--rules', query]);
    const counted = /^rules 2 · 0 not loaded$/m;
    expect([twice.code, twice.stderr]).toEqual([0, expect.stringMatching(counted)]);
    const again = await spoor(['list', '--rules', query, '--rules', join(folder, 'twice', '.')]);
    expect(again.stderr).toMatch(counted);
  });

  test('what is named itself and does not load ends the run', async () => {
    const sigma = await scan(file('named.yml', SIGMA.replace('condition: ', 'condition: not_')));
    expect(sigma).toMatchObject({ code: 2, stdout: '' });
    expect(sigma.stderr).toMatch(/sigma\/unknown-selection[\s\S]*named\.yml:\d+:\d+[\s\S]*nothing was run/);
    const query = await scan(file('named.sumo', '* | where ('));
    expect(query.code).toBe(2);
    expect(query.stderr).toMatch(/named\.sumo:1:\d+/);
    const copy = changedPackage('alone', 'tests/winrs.yaml', (text) => text.replace('event_id: 3', 'event_id: three'));
    const broken = await scan(copy);
    expect(broken.code).toBe(2);
    expect(broken.stderr).toMatch(/winrs\.yaml:\d+:\d+/);
    mkdirSync(join(folder, 'nothing'));
    expect((await scan(join(folder, 'nothing'))).stderr).toContain('no query and no detection in');
  });
});
