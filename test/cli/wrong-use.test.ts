import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { spoor } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-wrong-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const log = file('events.ndjson', '{"user": "a"}\n{"user": "b"}\n');
mkdirSync(join(folder, 'empty'));
mkdirSync(join(folder, 'nologs'));
file('nologs/picture.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]));

const query = file('query.sumo', '* | where user = "a"\n');

/** A mistake: arguments, and what the one message must say. */
const MISTAKES: readonly (readonly [title: string, argv: readonly string[], message: RegExp])[] = [
  ['unknown command near a known one', ['scna', log], /unknown command scna; did you mean scan\?/],
  ['a command of a later version', ['site', log], /comes with a later version/],
  [
    'unknown option near a known one',
    ['scan', log, '--fromat', 'json'],
    /unknown option --fromat; did you mean --format\?/,
  ],
  ['an option without its value', ['scan', log, '--format'], /--format needs a value/],
  [
    'an option with a wrong value',
    ['scan', log, '--format', 'xml'],
    /--format is one of table, ndjson, json, csv, .*, html, not xml/,
  ],
  ['an option given twice', ['scan', log, '--format', 'csv', '--format', 'json'], /--format was given twice/],
  ['scan without a path', ['scan'], /scan: PATH is missing/],
  [
    'rules as a shell lists them',
    ['scan', log, '--rules', query, file('other.yml', 'title: Other\n')],
    /other\.yml is named as rules are, not as a log; each --rules takes one path/,
  ],
  ['explain without a path', ['explain', 't1021.006'], /explain: DETECTION and PATH are missing/],
  [
    'explain of a rule that is missing',
    ['explain', 'none.yml', log],
    /explain: cannot read none\.yml: there is no such file/,
  ],
  ['query without a path', ['query', '*'], /query: PATH is missing/],
  ['query with a log in the place of the query', ['query', log], /query: the query is missing before .*; \* stands/],
  ['a parameter without a value', ['scan', log, '--param', 'x'], /--param takes NAME=VALUE, not x/],
  ['query without anything', ['query'], /query: QUERY is missing/],
  ['a missing path', ['scan', join(folder, 'none.evtx')], /cannot read .*none\.evtx: there is no such file or folder/],
  ['a glob that matches nothing', ['scan', join(folder, '*.nothing')], /nothing matches/],
  ['an empty file', ['scan', file('empty.evtx', '')], /empty\.evtx is empty/],
  [
    'a text file named .evtx',
    ['scan', file('text.evtx', 'this is no event log\n')],
    /text\.evtx is named \.evtx but holds no Windows event log/,
  ],
  ['a picture named itself', ['scan', join(folder, 'nologs/picture.png')], /picture\.png is no log/],
  ['a folder without logs', ['scan', join(folder, 'nologs')], /no log was found; 1 file is none/],
  ['an empty folder', ['scan', join(folder, 'empty')], /no log was found in .*empty/],
  ['an unclosed text', ['query', '* | where user = "a', log], /sumo\/unclosed-string[\s\S]*query:1:18/],
  [
    'an unknown operator near a known one',
    ['query', '* | wher user = "a"', log],
    /there is no operator `wher`; did you mean `where`\?/,
  ],
  [
    'an operator that does not run yet',
    ['query', '* | count by user | logreduce by user', log],
    /sumo\/unsupported-operator[\s\S]*query:1:21/,
  ],
  ['an impossible regex', ['query', '* | where user matches /(a/', log], /query:1:25/],
  ['a lookahead where the language has none', ['query', '* | where user matches /a(?=b)/', log], /query:1:26/],
  ['a query file that is missing', ['query', '--file', join(folder, 'none.sumo'), log], /cannot read .*none\.sumo/],
  [
    'an unknown detection',
    ['scan', log, '--detection', 't1021.006-windows-remote-managment'],
    /t1021\.006-windows-remote-management/,
  ],
  ['show of an unknown detection', ['show', 'nothing-like-it'], /nothing-like-it/],
  ['rules that are missing', ['scan', log, '--rules', join(folder, 'none')], /cannot read .*none/],
  [
    'a Sigma rule that does not load',
    [
      'scan',
      log,
      '--rules',
      file('rule.yml', 'title: x\nlogsource:\n  product: windows\ndetection:\n  a: {b: c}\n  condition: b\n'),
    ],
    /sigma\/unknown-selection[\s\S]*rule\.yml:6:14/,
  ],
  ['a time that is none', ['scan', log, '--from', 'yesterday'], /--from yesterday is no time/],
  [
    'a window the wrong way round',
    ['scan', log, '--from', '2024-01-02', '--to', '2024-01-01'],
    /--from is not before --to/,
  ],
  ['an unknown zone', ['scan', log, '--timezone', 'Mars/Base'], /unknown time zone Mars\/Base/],
  ['threads that are none', ['scan', log, '--threads', '0'], /--threads/],
  ['a param without a value', ['query', '* | where user = "{{u}}"', log, '--param', 'u'], /--param takes NAME=VALUE/],
  [
    'an output that cannot be written',
    ['scan', log, '--output', join(folder, 'no/such/folder/out.txt')],
    /cannot write/,
  ],
  ['a condition that is none', ['events', log, '--where', 'user ='], /--where is no condition/],
  ['lint of nothing', ['lint', join(folder, 'empty')], /no \.sumo file/],
];

describe('wrong use', () => {
  test.each(MISTAKES)('%s', async (_title, argv, message) => {
    const { code, stdout, stderr } = await spoor(argv);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });

  test('no arguments: what it is and what to try first', async () => {
    const { code, stdout, stderr } = await spoor([]);
    expect(code).toBe(2);
    expect(stdout).toMatch(/spoor scan FOLDER/);
    expect(stderr).toBe('');
  });

  test.skipIf(process.getuid?.() === 0)(
    'a file without read permission (skipped for root, who may read all)',
    async () => {
      const path = file('secret.ndjson', '{"a": 1}\n');
      chmodSync(path, 0);
      const { code, stderr } = await spoor(['scan', path]);
      expect(code).toBe(3);
      expect(stderr).toMatch(/not read .*secret\.ndjson: no permission\n/);
    },
  );

  test('a link that leads nowhere is counted as unread', async () => {
    const { symlinkSync } = await import('node:fs');
    mkdirSync(join(folder, 'links'));
    file('links/a.ndjson', '{"a": "1"}\n');
    symlinkSync(join(folder, 'gone'), join(folder, 'links/b.evtx'));
    const { code, stderr } = await spoor(['query', '* | count', join(folder, 'links')]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/files 2 \(1 damaged, 0 ignored\)/);
  });
});
