import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { spoor } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-scan-rules-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';

/** Synthetic process creations and a logon. */
const EVENTS = [
  {
    ...{ Channel: SYSMON, EventID: 1, Computer: 'WS1', TimeCreated: '2024-05-01T10:00:00Z', User: 'CORP\\alice' },
    ...{
      ProcessId: '4',
      Image: 'C:\\a\\tool.exe',
      CommandLine: 'tool.exe -dump',
      ParentImage: 'C:\\cmd.exe',
      Company: 'X',
    },
  },
  {
    ...{ Channel: SYSMON, EventID: 1, Computer: 'WS2', TimeCreated: '2024-05-01T11:00:00Z', User: 'CORP\\bob' },
    ...{ Image: 'C:\\a\\tool.exe', CommandLine: '=tool.exe, "x"', OriginalFileName: 'tool', Hashes: 'MD5=0' },
  },
  {
    ...{ Channel: 'Security', EventID: 4688, Computer: 'WS2', TimeCreated: '2024-05-01T12:00:00Z' },
    ...{ SubjectUserName: 'bob', SubjectDomainName: 'CORP', NewProcessName: 'C:\\a\\tool.exe', CommandLine: '' },
  },
];
const LOG = file('log.ndjson', EVENTS.map((one) => `${JSON.stringify(one)}\n`).join(''));

const rule = (name: string, more: string, source = 'category: process_creation'): string => `title: ${name} rule
name: ${name}
${more}
logsource: {product: windows, ${source}}
detection:
  selection: {Image|endswith: '\\tool.exe'}
  condition: selection
`;
const RULES = join(folder, 'rules');
file(
  'rules/a.yml',
  rule(
    'first',
    'id: 11111111-1111-4111-8111-111111111111\nlevel: critical\nstatus: stable\ntags: [attack.t1003.001, attack.credential_access]\nfields: [CommandLine, ParentImage]',
  ),
);
file('rules/b.yml', rule('second', 'level: medium\nstatus: test\ntags: [attack.t1059]'));
file('rules/c.yml', rule('blind', 'level: high\nstatus: test', 'category: registry_set'));
file('rules/d.yml', rule('plain', 'level: low').replace('CommandLine', 'x'));

const FILTERS = file(
  'filters/f.yml',
  `title: known tool
logsource: {product: windows, category: process_creation}
filter:
  rules: [first]
  selection: {Computer: WS2}
  condition: not selection
`,
);

interface AlertJson {
  readonly title: string;
  readonly time: string;
  readonly fields: Readonly<Record<string, string>>;
}

async function scan(...options: readonly string[]) {
  return spoor(['scan', LOG, '--rules', RULES, ...options]);
}

async function alerts(...options: readonly string[]): Promise<AlertJson[]> {
  const { stdout } = await scan('--format', 'ndjson', ...options);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as AlertJson);
}

const titles = async (...options: readonly string[]): Promise<string[]> => [
  ...new Set((await alerts(...options)).map(({ title }) => title.replace(' rule', ''))),
];

describe('rules are chosen', () => {
  test.each([
    [
      ['--level', 'medium'],
      ['first', 'second'],
    ],
    [['--status', 'test'], ['second']],
    [
      ['--status', 'test', '--status', 'stable'],
      ['first', 'second'],
    ],
    [['--tag', 'attack.t1003*'], ['first']],
    [['--tag', 'Attack.Credential-Access'], ['first']],
    [
      ['--technique', 't1003', '--technique', 'T1059'],
      ['first', 'second'],
    ],
    [['--exclude', '11111111-1111-4111-8111-111111111111', '--exclude', 'plain'], ['second']],
    [['--level', 'low', '--exclude', 'attack.*'], ['plain']],
  ])('%j', async (options, expected) => {
    expect(await titles(...options)).toEqual(expected);
  });

  test('what is left out is counted, whether or not hints are wanted; what meets nothing is named', async () => {
    const { stderr } = await scan('--quiet', '--level', 'high', '--exclude', 'first', '--exclude', 'nobody');
    expect(stderr).toContain('unused --exclude nobody meets no rule\n');
    expect(stderr).toContain('rules 4 read · 1 chosen · 2 left out by --level · 1 left out by --exclude\n');
    expect(stderr).toContain('rules 1 loaded, 0 not loaded, 1 see nothing here');
  });

  test.each([
    [['--tag', 'attack.t1058'], /none of the 4 rules is chosen \(4 left out by --tag\).*did you mean attack\.t1059\?/],
    [['--technique', '1003'], /--technique takes an id of ATT&CK such as T1059/],
    [['--level', 'hihg'], /--level is one of .* not hihg; did you mean high\?/],
    [['--status', 'testt'], /did you mean test\?/],
    [['--filters', RULES], /--filters takes filters only, and "first rule" in .*a\.yml is a rule/],
    [['--group', 'host', '--format', 'sarif'], /--group goes with --format table, ndjson, json, csv, not sarif/],
  ])('%j is wrong use', async (options, message) => {
    const { code, stdout, stderr } = await scan(...options);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  test('filters of a folder take events out of the rules that they name', async () => {
    expect((await alerts('--level', 'critical')).length).toBe(3);
    const { stdout, stderr } = await scan(
      '--level',
      'critical',
      '--filters',
      join(folder, 'filters'),
      '--format',
      'ndjson',
    );
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('filters 1 loaded (1 change rules)');
    const without = await spoor(['scan', LOG, '--filters', FILTERS]);
    expect(without.stderr).toContain('--filters changes Sigma rules, which --rules names');
  });

  test('list shows what a scan would run', async () => {
    const { stdout, stderr } = await spoor(['list', '--rules', RULES, '--level', 'high', '--format', 'ndjson']);
    expect(
      stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      {
        title: 'first rule',
        severity: 'critical',
        status: 'stable',
        attack: ['T1003.001'],
        reads: 'Sysmon 1 or Security 4688',
      },
      { title: 'blind rule', reads: 'Sysmon 13 or Security 4657' },
    ]);
    expect(stderr).toContain('rules 2 · 0 not loaded');
    expect((await spoor(['list', '--rules', RULES])).stdout).toMatch(/^LEVEL +STATUS +TITLE +ATT&CK +READS\n/);
    expect((await spoor(['list', '--technique', 'T1021'])).stdout).toContain('t1021.006-windows-remote-management');
  });

  test('inspect says which rules see nothing and what they would need', async () => {
    const { stdout, stderr } = await spoor(['inspect', LOG, '--rules', RULES]);
    expect(stdout).toContain('3 of 4 can see something here');
    expect(stdout).toMatch(
      /Sysmon 13 or Security 4657 +1 +high +blind rule +Sysmon, or Audit Registry with the keys audited/,
    );
    expect(stderr).toContain('rules 4 loaded, 0 not loaded, 1 see nothing here · ');
    const { detections } = JSON.parse((await spoor(['inspect', LOG, '--rules', RULES, '--format', 'json'])).stdout) as {
      detections: { title: string; sees: boolean; needs?: string }[];
    };
    expect(detections.filter(({ sees }) => !sees)).toMatchObject([
      { title: 'blind rule', needs: 'Sysmon 13 or Security 4657' },
    ]);
  });
});

describe('alerts', () => {
  test('fields: those that the rule wants, those that tell what happened, those that it tests', async () => {
    const [first, second, third] = await alerts('--level', 'critical');
    expect(Object.keys(first!.fields)).toEqual(['CommandLine', 'ParentImage', 'User', 'Image', 'ProcessId']);
    expect(Object.keys(second!.fields)).toEqual(['CommandLine', 'User', 'Image', 'OriginalFileName', 'Hashes']);
    expect(third!.fields).toMatchObject({ SubjectUserName: 'bob', Image: 'C:\\a\\tool.exe' });
  });

  test('grouped, the highest level first', async () => {
    const { stdout } = await scan('--group', 'host', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject([
      { host: 'WS2', severity: 'critical', alerts: 6, firstTime: '2024-05-01T11:00:00.000Z', users: ['CORP\\bob'] },
      { host: 'WS1', alerts: 3, rules: ['first rule', 'plain rule', 'second rule'] },
    ]);
    const table = (await scan('--group', 'technique')).stdout;
    expect(table).toMatch(/critical +T1003\.001 LSASS Memory +3 [\s\S]*low +\(no technique\) +3 /);
  });

  test('the summary names what fired, the highest level first, and what to do next', async () => {
    const { stderr } = await scan();
    expect(stderr).toMatch(/^9 alerts of 3 rules on 2 hosts, 2024-05-01 10:00 to 2024-05-01 12:00 UTC$/m);
    expect(stderr).toMatch(/critical +first rule +3 +WS2, WS1 +CORP\\bob, CORP\\alice [\s\S]*low +plain rule/);
    const explain = /spoor (explain .*)/.exec(stderr)![1]!.split(' ');
    expect((await spoor(explain)).code).toBe(0);
    expect((await scan('--quiet')).stderr).not.toContain('9 alerts of');
  });

  test('csv has a column for each field, cells as logged', async () => {
    const { stdout } = await scan('--level', 'critical', '--format', 'csv');
    const [header, ...lines] = stdout.split('\r\n');
    expect(header).toMatch(/^time,severity,.*,file,record,CommandLine,ParentImage,event\.User,Image,ProcessId,/);
    expect(lines[1]).toContain(',"=tool.exe, ""x""",');
    expect(lines).toHaveLength(4);
    const streamed = (await scan('--level', 'critical', '--format', 'csv', '--order', 'input')).stdout.split('\r\n');
    expect(streamed[0]).toMatch(/,file,record,more_fields$/);
    expect(streamed[1]).toContain(',"{""CommandLine"":""tool.exe -dump"",');
  });

  test('timesketch has the columns that it asks for', async () => {
    const { stdout } = await scan('--level', 'critical', '--format', 'timesketch');
    const [header, line] = stdout.split('\r\n');
    expect(header).toMatch(/^message,datetime,timestamp,timestamp_desc,level,/);
    expect(line).toMatch(
      /^\[critical\] first rule: CommandLine=tool\.exe -dump .*,2024-05-01T10:00:00\.000\+00:00,1714557600000000,Event of the alert,critical,/,
    );
  });

  test('the layer scores techniques by rules and says what is not in it', async () => {
    const { stdout, stderr } = await scan('--format', 'navigator');
    const layer = JSON.parse(stdout) as { versions: object; techniques: unknown[] };
    expect(layer).toMatchObject({ domain: 'enterprise-attack', versions: { layer: '4.5' } });
    expect(layer.techniques).toMatchObject([
      { techniqueID: 'T1003.001', score: 1, comment: 'first rule (×3)' },
      { techniqueID: 'T1059', score: 1 },
      { techniqueID: 'T1003', showSubtechniques: true },
    ]);
    expect(stderr).toContain('3 alerts name no technique and are not in the layer');
  });

  test('sarif has a result for each alert, and its rule', async () => {
    const { runs } = JSON.parse((await scan('--format', 'sarif')).stdout) as {
      runs: { results: { ruleId: string; ruleIndex: number }[]; tool: { driver: { rules: { id: string }[] } } }[];
    };
    const [run] = runs;
    expect(run!.results).toHaveLength(9);
    expect(run!.results[0]).toMatchObject({
      ...{ level: 'error', properties: { host: 'WS1' } },
      locations: [{ physicalLocation: { region: { startLine: 1 } } }],
    });
    for (const { ruleId, ruleIndex } of run!.results) expect(run!.tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
  });
});

test('--verbose says what is not the same in logs that stand in for others', async () => {
  const stderr = async (...more: string[]): Promise<string> =>
    (await spoor(['scan', LOG, '--rules', RULES, ...more])).stderr;
  expect(await stderr('--verbose')).toMatch(/^Security 4657 is of values, not of keys.* \(1 rule\)$/m);
  expect(await stderr()).not.toContain('is of values');
});

test('a pipeline reads the values of placeholders beside it, and only there', async () => {
  file('pipes/names/tools.txt', 'tool.exe\n');
  const pipeline = (name: string, path: string): string =>
    file(`pipes/${name}`, `transformations:\n- {type: file_placeholders, path: ${path}}\n`);
  const expanding = file(
    'pipes/rule/a.yml',
    rule('first', '').replace("Image|endswith: '\\tool.exe'", "Image|endswith|expand: '%Tools%'"),
  );
  const scan = (path: string) => spoor(['scan', LOG, '--rules', expanding, '--pipeline', path, '--format', 'ndjson']);
  expect((await scan(pipeline('good.yml', 'names/tools.txt'))).stdout.split('\n').filter(Boolean)).toHaveLength(3);
  const missing = await scan(pipeline('bad.yml', 'none.txt'));
  expect([missing.code, missing.stdout]).toEqual([2, '']);
  expect(missing.stderr).toContain('none.txt cannot be read');
  expect((await scan(pipeline('out.yml', '../rules/a.yml'))).stderr).toContain('without `..`');
});

test('the command that explains an alert names the rule of a file of several, and what rewrites it', async () => {
  const two = file('two/both.yml', `${rule('first', 'level: high').trimEnd()}\n---\n${rule('second', 'level: low')}`);
  const pipeline = file('two/pipe.yaml', 'transformations:\n- {type: set_state, key: a, val: b}\n');
  const { stderr } = await spoor(['scan', LOG, '--rules', two, '--pipeline', pipeline]);
  const told = /spoor (explain .*)/.exec(stderr)![1]!.split(' ');
  expect(told.slice(1, -1)).toEqual([two, '--rule', 'first', '--pipeline', pipeline]);
  expect((await spoor(told)).stdout).toContain('matches "first rule"');
});
