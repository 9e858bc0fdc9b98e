import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type CliSetUp, spoor as spoorAnywhere } from './run-cli.ts';
import { run } from './run-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-lint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Findings that small queries have anyway are left out, but where a test has a project of its own. */
const QUIET = 'broad-scope: off, unmade-field: off';
const quiet = mkdtempSync(join(tmpdir(), 'spoor-quiet-'));
writeFileSync(join(quiet, 'spoor.yaml'), `lint: {${QUIET}}\n`);
afterAll(() => rmSync(quiet, { recursive: true, force: true }));
const spoor = (argv: readonly string[], setUp: CliSetUp = {}) =>
  spoorAnywhere(argv, { workingFolder: quiet, ...setUp });

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const lines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

const FAULTY = '* | where user matches "(?i)adm.*"\n| eval x = 1';
const MENDED = '* | where user matches /(?i)adm/\n| 1 as x';
const json = (query: string): string =>
  `{\r\n\t"type": "SavedSearchWithScheduleSyncDefinition", "name": "Saved",\r\n  "search": {"queryText": ${JSON.stringify(query)}}}`;
const terraform = (query: string): string =>
  `resource "sumologic_monitor" "m" {\n  monitor_type = "Logs"\n  queries {\n    row_id = "A"\n    query  = ${JSON.stringify(query)}\n  }\n}\n`;

describe('inputs', () => {
  test('exported content and Terraform: findings at their place in the file, mended there, all else as it was', async () => {
    const paths = [file('in/a.json', json(FAULTY)), file('in/b.tf', terraform(FAULTY))];
    const found = await spoor(['lint', join(folder, 'in'), '--format', 'ndjson']);
    expect(found.code).toBe(1);
    expect(lines(found.stdout)).toMatchObject([
      { code: 'lint/regex-in-wildcard', file: paths[0], line: 3, column: 51, endColumn: 64, notes: ['query: Saved'] },
      { code: 'sumo/eval-operator', file: paths[0], line: 3, column: 68, endColumn: 72 },
      { code: 'lint/regex-in-wildcard', file: paths[1], line: 5, column: 38 },
      { code: 'sumo/eval-operator', file: paths[1], line: 5, column: 55 },
    ]);
    const fixed = await spoor(['lint', join(folder, 'in'), '--fix']);
    expect(fixed.code).toBe(0);
    expect(fixed.stderr).toBe('4 fixes applied · queries 2 · findings 0, of them 0 that fail or never match\n');
    expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual([json(MENDED), terraform(MENDED)]);
    expect(readdirSync(join(folder, 'in'))).toEqual(['a.json', 'b.tf']);
  });

  test('what is not checked is counted, what holds no query is ignored in a folder and refused when named', async () => {
    file('mixed/board.json', '{"panels": [{"queries": [{"queryType": "Metrics", "queryString": "metric=x"}]}]}');
    file('mixed/rule.tf', 'resource "sumologic_cse_match_rule" "r" {\n  expression = "a like \'x\'"\n}\n');
    const other = file('mixed/data.json', '[1, 2]');
    file('mixed/main.tf', 'locals {}\n');
    file('mixed/q.sumo', '* | count');
    const { code, stdout, stderr } = await spoor(['lint', join(folder, 'mixed'), '--verbose']);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain(`ignored ${other}: it holds no query or rule that I know\n`);
    expect(stderr).toContain(
      'queries 1 in 3 files (2 more hold none) · not checked: 1 metrics query, 1 rule expression of Cloud SIEM · findings 0, of them 0 that fail or never match\n',
    );
    const named = await spoor(['lint', other]);
    expect([named.code, named.stdout]).toEqual([2, '']);
    expect(named.stderr).toBe(`spoor: lint: ${other} holds no query that I know\n`);
  });

  test('a detection package: its queries, and what is wrong with the package; specimens only when named', async () => {
    const shipped = resolve(import.meta.dirname, '../../detections');
    const whole = await spoor(['lint', shipped]);
    expect(whole.code).toBe(0);
    expect(whole.stderr).toMatch(/^queries 1 · /);
    const slug = readdirSync(shipped)[0]!;
    const manifest = readFileSync(join(shipped, slug, 'detection.yaml'), 'utf8');
    const path = file(`packages/${slug}/detection.yaml`, manifest);
    file(`packages/${slug}/queries/other.sumo`, '* | wher a = 1');
    const broken = await spoor(['lint', path, '--format', 'ndjson']);
    expect(broken.code).toBe(1);
    const codes = (lines(broken.stdout) as { code: string }[]).map((one) => one.code);
    expect(new Set(codes)).toEqual(new Set(['detection/invalid-package', 'sumo/unknown-operator']));
  });

  test('what a folder holds and cannot be read is named and counted; named itself it ends the run', async () => {
    const rule = file('links/a.sumo', '*');
    symlinkSync('gone', join(folder, 'links/x.yml'));
    symlinkSync('gone', join(folder, 'links/y.sumo'));
    const { code, stdout, stderr } = await spoor(['lint', join(folder, 'links'), '--quiet']);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(
      /^not read .*x\.yml: there is no such file or folder\nnot read .*y\.sumo: .*\nqueries 1 · not read 2 · /,
    );
    writeFileSync(rule, '* | wher a = 1');
    expect((await spoor(['lint', join(folder, 'links')])).code).toBe(1);
    const named = await spoor(['lint', rule, join(folder, 'links/x.yml')]);
    expect([named.code, named.stderr]).toEqual([
      2,
      expect.stringMatching(/^spoor: lint: cannot read .*x\.yml: there is no such file or folder\n$/),
    ]);
  });

  test('a file that several paths mean is checked once, and must hold something if it is named itself', async () => {
    const rule = file(
      'again/a.yml',
      'title: a\nid: 6f6f4f0a-7b1c-4c2f-9c55-0123456789ab\nlogsource: {product: windows}\ndetection: {a: {x: y}, condition: a}\n',
    );
    symlinkSync(rule, join(folder, 'again/b.yml'));
    const once = await spoor(['lint', rule, '--format', 'ndjson']);
    const again = await spoor(['lint', join(folder, 'again'), `${folder}/./again/a.yml`, rule, '--format', 'ndjson']);
    expect(again).toEqual(once);
    const other = file('again/other.yml', 'a: 1\n');
    expect((await spoor(['lint', join(folder, 'again'), other])).code).toBe(2);
  });

  test.skipIf(process.getuid?.() === 0)(
    'a folder below that may not be read is named and counted (skipped for root, who may read all)',
    async () => {
      file('closed/a.sumo', '*');
      mkdirSync(join(folder, 'closed/inner'), { mode: 0 });
      const below = await spoor(['lint', join(folder, 'closed')]);
      expect([below.code, below.stderr]).toEqual([3, expect.stringMatching(/^not read .*inner: no permission\n/)]);
      const named = await spoor(['lint', join(folder, 'closed/inner')]);
      expect([named.code, named.stderr]).toEqual([2, expect.stringMatching(/cannot read .*inner: no permission\n$/)]);
      const filters = await spoor(['list', '--rules', folder, '--filters', join(folder, 'closed')]);
      expect([filters.code, filters.stderr]).toEqual([2, expect.stringMatching(/cannot read .*inner: no permission/)]);
      chmodSync(join(folder, 'closed/inner'), 0o700);
    },
  );

  test('a byte order mark, a link and the mode of a file stay; a text that is no UTF-8 is not written', async () => {
    const path = file('marked.sumo', `\ufeff${FAULTY}`);
    const link = join(folder, 'link.sumo');
    symlinkSync(path, link);
    expect((await spoor(['lint', link, '--fix'])).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(`\ufeff${MENDED}`);
    expect(readFileSync(link, 'utf8')).toBe(`\ufeff${MENDED}`);
    const odd = file('odd.sumo', Buffer.concat([Buffer.from(FAULTY), Buffer.from([0x20, 0x2f, 0x2f, 0xff])]));
    const other = file('other.sumo', FAULTY);
    const { code, stdout, stderr } = await spoor(['lint', other, odd, '--fix']);
    expect([code, stdout]).toEqual([2, '']);
    expect(readFileSync(other, 'utf8')).toBe(FAULTY);
    expect(stderr).toMatch(/odd\.sumo is not all UTF-8/);
    expect(readFileSync(odd).at(-1)).toBe(0xff);
  });

  test('from standard input, --fix prints the mended text', async () => {
    const shell = `printf '%s' '* | eval x = 1' | "$@"`;
    const fixed = await run(['lint', '-', '--fix'], { shell });
    expect(fixed).toMatchObject({ code: 0, stdout: '* | 1 as x' });
    expect(fixed.stderr).toMatch(/^1 fix applied · queries 1 · findings 1, of them 0 that/);
    expect((await run(['lint', '-'], { shell })).stdout).toMatch(/fails\[sumo\/eval-operator\][\s\S]* -:1:5/);
    expect((await spoor(['lint', '-', file('x.sumo', '*'), '--fix'])).code).toBe(2);
  });
});

describe('the project file', () => {
  const project = (yaml: string): { workingFolder: string } => {
    const place = mkdtempSync(join(folder, 'project-'));
    writeFileSync(join(place, 'spoor.yaml'), yaml);
    return { workingFolder: place };
  };
  const query = file('null.sumo', '* | where a = null');

  test('sets severities, with or without the area of the code', async () => {
    expect((await spoor(['lint', query])).code).toBe(0);
    expect((await spoor(['lint', query], project('lint:\n  null-comparison: never\n'))).code).toBe(1);
    const off = await spoor(['lint', query], project(`lint: {lint/null-comparison: off, ${QUIET}}\n`));
    expect([off.code, off.stdout]).toEqual([0, '']);
  });

  test.each([
    [
      'lint:\n  null-comparson: off\n',
      /spoor\.yaml:2:3: no finding has the code lint\/null-comparson; did you mean lint\/null-comparison\?/,
    ],
    ['lint:\n  null-comparison: loud\n', /spoor\.yaml:2:3: a severity is one of fails, never, .*, off, not loud/],
    ['lint:\n  sumo/eval-operator: off\n', /spoor\.yaml:2:3: the severity of sumo\/eval-operator cannot be changed/],
    ['lint: 3\n', /spoor\.yaml:1:7: lint is a map/],
    [
      'macros:\n  m: {text: x, arguments: [a, b, c, d, e, f]}\n',
      /spoor\.yaml:2:3: the macro m has 6 arguments; the platform takes 5/,
    ],
    ['macros:\n  m: {arguments: [a]}\n', /spoor\.yaml:2:3: the macro m has no text/],
    ['macros:\n  m: {text: x, argument: [a]}\n', /spoor\.yaml:2:16: a macro has text and arguments, not argument/],
    ['macro: {}\n', /spoor\.yaml:1:1: unknown setting macro; did you mean macros\?/],
    ['source-category: [1]\n', /spoor\.yaml:1:19: source-category is a text or a list of texts/],
  ])('%j ends with one line and its place', async (yaml, message) => {
    const { code, stdout, stderr } = await spoor(['lint', query], project(yaml));
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([2, '']);
  });

  const log = file('users.ndjson', '{"user": "a", "n": "1"}\n{"user": "b", "n": "2"}\n');
  const macros =
    'macros:\n  of: {text: "where user = \\"{{Name}}\\"", arguments: [Name]}\n  scope: "*"\nparam: {who: a}\n';

  test('holds macros and values of templates, for every command that runs a query', async () => {
    const text = '`scope` | `of(b)` | fields n';
    const { stdout } = await spoor(['query', text, log, '--format', 'ndjson'], project(macros));
    expect(lines(stdout)).toEqual([{ n: '2' }]);
    const rules = file('rules/m.sumo', text);
    const scanned = await spoor(['scan', log, '--rules', dirname(rules), '--format', 'ndjson'], project(macros));
    expect(lines(scanned.stdout)).toMatchObject([{ fields: { n: '2' } }]);
    const filled = ['query', '* | where user = "{{who}}" | fields n', log, '--format', 'ndjson'];
    expect(lines((await spoor(filled, project(macros))).stdout)).toEqual([{ n: '1' }]);
    expect(lines((await spoor([...filled, '--param', 'who=b'], project(macros))).stdout)).toEqual([{ n: '2' }]);
  });

  test('a macro or a template without a text is named, and nothing is run', async () => {
    const macro = await spoor(['query', '* | `fo(b)`', log], project(macros));
    expect([macro.code, macro.stdout]).toEqual([2, '']);
    expect(macro.stderr).toMatch(/no macro `fo` is in spoor\.yaml[\s\S]*query:1:5/);
    for (const template of ['{{x}}', '{{{x}}}', '$$x', '${x}']) {
      const { code, stdout, stderr } = await spoor(['query', `* | where user = "${template}"`, log]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`the template ${template} has no value`);
    }
    const group = ['query', '* | replace(user, /(?<x>.)/, "<${x}>") as user | fields user', log, '--format', 'ndjson'];
    expect(lines((await spoor([...group, '--param', 'x=no'])).stdout)).toEqual([{ user: '<b>' }, { user: '<a>' }]);
  });

  test('findings behind a value or a macro point into the text as written', async () => {
    const { stderr } = await spoor(
      ['query', '* | `of(b)` | where n = "{{long}}" | eval x = 1', log, '--param', `long=${'z'.repeat(50)}`],
      project(macros),
    );
    expect(stderr).toMatch(/1:38 sumo\/eval-operator/);
  });
});

describe('rules of Sigma', () => {
  const rule = (id: string, detection: string): string =>
    `title: Shell\nid: ${id}\nstatus: test\ndescription: A shell.\nauthor: A\ndate: 2026-01-31\nlogsource:\n  product: windows\n  category: process_creation\ndetection:\n${detection}level: low\n`;
  const [ONE, TWO] = ['6f6d1c32-6d0f-4d6e-9c4b-0f4b1f3d2a11', '6f6d1c32-6d0f-4d6e-9c4b-0f4b1f3d2a12'];
  const STARS = "  selection: # of shells\r\n    Image:   '*\\cmd.exe' # all\r\n  condition: selection\n";
  const MENDED_STARS =
    "  selection: # of shells\r\n    Image|endswith:   '\\cmd.exe' # all\r\n  condition: selection\n";
  const CLASH = "  a: {Image|endswith: '\\a.exe'}\n  b: {Image|endswith: '\\b.exe'}\n  condition: a and b\n";

  test('a folder of queries and rules: findings at their place, mended there, all else as it was', async () => {
    const good = file('sigma/a.yml', rule(ONE, STARS));
    const bad = file('sigma/b.yaml', rule(TWO, CLASH));
    file('sigma/c.sumo', '* | where user matches /a/');
    file('sigma/values.yaml', 'replicas: 3\n');
    const found = await spoor(['lint', join(folder, 'sigma'), '--format', 'ndjson', '--verbose']);
    expect(found.code).toBe(1);
    expect(lines(found.stdout)).toMatchObject([
      { code: 'lint/wildcard-for-modifier', severity: 'style', file: good, line: 12, column: 14 },
      { code: 'lint/condition-never-holds', severity: 'never', file: bad, line: 12 },
    ]);
    expect(found.stderr).toContain('values.yaml: it holds no query or rule that I know\n');
    expect(found.stderr).toContain(
      'queries 1 · rules 2 in 3 files (1 more hold none) · findings 2, of them 1 that fail or never match\n',
    );
    const fixed = await spoor(['lint', join(folder, 'sigma'), '--fix']);
    expect(fixed.stderr).toMatch(/^1 fix applied · queries 1 · rules 2 /);
    expect(readFileSync(good, 'utf8')).toBe(rule(ONE, MENDED_STARS));
    expect((await spoor(['lint', good, '--print'])).stdout).toBe(rule(ONE, MENDED_STARS));
  });

  test('rules of several files are checked together: ids, and what correlations name', async () => {
    const detection = "  selection: {Image|endswith: '\\a.exe'}\n  condition: selection\n";
    const first = file('together/1.yml', rule(ONE, detection));
    const second = file('together/2.yml', rule(ONE, detection));
    const correlation = `title: Many\nid: ${TWO}\nstatus: test\ndescription: d\nauthor: A\ndate: 2026-01-31\nlevel: low\ncorrelation:\n  type: event_count\n  rules: [${ONE}]\n  timespan: 5m\n  condition: {gte: 5}\n`;
    const third = file('together/3.yml', correlation);
    const all = await spoor(['lint', join(folder, 'together'), '--format', 'ndjson']);
    expect(lines(all.stdout)).toMatchObject([{ code: 'sigma/duplicate-rule', file: second, line: 1 }]);
    expect((await spoor(['lint', first, third])).code).toBe(0);
    const alone = await spoor(['lint', third, '--format', 'ndjson']);
    expect([alone.code, lines(alone.stdout)]).toMatchObject([1, [{ code: 'sigma/unknown-rule' }]]);
  });

  test('what does not load is a finding at its place; what is no rule is refused when named', async () => {
    const text = rule(ONE, "  selection: {Image|contians: 'a'}\n  condition: selection\n");
    const broken = await spoor(['lint', file('broken.yml', text), '--format', 'ndjson']);
    expect([broken.code, lines(broken.stdout)]).toMatchObject([1, [{ code: 'sigma/unknown-modifier', line: 11 }]]);
    const yaml = await spoor(['lint', file('open.yml', "title: x\ndetection: 'a\n"), '--format', 'ndjson']);
    expect(lines(yaml.stdout)).toMatchObject([{ code: 'sigma/invalid-yaml', severity: 'fails', line: 2 }]);
    const other = file('other.yml', 'replicas: 3\n');
    const { code, stdout, stderr } = await spoor(['lint', other]);
    expect([code, stdout, stderr]).toEqual([2, '', `spoor: lint: ${other} holds no rule of Sigma\n`]);
  });

  test('comments and the project file keep findings back; placeholders wait for their pipeline', async () => {
    const kept = STARS.replaceAll('\r', '').replace('# all', '# spoor-ignore wildcard-for-modifier -- as published');
    const path = file('kept.yml', rule(ONE, kept));
    const { code, stdout, stderr } = await spoor(['lint', path, '--format', 'ndjson']);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toBe('rules 1 · findings 0, of them 0 that fail or never match · suppressed 1\n');
    const unused = file('unused.yml', `# spoor-ignore-file never-matches\n${rule(ONE, MENDED_STARS)}`);
    expect(lines((await spoor(['lint', unused, '--format', 'ndjson'])).stdout)).toMatchObject([
      { code: 'lint/unused-suppression', line: 1, column: 21 },
    ]);
    const place = mkdtempSync(join(folder, 'project-'));
    writeFileSync(join(place, 'spoor.yaml'), 'lint: {wildcard-for-modifier: never}\n');
    const stars = file('stars.yml', rule(ONE, STARS));
    expect((await spoorAnywhere(['lint', stars], { workingFolder: place })).code).toBe(1);
    const open = file('open.yaml', rule(ONE, "  selection: {User|expand: '%Admins%'}\n  condition: selection\n"));
    const waiting = await spoor(['lint', open, '--format', 'ndjson']);
    expect([waiting.code, lines(waiting.stdout)]).toMatchObject([
      0,
      [{ code: 'sigma/unknown-placeholder', severity: 'uncertain' }],
    ]);
  });

  test('what an alias, a template or a key that stands twice may entangle is found, and not mended', async () => {
    for (const [name, detection] of [
      ['alias', "  a: {Image: &names ['*\\a.exe']}\n  b: {ParentImage|contains: *names}\n  condition: a or b\n"],
      ['twice', "  a:\n    Image: x\n    Image: '*\\a.exe'\n  condition: a\n"],
    ] as const) {
      const path = file(`${name}.yml`, rule(ONE, detection));
      const found = await spoor(['lint', path, '--format', 'ndjson']);
      expect(lines(found.stdout).length, name).toBeGreaterThan(0);
      expect(found.stdout, name).toContain('wildcard-for-modifier');
      await spoor(['lint', path, '--fix']);
      expect(readFileSync(path, 'utf8'), name).toBe(rule(ONE, detection));
    }
  });

  test('standard input, SARIF, and --on, which says that it is for queries', async () => {
    const shell = `printf '%s' '${rule(ONE, '  selection: {Image: "*cmd.exe"}\n  condition: selection\n')}' | "$@"`;
    const fixed = await run(['lint', '-', '--fix'], { shell });
    expect(fixed.stdout).toContain('{Image|endswith: "cmd.exe"}');
    const path = file('stars2.yml', rule(ONE, STARS));
    const sarif = await spoor(['lint', path, '--format', 'sarif']);
    expect(JSON.parse(sarif.stdout)).toMatchObject({
      runs: [{ results: [{ ruleId: 'lint/wildcard-for-modifier', fixes: [{}] }] }],
    });
    const log = file('sigma-log.ndjson', '{"Image": "a"}\n');
    const tried = await spoor(['lint', path, '--on', log]);
    expect(tried.stderr).toMatch(/^the Sigma rule was checked, but --on tries fixes of queries only\n/);
  });
});

test('comments suppress, and the summary counts them', async () => {
  const path = file('kept.sumo', '* | where a = null // spoor-ignore lint/null-comparison -- known\n| where b = null');
  const { code, stdout, stderr } = await spoor(['lint', path, '--format', 'ndjson']);
  expect(code).toBe(0);
  expect(lines(stdout)).toMatchObject([{ code: 'lint/null-comparison', line: 2 }]);
  expect(stderr).toMatch(/^queries 1 · findings 1, of them 0 that fail or never match · suppressed 1\n/);
});

test('SARIF, whole, for all files', async () => {
  const paths = [file('sarif/a.sumo', FAULTY), file('sarif/b.json', json(FAULTY))];
  const out = join(folder, 'out.sarif');
  const { code, stdout } = await spoor(['lint', ...paths, '--format', 'sarif', '--output', out]);
  expect([code, stdout]).toEqual([1, '']);
  const log = JSON.parse(readFileSync(out, 'utf8')) as { runs: [{ results: { ruleId: string; fixes: unknown[] }[] }] };
  expect(log.runs[0].results.map(({ ruleId, fixes }) => [ruleId, fixes.length])).toEqual([
    ['lint/regex-in-wildcard', 1],
    ['sumo/eval-operator', 1],
    ['lint/regex-in-wildcard', 1],
    ['sumo/eval-operator', 1],
  ]);
});

test('operators that only the platform runs: refused when run, uncertain for the linter', async () => {
  const log = file('one.ndjson', '{"a": "1"}\n');
  const ran = await spoor(['query', '* | logreduce', log]);
  expect([ran.code, ran.stdout]).toEqual([2, '']);
  expect(ran.stderr).toMatch(/only the platform runs `logreduce`[\s\S]*instead: Make the fixed part/);
  const linted = await spoor(['lint', file('reduce.sumo', '* | logreduce'), '--format', 'ndjson']);
  expect(linted.code).toBe(0);
  expect(lines(linted.stdout)).toMatchObject([{ code: 'sumo/unsupported-operator', severity: 'uncertain' }]);
});

describe('--on', () => {
  const log = file(
    'on/users.ndjson',
    ['Admin', 'adm', 'bob']
      .map((user, i) => `{"_messageTime": "2024-05-0${i + 1}T00:00:00Z", "user": "${user}"}\n`)
      .join(''),
  );
  const on = async (text: string, ...args: string[]) =>
    spoor(['lint', file('on/q.sumo', text), '--on', log, '--format', 'ndjson', ...args]);

  test('each fix alone, and all together', async () => {
    const { code, stdout } = await on('* | where user matches "(?i)adm.*" and !(user = null) | fields user');
    expect(code).toBe(1);
    const [regex, nulls, all] = lines(stdout) as Record<string, unknown>[];
    expect(regex).toEqual({
      file: join(folder, 'on/q.sumo'),
      fix: {
        code: 'lint/regex-in-wildcard',
        title: 'write it as a regular expression',
        class: 'repair',
        line: 1,
        column: 24,
      },
      before: { status: 'ran', count: 0, unit: 'events' },
      after: { status: 'ran', count: 2, unit: 'events' },
      added: 2,
      removed: 0,
      changed: 0,
      firstAdded: [
        { file: log, record: 2, row: { user: 'adm' } },
        { file: log, record: 1, row: { user: 'Admin' } },
      ],
      firstRemoved: [],
    });
    expect(nulls).toMatchObject({ fix: { code: 'lint/null-comparison' }, added: 0, after: { count: 0 } });
    expect(all).toMatchObject({ added: 2, after: { count: 2 } });
    expect(all).not.toHaveProperty('fix');
  });

  test('a query that is refused as written gives nothing; other fixes are tried beside its repair', async () => {
    const { stdout } = await on('* | where user matches "(?i)adm.*" | eval x = 1 | fields user');
    expect(lines(stdout)).toMatchObject([
      { fix: { code: 'lint/regex-in-wildcard' }, mended: true, before: { status: 'ran', count: 0 }, added: 2 },
      {
        fix: { code: 'sumo/eval-operator' },
        before: { status: 'refused', reason: 'sumo/eval-operator at 1:38', count: 0 },
        after: { status: 'ran', count: 0 },
      },
      { before: { status: 'refused' }, after: { count: 2 }, added: 2 },
    ]);
  });

  test('behind an aggregate rows are compared, and values of events before it', async () => {
    const rows = await on('* | where user matches "(?i)adm.*" | count by user');
    expect(lines(rows.stdout)).toMatchObject([
      {
        after: { count: 2, unit: 'rows' },
        added: 2,
        firstAdded: [{ row: { user: 'Admin', _count: 1 } }, { row: { user: 'adm', _count: 1 } }],
      },
    ]);
    const values = await on('* | if(user matches "(?i)adm.*", "yes", "no") as flag | fields user, flag');
    expect(lines(values.stdout)).toMatchObject([
      { before: { count: 3 }, after: { count: 3 }, added: 0, removed: 0, changed: 2 },
    ]);
  });

  test('as a table', async () => {
    const other = file('on/other.ndjson', readFileSync(log));
    const { stdout, stderr } = await spoor(['lint', join(folder, 'on/q.sumo'), '--on', `${log},${other}`], {
      columns: 80,
    });
    expect(stdout).toMatch(
      /\n {2}1:21 repair fix of lint\/regex-in-wildcard: .*\n {4}6 events → 6 events: 4 with other values\n/,
    );
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(stderr).toMatch(/^files 2 \(0 damaged, 0 ignored\) · events 6$/m);
  });

  test('wrong use', async () => {
    const path = join(folder, 'on/q.sumo');
    for (const args of [['--fix'], ['--print'], ['--format', 'sarif'], ['--on', '-'], ['--on', join(folder, 'none')]]) {
      const { code, stdout } = await spoor(['lint', path, '--on', log, ...args]);
      expect([code, stdout], args.join(' ')).toEqual([2, '']);
    }
    const clean = await spoor(['lint', file('on/clean.sumo', '* | count'), '--on', log]);
    expect(clean).toMatchObject({ code: 0, stdout: '' });
    expect(clean.stderr).toMatch(/^there is no fix to try on logs\n/);
  });
});

test('nothing is left beside the files', () => {
  expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'))).toEqual(
    [],
  );
  expect(existsSync(join(folder, 'spoor.yaml'))).toBe(false);
});
