import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { spoor } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-convert-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const rule = (title: string, detection: string): string =>
  `title: ${title}\nlogsource: { product: windows, service: security }\ndetection:\n  a: ${detection}\n  condition: a\n`;

const EXACT = rule('Logons', "{ EventID: 4624, LogonType: 10, TargetUserName|startswith: 'adm' }");
const SEARCH = `// Logons
"Security"
| json "Channel", "EventID", "EventData.LogonType", "EventData.TargetUserName" as Channel, EventID,
    LogonType, TargetUserName nodrop
| where Channel = "Security"
| where EventID = "4624"
| where LogonType = "10"
| where TargetUserName matches /(?i)^adm/
`;
const KEYWORDS = rule('Words', '[mimikatz, sekurlsa]');
const UNSUPPORTED = rule('Open', "{ User|expand: '%admins%' }");

describe('to sumo', () => {
  const exact = file('exact.yml', EXACT);
  const keywords = file('keywords.yml', KEYWORDS);
  const unsupported = file('unsupported.yml', UNSUPPORTED);

  test('an exact result is printed and counted', async () => {
    expect(await spoor(['convert', exact, '--to', 'sumo'])).toEqual({
      code: 0,
      stdout: SEARCH,
      stderr: 'converted 1 · exact 1 · approximate 0 · unsupported 0\n',
    });
  });

  test('the search that it prints finds what the rule finds', async () => {
    const log = file(
      'log.ndjson',
      ['admin', 'ADM1', 'bob']
        .map((user, index) =>
          JSON.stringify({
            ...{ EventID: 4624, Channel: 'Security', Computer: 'h', Provider_Name: 'p', EventRecordID: index + 1 },
            EventData: { LogonType: '10', TargetUserName: user },
          }),
        )
        .join('\n'),
    );
    const search = file('found.sumo', (await spoor(['convert', exact, '--to', 'sumo'])).stdout);
    const recordsOf = async (rules: string): Promise<number[]> => {
      const { stdout } = await spoor(['scan', log, '--rules', rules, '--format', 'ndjson']);
      return stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { events: { record: number }[] }).events[0]!.record);
    };
    expect(await recordsOf(search)).toEqual([1, 2]);
    expect(await recordsOf(exact)).toEqual([1, 2]);
  });

  test('what is approximate says so at its place', async () => {
    const { code, stdout, stderr } = await spoor(['convert', keywords, '--to', 'sumo']);
    expect(code).toBe(0);
    expect(stdout).toContain('| where _raw matches /(?i)mimikatz|sekurlsa/');
    expect(stderr).toMatch(/target\/approximate[\s\S]*keywords\.yml:4:6/);
    expect(stderr).toMatch(/approximate 1 · unsupported 0\n$/);
  });

  test('what cannot be written prints nothing and ends with 2', async () => {
    const { code, stdout, stderr } = await spoor(['convert', unsupported, '--to', 'sumo']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/sigma\/unknown-placeholder[\s\S]*unsupported\.yml:4:21[\s\S]*unsupported 1\n$/);
  });

  test('--source-format and --source-category say how the logs lie', async () => {
    const argv = ['convert', exact, '--to', 'sumo', '--source-category', 'prod/win*', '--source-format'];
    expect((await spoor([...argv, 'fields'])).stdout).toContain(
      '_sourceCategory=prod/win* AND "Security"\n| where Channel = "Security"\n',
    );
    expect((await spoor([...argv, 'xml'])).stdout).toContain(`"/Event/EventData/Data[@Name='LogonType']/text()"`);
  });

  test('--format json gives result, text and notes as one object', async () => {
    const { stdout } = await spoor(['convert', keywords, '--to', 'sumo', '--format', 'json']);
    const object = JSON.parse(stdout) as { notes: { code: string; line: number }[] };
    expect(object).toMatchObject({ title: 'Words', from: 'sigma', to: 'sumo', result: 'approximate' });
    expect(object.notes.map(({ code, line }) => [code, line])).toEqual([['target/approximate', 4]]);
  });

  test('a folder gives a folder, lists what cannot be written, and ends with 0', async () => {
    const rules = join(folder, 'rules');
    file('rules/sub/one.yml', EXACT);
    const bad = file('rules/two.yml', UNSUPPORTED);
    file('rules/both.yml', `${KEYWORDS}---\n${EXACT.replace('Logons', 'Other')}`);
    file('rules/config.yaml', 'a: 1\n');
    const target = join(folder, 'searches');
    const { code, stdout, stderr } = await spoor(['convert', rules, '--to', 'sumo', '--output', target]);
    expect([code, stdout]).toEqual([0, '']);
    expect(readFileSync(join(target, 'sub/one.sumo'), 'utf8')).toBe(SEARCH);
    expect(readFileSync(join(target, 'both-2.sumo'), 'utf8')).toContain('// Other\n');
    expect(stderr).toBe(
      `unsupported ${bad}:4:21 sigma/unknown-placeholder: the placeholder %admins% has no value\n` +
        'converted 4 · exact 2 · approximate 1 · unsupported 1 · ignored 1 file\n',
    );
    const failing = ['convert', rules, '--to', 'sumo', '--output', target, '--fail-on'];
    expect((await spoor([...failing, 'unsupported'])).code).toBe(1);
    const lines = await spoor(['convert', rules, '--to', 'sumo', '--format', 'ndjson']);
    expect(lines.stdout.trim().split('\n')).toHaveLength(4);
  });

  test('a rule with an id that is named twice, by itself and in its folder, is converted once', async () => {
    const twice = file('twice/rule.yml', EXACT.replace('\n', '\nid: 6f6d1c32-6d0f-4d6e-9c4b-0f4b1f3d2a12\n'));
    const other = join(folder, 'twice', '..', 'twice', 'rule.yml');
    const paths = [twice, other, join(folder, 'twice')];
    const { code, stderr } = await spoor(['convert', ...paths, '--to', 'sumo', '--format', 'ndjson']);
    expect([code, stderr]).toEqual([0, 'converted 1 · exact 1 · approximate 0 · unsupported 0\n']);
  });

  test('what a folder holds and cannot be read is named and counted, and the rest is written', async () => {
    const rules = join(folder, 'unread');
    file('unread/a.yml', EXACT);
    file('unread/latin.yml', Buffer.from('title: caf\xe9\ndetection: {}\n', 'latin1'));
    file('unread/package/detection.yaml', 'a: [\n');
    symlinkSync('gone', join(rules, 'x.yml'));
    const target = join(folder, 'read');
    const { code, stderr } = await spoor(['convert', rules, '--to', 'sumo', '--output', target]);
    expect(readFileSync(join(target, 'a.sumo'), 'utf8')).toBe(SEARCH);
    expect([code, stderr.replaceAll(`${rules}/`, '')]).toEqual([
      3,
      'not read latin.yml: it is not all UTF-8\n' +
        'not read x.yml: there is no such file or folder\n' +
        'converted 1 · exact 1 · approximate 0 · unsupported 0 · ignored 1 file · not read 2\n',
    ]);
    const back = await spoor(['convert', rules, '--to', 'sigma', '--output', target]);
    expect(back.code).toBe(3);
    expect(back.stderr).toMatch(/^not read .*package: the package does not load: .*detection\.yaml:2:1: /);
    const named = await spoor(['convert', join(rules, 'x.yml'), '--to', 'sumo']);
    expect([named.code, named.stderr]).toEqual([2, expect.stringMatching(/x\.yml: there is no such file\n$/)]);
  });
});

describe('to sigma', () => {
  test('a search as a rule whose id does not change', async () => {
    const search = file('logons.sumo', SEARCH);
    const first = await spoor(['convert', search, '--to', 'sigma']);
    expect(first.code).toBe(0);
    expect(first.stderr).toBe('converted 1 · exact 1 · approximate 0 · unsupported 0\n');
    expect(first.stdout).toContain(
      "detection:\n    selection:\n        EventID: 4624\n        LogonType: '10'\n        TargetUserName|startswith: 'adm'\n    condition: selection\n",
    );
    expect((await spoor(['convert', search, '--to', 'sigma'])).stdout).toBe(first.stdout);
  });

  test('a broken search is written as it is repaired, with its log source named', async () => {
    const search = file('broken.sumo', '_sourceCategory=site/app\n| where matches(User, "a*")\n');
    const { stdout } = await spoor(['convert', search, '--to', 'sigma', '--log-source', 'product=site,service=app']);
    expect(stdout).toContain(
      "logsource:\n    product: site\n    service: app\ndetection:\n    selection:\n        User|startswith|cased: 'a'\n",
    );
  });

  test('a count in slices of time is a correlation', async () => {
    const text =
      '_sourceCategory=windows/security | where EventID = "4625" | timeslice 5m | count by _timeslice, IpAddress | where _count > 9';
    const { stdout, stderr } = await spoor(['convert', file('many.sumo', text), '--to', 'sigma']);
    expect(stdout).toContain('correlation:\n    type: event_count\n    rules:\n        - many\n');
    expect(stdout).toContain('    timespan: 5m\n    condition:\n        gt: 9\n');
    expect(stderr).toContain('in fixed slices of 5m');
  });

  test('a detection by its technique', async () => {
    const { code, stdout } = await spoor(['convert', 't1021.006', '--to', 'sigma']);
    expect(code).toBe(0);
    expect(stdout).toContain('category: process_creation');
  });
});

test.each([
  ['without a language', ['exact.yml'], /--to names the language: sumo or sigma/],
  ['another language', ['exact.yml', '--to', 'splunk'], /--to is one of sumo, sigma, not splunk/],
  ['the language that it has', ['exact.yml', '--to', 'sigma'], /is a Sigma rule already/],
  ['a missing file', ['none.yml', '--to', 'sumo'], /there is no such file/],
  ['a file of another kind', ['log.ndjson', '--to', 'sumo'], /is no \.sumo query file/],
  ['several results without a folder', ['rules', '--to', 'sumo'], /name a folder for them with --output/],
  ['an option of the other way', ['exact.yml', '--to', 'sumo', '--log-source', 'product=x'], /no use with --to sumo/],
  ['a log source that is none', ['logons.sumo', '--to', 'sigma', '--log-source', 'x'], /--log-source takes category/],
])('%s', async (_title, [path, ...rest], message) => {
  const { code, stdout, stderr } = await spoor(['convert', join(folder, path!), ...rest]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
});
