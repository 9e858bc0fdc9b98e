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

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';

/** Synthetic process creations, and one of the Security log. */
const EVENTS = [
  { Channel: SYSMON, EventID: 1, Image: 'C:\\powershell.exe', CommandLine: 'ps -enc JAB', User: 'alice' },
  { Channel: SYSMON, EventID: 1, Image: 'C:\\powershell.exe', CommandLine: 'ps -e JAB', User: 'alice' },
  { Channel: SYSMON, EventID: 1, Image: 'C:\\powershell.exe', CommandLine: 'ps -enc JAB', User: 'adm-bob' },
  { Channel: SYSMON, EventID: 5, Image: 'C:\\powershell.exe' },
  { Channel: 'Security', EventID: 4688, NewProcessName: 'C:\\powershell.exe', CommandLine: 'ps -ENC x' },
].map((event, i) => ({ ...event, Computer: 'WS1', TimeCreated: `2024-05-01T10:00:0${i}Z` }));
const sysmon = file('sysmon.ndjson', EVENTS.map((event) => `${JSON.stringify(event)}\n`).join(''));

const RULE = String.raw`title: Encoded command
id: 22222222-2222-4222-8222-222222222222
name: encoded
logsource: {category: process_creation, product: windows}
detection:
  selection_img:
    Image|endswith: '\powershell.exe'
  selection_cli:
    CommandLine|contains:
      - ' -enc '
      - ' -encodedcommand '
  filter_admin:
    User|startswith: adm
  condition: all of selection_* and not 1 of filter_*
`;
const rule = file('rule.yml', RULE);

describe('explain a Sigma rule', () => {
  test('one record: selections with their entries, what they saw and where they stand', async () => {
    const { code, stdout } = await spoor(['explain', rule, `${sysmon}#2`]);
    expect(code).toBe(0);
    expect(stdout).toContain('#2 does not match "Encoded command"');
    expect(stdout).toMatch(/^ +4:1 {2}✓ log source: windows process_creation {3}Sysmon 1$/m);
    expect(stdout).toMatch(/^ +6:3 +✓ selection_img$/m);
    expect(stdout).toMatch(/^ +7:5 +✓ Image\|endswith: '\\powershell\.exe' {3}'C:\\powershell\.exe'$/m);
    expect(stdout).toMatch(/^ +9:5 +✗ CommandLine\|contains: any of 2 {3}'ps -e JAB'$/m);
    expect(stdout).toMatch(
      /One test would have to come out the other way:\n +10:9 {2}CommandLine\|contains: ' -enc ', or 1 other {2}it has " -e" of " -enc "$/m,
    );
  });

  test('a record of another log source, and one with other names of fields', async () => {
    const { stdout } = await spoor(['explain', rule, `${sysmon}#4`]);
    expect(stdout).toContain('Sysmon 5; the rule reads Sysmon 1 or Security 4688');
    const other = await spoor(['explain', rule, `${sysmon}#5`]);
    expect(other.stdout).toContain('#5 matches "Encoded command"');
    expect(other.stdout).toContain("NewProcessName is 'C:\\powershell.exe'");
  });

  test('filters that leave an event in are one line, all of them with --verbose', async () => {
    expect((await spoor(['explain', rule, `${sysmon}#1`])).stdout).not.toContain('User|startswith');
    expect((await spoor(['explain', rule, `${sysmon}#1`, '--verbose'])).stdout).toMatch(
      /✗ User\|startswith: adm {3}'alice'/,
    );
  });

  test('of a field with several values those that matched are shown, and all where none did', async () => {
    const many = file(
      'many.yml',
      `title: many
logsource: {product: windows, service: application}
detection:
  any:
    Data|contains: [mimi, whoami]
  each:
    Data|contains|all: [first, third]
  one:
    Data|endswith: ird
  no:
    Data|contains: nowhere
  condition: any and each and one and no
`,
    );
    const values = ['first', 'run whoami /all', 'third', 'nowher', 'x'.repeat(300), 'six', 'seven'];
    const application = file(
      'application.ndjson',
      `${JSON.stringify({ Channel: 'Application', EventID: 1, EventData: { Data: values } })}\n`,
    );
    const { stdout } = await spoor(['explain', many, `${application}#1`], { columns: 200 });
    expect(stdout).toMatch(/✓ Data\|contains: any of 2 {3}'run whoami \/all'\n/);
    expect(stdout).toMatch(/ all of 2\n.*✓ first {3}'first'\n.*✓ third {3}'third'\n/);
    expect(stdout).toMatch(/✓ Data\|endswith: ird {3}'third'\n/);
    expect(stdout).toMatch(
      /✗ Data\|contains: nowhere {3}'first', 'run whoami \/all', 'third', 'nowher', 'x{58}… and 2 more\n/,
    );
    expect(stdout).toMatch(/nowhere {2}it has "nowher" of "nowhere"\n/);
    const json = await spoor(['explain', many, application, '--format', 'ndjson']);
    expect(JSON.parse(json.stdout)).toMatchObject({ saw: { Data: values } });
  });

  test('one record for scripts', async () => {
    const { stdout } = await spoor(['explain', rule, `${sysmon}#2`, '--format', 'json']);
    const [found] = JSON.parse(stdout) as [{ stages: { condition: { parts: unknown[] } }[] }];
    expect(found).toMatchObject({ record: 2, matches: false, toFlip: ["' -enc '"] });
    expect(found.stages[1]!.condition.parts).toMatchObject([
      {
        kind: 'all',
        text: 'all of selection_*',
        parts: [
          { name: 'selection_img', line: 6, column: 3, holds: true },
          { name: 'selection_cli', holds: false },
        ],
      },
      { kind: 'not', holds: true },
    ]);
  });

  test('over a log: how often each selection held, and what one test kept out', async () => {
    const { stdout, stderr } = await spoor(['explain', rule, sysmon]);
    expect(stdout).toContain('Encoded command: 2 of 4 events of its log source match');
    expect(stdout).toMatch(/^ +3 {2}selection_cli +8:3$/m);
    expect(stdout).toMatch(/1 failed only at .*rule\.yml:10:9 +CommandLine\|contains: ' -enc ', or 1 other/);
    expect(stdout).toMatch(/1 kept out only by .*rule\.yml:13:5 +User\|startswith: adm/);
    expect(stderr).toContain('4 of the log source · 2 matched · 2 failed by one test');
    const misses = await spoor(['explain', rule, sysmon, '--format', 'ndjson']);
    expect(
      misses.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { test: "CommandLine|contains: ' -enc ', or 1 other", line: 10, saw: { CommandLine: 'ps -e JAB' }, events: 1 },
      { test: 'User|startswith: adm', line: 13, change: 'this test would have to fail' },
    ]);
  });

  test('says which log is needed where no event is of the log source', async () => {
    const dns = file('dns.yml', RULE.replace('process_creation', 'dns_query'));
    const { stdout } = await spoor(['explain', dns, sysmon]);
    expect(stdout).toBe(
      "No event is of the rule's log source: it reads Sysmon 22, which is not here. Here are Microsoft-Windows-Sysmon/Operational 1 (3), Microsoft-Windows-Sysmon/Operational 5 (1), Security 4688 (1).\n",
    );
    const scripted = await spoor(['explain', dns, sysmon, '--format', 'json']);
    expect(scripted.stdout).toBe('[]\n');
    expect(scripted.stderr).toContain('it reads Sysmon 22');
  });

  test('pipelines and filters rewrite the rule, and are named with their file', async () => {
    const pipeline = file(
      'pipe.yml',
      'name: tenant\ntransformations:\n- {type: add_condition, conditions: {Tenant: acme}}\n',
    );
    const filter = file(
      'filter.yml',
      'title: No tests\nlogsource: {category: process_creation}\nfilter:\n  rules: any\n  selection: {User: alice}\n  condition: not selection\n',
    );
    const told = await spoor(['explain', rule, `${sysmon}#1`, '--pipeline', pipeline, '--filters', filter]);
    expect(told.stdout).toMatch(/✗ pipeline tenant {2}\(.*pipe\.yml\)/);
    expect(told.stdout).toMatch(/✗ filter "No tests" {2}\(.*filter\.yml\)/);
    expect(told.stdout).toContain('✗ Tenant: acme   no value');
    expect((await spoor(['explain', rule, sysmon, '--pipeline', rule])).code).toBe(2);
  });

  test('one rule of several is chosen, and what is unclear is one line', async () => {
    const second = RULE.replace('Encoded command', 'Other').replaceAll('2222', '3333').replace('name: encoded\n', '');
    const both = file('both.yml', `${RULE}---\n${second}`);
    const problem = async (...more: string[]): Promise<string> => {
      const { code, stdout, stderr } = await spoor(['explain', both, sysmon, ...more]);
      expect([code, stdout]).toEqual([2, '']);
      return stderr.trim().replace(/^.*both\.yml/, '');
    };
    expect(await problem()).toBe(' holds 2 rules, choose one with --rule: "Encoded command", "Other"');
    expect(await problem('--rule', 'Othr')).toBe(' holds no rule "Othr"; did you mean "Other"?');
    for (const name of ['encoded command', 'encoded', '22222222222242228222222222222222'])
      expect((await spoor(['explain', both, sysmon, '--rule', name])).stdout, name).toContain(
        'Encoded command: 2 of 4',
      );
    const twins = file('twins.yml', `${RULE}---\n${second.replace('Other', 'Encoded command')}`);
    expect((await spoor(['explain', twins, sysmon, '--rule', 'Encoded command'])).stderr).toContain(
      'choose one by its id: 22222222-2222',
    );
    expect((await spoor(['explain', query, log, '--rule', 'x'])).stderr).toContain('--rule goes with a Sigma rule');
  });

  test('a rule that does not load is refused with its place', async () => {
    const broken = file('broken.yml', RULE.replace('condition: all', 'condition: al'));
    const { code, stdout, stderr } = await spoor(['explain', broken, sysmon]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/broken\.yml:14:\d+/);
  });
});

const CORRELATIONS = `title: Failed
name: failed
logsource: {product: windows, service: security}
detection: {selection: {EventID: 4625}, condition: selection}
---
title: Good
name: good
logsource: {product: windows, service: security}
detection: {selection: {EventID: 4624}, condition: selection}
---
title: Many
correlation: {type: event_count, rules: [failed], group-by: [User], timespan: 1m, condition: {gte: 4}}
---
title: In order
correlation: {type: temporal_ordered, rules: [failed, good], group-by: [User], timespan: 1m}
---
title: Chain
correlation: {type: temporal, rules: [inner, good], timespan: 1m}
---
title: Inner
name: inner
correlation: {type: value_count, rules: [failed], timespan: 1m, condition: {field: User, gte: 3}}
`;

describe('explain a correlation', () => {
  const rules = file('correlations.yml', CORRELATIONS);
  const logons = file(
    'logons.ndjson',
    [
      [4624, 'bob', 0],
      [4625, 'bob', 5],
      [4625, 'BOB', 10],
      [4625, 'bob', 20],
      [4625, 'bob', 200],
      [4625, 'eve', 21],
    ]
      .map(([id, user, at]) => {
        const time = new Date(Date.UTC(2024, 4, 1, 10) + Number(at) * 1000).toISOString();
        return `${JSON.stringify({ Channel: 'Security', EventID: id, User: user, TimeCreated: time })}\n`;
      })
      .join(''),
  );
  const explain = async (title: string, ...more: string[]) =>
    spoor(['explain', rules, '--rule', title, logons, ...more]);

  test('says what is asked, how often rules matched, and which bound the nearest group missed', async () => {
    const { code, stdout, stderr } = await explain('Many');
    expect(code).toBe(0);
    expect(stdout).toContain('Many does not fire\nIt asks for at least 4 hits within 1m for one User.');
    expect(stdout).toMatch(/^ +5 {2}failed$/m);
    expect(stdout).toMatch(/^ +bob +4 +3 of 4 hits$/m);
    expect(stdout).toMatch(
      /Best window of bob: 3 of 4 hits\n.*\n +2024-05-01 10:00:05 +\+0s +failed +.*logons\.ndjson#2\n/,
    );
    expect(stdout).toMatch(/10:00:20 +\+15s +failed +.*#4$/m);
    expect(stderr).toContain('5 hits of rules · 0 firings');
  });

  test('hits in another order, and hits that are not there', async () => {
    const { stdout } = await explain('In order');
    expect(stdout).toMatch(/^ +bob +4 \+ 1 +not in this order$/m);
    expect(stdout).toMatch(/^ +eve +1 \+ 0 +no hit of good$/m);
  });

  test('correlations below are told too', async () => {
    const { stdout } = await explain('Chain');
    expect(stdout).toMatch(/^ {2}inner does not fire\n {2}It asks for at least 3 values of User within 1m\.$/m);
    expect(stdout).toContain('2 of 3 values of User');
    expect(stdout).toContain('no hit of inner');
  });

  test('one that fires', async () => {
    const firing = file('firing.yml', CORRELATIONS.replace('gte: 4', 'gte: 3'));
    expect((await spoor(['explain', firing, '--rule', 'Many', logons])).stdout).toMatch(
      /Many fires once\n[\s\S]*bob +4 +fires$/m,
    );
  });

  test('groups for scripts', async () => {
    const { stdout } = await explain('Many', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject([
      {
        group: { User: 'bob' },
        hits: { failed: 4 },
        firings: 0,
        measure: 3,
        window: [{ record: 2, rule: 'failed' }, {}, {}],
      },
      { group: { User: 'eve' }, measure: 1 },
    ]);
  });

  test('a record: which of the rules it is a hit of; and a rule below by itself', async () => {
    const { stdout } = await spoor(['explain', rules, '--rule', 'In order', `${logons}#1`]);
    expect(stdout).toMatch(/#1 does not match "Failed"[\s\S]*#1 matches "Good"/);
    expect((await explain('good')).stdout).toContain('Good: 1 of 6 events of its log source match');
  });

  test('a rule whose log is not here', async () => {
    const other = file('other.yml', CORRELATIONS.replaceAll('service: security', 'service: system'));
    expect((await spoor(['explain', other, '--rule', 'Many', logons])).stdout).toContain(
      '"Failed": No event is of the rule\'s log source: it reads System, which is not here.',
    );
  });
});
