import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { spoor } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-results-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const EVENTS = [
  { _messageTime: '2024-05-01T10:00:00Z', user: 'a', port: '80' },
  { _messageTime: '2024-05-01T11:00:00Z', user: 'b', port: '443' },
  { _messageTime: '2024-05-02T10:00:00Z', user: 'a', port: '8080' },
];
const log = file('events.ndjson', `${EVENTS.map((event) => JSON.stringify(event)).join('\n')}\n`);
const lines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

describe('query', () => {
  test('rows in the query’s own order, in every form', async () => {
    const query = '* | count by user | sort by _count';
    const ndjson = await spoor(['query', query, log, '--format', 'ndjson']);
    expect(ndjson.code).toBe(0);
    expect(lines(ndjson.stdout)).toEqual([
      { user: 'a', _count: 2 },
      { user: 'b', _count: 1 },
    ]);
    expect(JSON.parse((await spoor(['query', query, log, '--format', 'json'])).stdout)).toEqual(lines(ndjson.stdout));
    expect((await spoor(['query', query, log, '--format', 'csv'])).stdout).toBe('user,_count\r\na,2\r\nb,1\r\n');
    expect((await spoor(['query', query, log])).stdout).toBe('user  _count\na          2\nb          1\n');
  });

  test('with -e and --file every positional is a path', async () => {
    const other = file('other.ndjson', '{"user": "c"}\n');
    const byOption = await spoor(['query', '-e', '* | count', log, other, '--format', 'ndjson']);
    expect(lines(byOption.stdout)).toEqual([{ _count: 4 }]);
    const byFile = await spoor(['query', '--file', file('q.sumo', '* | count'), log, other, '--format', 'ndjson']);
    expect(byFile.stdout).toBe(byOption.stdout);
  });

  test('without aggregate and fields: time, fields as logged, made columns, raw text', async () => {
    const { stdout } = await spoor(['query', '* | limit 1 | "x" as y', log, '--format', 'ndjson']);
    expect(Object.entries(lines(stdout)[0] as object)).toEqual([
      ['_messageTime', '2024-05-02T10:00:00.000Z'],
      ['user', 'a'],
      ['port', '8080'],
      ['y', 'x'],
      ['_raw', JSON.stringify(EVENTS[2])],
    ]);
  });

  test('a window is half open, and may be relative to the newest event', async () => {
    const count = async (...window: string[]): Promise<unknown> =>
      lines((await spoor(['query', '* | count', log, '--format', 'ndjson', ...window])).stdout);
    expect(await count('--from', '2024-05-01T10:00:00Z', '--to', '2024-05-01T11:00:00Z')).toEqual([{ _count: 1 }]);
    expect(await count('--from', '-24h')).toEqual([{ _count: 3 }]);
    expect(await count('--from', '-23h')).toEqual([{ _count: 2 }]);
    expect(await count('--from', '2024-05-02')).toEqual([{ _count: 1 }]);
  });

  test('what it takes for granted is said once, and an alias is named', async () => {
    const { stderr } = await spoor(['query', '* | where EventCode = "1" and user = "a" | count', log]);
    expect(stderr).toMatch(/sumo\/assumed-field\] read from the events: EventCode \(an alias of EventID\), user;/);
    expect(stderr.match(/assumed-field/g)).toHaveLength(1);
  });

  test('a field that no event has is named, and findings that no repair mends', async () => {
    const { stderr, code } = await spoor(['query', 'sourcetype=x | where usr = "a" or user = "a" | count', log]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^misses query:1:1 lint\/splunk-name: /m);
    expect(stderr).toContain('missing no event has fields sourcetype, usr: null in every row\n');
    const quiet = await spoor(['query', '* | count by usr', log, '--quiet']);
    expect(quiet.stderr).toBe('');
  });

  test('columns without room are counted, those of System first', async () => {
    const payload = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`Field${index}`, 'x'.repeat(20)]));
    const event = { EventID: 1, Channel: 'Security', Provider_Name: 'P', Level: 4, Version: 2, ...payload };
    const wide = file('wide.ndjson', `${JSON.stringify(event)}\n`);
    const { stdout, stderr } = await spoor(['query', '*', wide], { columns: 80 });
    const [titles = ''] = stdout.split('\n');
    expect(titles).toMatch(/EventID {2}Channel {2}/);
    expect(titles).toContain('Field0');
    expect(titles).not.toMatch(/Provider_Name|Level|Field11/);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(stderr).toMatch(/^\d+ more columns without room here: choose with \| fields/m);
    const all = await spoor(['query', '* | fields EventID, Field11', wide], { columns: 80 });
    expect(all.stderr).not.toContain('more columns');
  });

  test('a source category that is not in the input is explained, and can be given', async () => {
    const without = await spoor(['query', '_sourceCategory=web | count', log, '--format', 'ndjson']);
    expect(without.stdout).toBe('');
    expect(without.stderr).toMatch(
      /no event passes the source selection of the query: the input has no source category/,
    );
    const given = await spoor([
      'query',
      '_sourceCategory=web | count',
      log,
      '--format',
      'ndjson',
      '--source-category',
      'web',
    ]);
    expect(lines(given.stdout)).toEqual([{ _count: 3 }]);
    const project = join(folder, 'project');
    mkdirSync(join(project, 'inner'), { recursive: true });
    writeFileSync(join(project, 'spoor.yaml'), 'source-category: web\n');
    const configured = await spoor(['query', '_sourceCategory=web | count', log, '--format', 'ndjson'], {
      workingFolder: join(project, 'inner'),
    });
    expect(configured.stdout).toBe(given.stdout);
  });

  test('templates take their value from --param', async () => {
    const query = '* | where user = "{{who}}" | count';
    expect((await spoor(['query', query, log])).code).toBe(2);
    const { stdout } = await spoor(['query', query, log, '--param', 'who=a', '--format', 'ndjson']);
    expect(lines(stdout)).toEqual([{ _count: 2 }]);
  });

  test('repairs are applied and listed; strict refuses', async () => {
    const query = '* | eval x = 1 | fields x';
    const repaired = await spoor(['query', query, log, '--format', 'ndjson']);
    expect(repaired.code).toBe(0);
    expect(repaired.stderr).toMatch(/repaired[\s\S]*1:7 sumo\/eval-operator|repaired[\s\S]*1:5 sumo\/eval-operator/);
    expect(lines(repaired.stdout)).toHaveLength(3);
    const strict = await spoor(['query', query, log, '--strict']);
    expect(strict.code).toBe(2);
    expect(strict.stdout).toBe('');
  });

  test('--output writes a file whole', async () => {
    const path = join(folder, 'rows.csv');
    const { code, stdout } = await spoor(['query', '* | count', log, '--format', 'csv', '--output', path]);
    expect([code, stdout]).toEqual([0, '']);
    expect(readFileSync(path, 'utf8')).toBe('_count\r\n3\r\n');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('gzip is read through; a cut one is counted as damaged', async () => {
    const packed = gzipSync(Buffer.from('{"user": "z"}\n'.repeat(50_000)));
    const whole = await spoor(['query', '* | count', file('a.ndjson.gz', packed), '--format', 'ndjson']);
    expect(lines(whole.stdout)).toEqual([{ _count: 50_000 }]);
    const cut = await spoor([
      'query',
      '* | count',
      file('b.ndjson.gz', packed.subarray(0, packed.length - 20)),
      '--format',
      'ndjson',
    ]);
    expect(cut.code).toBe(3);
    expect(cut.stderr).toMatch(/cannot unpack/);
  });

  test('a bad line is damage with its place, the rest is read', async () => {
    const path = file('bad.ndjson', '{"user": "a"}\n{"user": \n{"user": "c"}\n');
    const { code, stdout, stderr } = await spoor(['query', '* | count', path, '--format', 'ndjson']);
    expect(code).toBe(3);
    expect(lines(stdout)).toEqual([{ _count: 2 }]);
    expect(stderr).toMatch(/damaged .*bad\.ndjson, line 2/);
    expect(stderr).toMatch(/files 1 \(1 damaged, 0 ignored\)/);
  });

  test('text is a log when named itself, or by its name in a folder', async () => {
    mkdirSync(join(folder, 'texts'));
    file('texts/app.log', 'user=x done\nuser=y failed\n');
    file('texts/notes.md', '# no log\n');
    const query = '* | parse "user=* " as user | fields user | sort by user asc';
    const { stdout, stderr } = await spoor(['query', query, join(folder, 'texts'), '--format', 'ndjson']);
    expect(lines(stdout)).toEqual([{ user: 'x' }, { user: 'y' }]);
    expect(stderr).toMatch(/files 2 \(0 damaged, 1 ignored\)/);
    const all = await spoor(['query', '* | count', join(folder, 'texts'), '--input', 'text', '--format', 'ndjson']);
    expect(lines(all.stdout)).toEqual([{ _count: 3 }]);
  });
});

describe('events', () => {
  test('what it writes reads back the same', async () => {
    const path = file(
      'windows.ndjson',
      `${JSON.stringify({ EventID: 1, Channel: 'Microsoft-Windows-Sysmon/Operational', Computer: 'H', TimeCreated: '2024-05-01T10:00:00.1234567Z', EventRecordID: 7, EventData: { Image: 'C:\\x.exe', ProcessId: 4, Data: ['a', 'b'] } })}\n`,
    );
    const once = await spoor(['events', path]);
    const again = await spoor(['events', file('again.ndjson', once.stdout)]);
    expect(once.code).toBe(0);
    expect(again.stdout).toBe(once.stdout);
    expect(lines(once.stdout)[0]).toMatchObject({
      EventID: 1,
      EventRecordID: 7,
      EventData: { Image: 'C:\\x.exe', ProcessId: 4, Data: ['a', 'b'] },
    });
  });

  test.each([
    [
      'JSON of no known shape',
      '{"_messageTime":"2024-05-01T10:00:00Z","_sourceCategory":"lab","a":{"b":[{"c":1}]},"n":1.50}\n',
    ],
    ['JSON over several lines', '[\n {"a": 1,\n "b": {"c": 2, "big": 12345678901234567890}}, {"a": 1}\n]\n'],
    ['text', 'one "line"\ntwo\\lines\n'],
    [
      'Windows events with built-in fields of their own',
      '{"EventID":1,"Channel":"Security","EventData":{"A":"x"},"_sourceCategory":"lab","_messageTime":1714557600123}\n',
    ],
  ])('%s reads back with the same rows', async (title, text) => {
    const path = file(`${title.replaceAll(' ', '-')}.in`, text);
    const back = file(`${title.replaceAll(' ', '-')}.back`, (await spoor(['events', path])).stdout);
    for (const query of [
      '* | count by _sourceCategory, _messageTime, %a.b[0].c, b.c, b.big, n, EventID, A',
      'line* or lab or a | fields _messageTime, a, n',
    ]) {
      const rows = await spoor(['query', query, path, '--format', 'ndjson']);
      expect((await spoor(['query', query, back, '--format', 'ndjson'])).stdout).toBe(rows.stdout);
      expect(rows.stdout).not.toBe('');
    }
    expect((await spoor(['events', back])).stdout).toBe(readFileSync(back, 'utf8'));
  });

  test('built-in fields can be chosen', async () => {
    const { stdout } = await spoor(['events', log, '--where', 'user = "b"', '--fields', '_messageTime,_raw,user']);
    expect(lines(stdout)).toEqual([
      { _messageTime: '2024-05-01T11:00:00.000Z', _raw: JSON.stringify(EVENTS[1]), user: 'b' },
    ]);
  });

  test('conditions and chosen fields', async () => {
    const { stdout } = await spoor(['events', log, '--where', 'port matches "80*"', '--fields', 'port,user,none']);
    expect(lines(stdout)).toEqual([
      { port: '80', user: 'a' },
      { port: '8080', user: 'a' },
    ]);
  });
});

describe('lint', () => {
  const text = '* | eval x = 1\n| where user matches "(?i)adm.*"\n';
  test('findings end with 1; mended, with 0', async () => {
    const path = file('lint.sumo', text);
    const before = await spoor(['lint', path, '--format', 'ndjson']);
    expect(before.code).toBe(1);
    expect(lines(before.stdout)).toMatchObject([
      { code: 'lint/broad-scope', severity: 'style', line: 1 },
      { code: 'sumo/eval-operator', severity: 'fails', line: 1 },
      { code: 'lint/unmade-field', severity: 'uncertain', line: 2 },
      { code: 'lint/regex-in-wildcard', severity: 'never', line: 2 },
    ]);
    const printed = await spoor(['lint', path, '--print']);
    expect(printed.stdout).toBe('* | 1 as x\n| where user matches /(?i)adm/\n');
    expect(readFileSync(path, 'utf8')).toBe(text);
    const fixed = await spoor(['lint', path, '--fix']);
    expect(fixed.code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(printed.stdout);
    await spoor(['lint', path, '--fix']);
    expect(readFileSync(path, 'utf8')).toBe(printed.stdout);
  });
});

describe('scan', () => {
  const rule = (name: string, query: string): string => file(name, query);
  test('alerts oldest first, with a query file as rule', async () => {
    const { code, stdout, stderr } = await spoor([
      'scan',
      log,
      '--rules',
      rule('a.sumo', '* | where user = "a" | fields user, port'),
      '--format',
      'ndjson',
    ]);
    expect(code).toBe(0);
    expect(lines(stdout)).toMatchObject([
      {
        v: 1,
        rule: { id: 'a' },
        time: '2024-05-01T10:00:00.000Z',
        fields: { user: 'a', port: '80' },
        count: 1,
        events: [{ record: 1 }],
      },
      { time: '2024-05-02T10:00:00.000Z', events: [{ record: 3 }] },
    ]);
    expect(stderr).toMatch(
      /^rules 1 loaded, 0 not loaded, 0 see nothing here · files 1 \(0 damaged, 0 ignored\) · events 3 · detections 1 \(0 see nothing here\) · alerts 2 · /m,
    );
  });

  test('an alert of several events names the first of them and spans their time', async () => {
    const { stdout } = await spoor([
      'scan',
      log,
      '--rules',
      rule('b.sumo', '* | count by user | where _count > 1'),
      '--format',
      'ndjson',
    ]);
    expect(lines(stdout)).toMatchObject([
      {
        time: '2024-05-02T10:00:00.000Z',
        firstTime: '2024-05-01T10:00:00.000Z',
        count: 2,
        fields: { user: 'a', _count: 2 },
      },
    ]);
  });

  test('slices are those of query: the range is that of the data', async () => {
    const days = file(
      'days.ndjson',
      ['2024-03-30T12:00:00Z', '2024-03-31T12:00:00Z', '2024-03-31T22:30:00Z']
        .map((time) => `{"_messageTime": "${time}"}\n`)
        .join(''),
    );
    for (const slice of ['1d', '2 buckets', '']) {
      const rule = file('slices.sumo', `* | timeslice ${slice} | count by _timeslice`);
      const common = [days, '--timezone', 'Europe/Berlin', '--format', 'ndjson'];
      const rows = lines((await spoor(['query', '--file', rule, ...common])).stdout);
      const alerts = lines((await spoor(['scan', '--rules', rule, ...common])).stdout) as { fields: unknown }[];
      expect(alerts.map(({ fields }) => fields)).toEqual(rows);
    }
  });

  test('--fail-on any', async () => {
    const hit = ['scan', log, '--rules', rule('c.sumo', '* | where user = "b"'), '--format', 'ndjson'];
    expect((await spoor([...hit, '--fail-on', 'any'])).code).toBe(1);
    expect((await spoor(hit)).code).toBe(0);
  });

  test('equal alerts are folded in a table, not with --all', async () => {
    const twice = file('twice.ndjson', '{"user": "a"}\n{"user": "a"}\n');
    const rules = ['--rules', rule('d.sumo', '* | fields user')];
    expect((await spoor(['scan', twice, ...rules])).stdout).toMatch(/×2/);
    expect((await spoor(['scan', twice, ...rules, '--all'])).stdout.trim().split('\n')).toHaveLength(3);
  });
});

test('there is no leftover', () => {
  expect(existsSync(join(folder, 'spoor.yaml'))).toBe(false);
});
