import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { spoor } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

describe('text that is no friend of terminals', () => {
  test('values, file names, categories and queries cannot send control characters', async () => {
    const inner = join(folder, 'a\u001b[31m');
    mkdirSync(inner);
    const log = join(inner, 'b\u001b[1m\r.ndjson');
    writeFileSync(log, '{"user": "\\u001b[31mred\\u009b0m", "_sourceCategory": "\\u001b]0;title\\u0007"}\n{"torn');
    for (const argv of [
      ['query', '*', inner],
      ['query', '_sourceCategory=none', inner],
      ['inspect', inner],
      ['scan', inner, '--rules', file('all.sumo', '* | where user matches "*"'), '--verbose'],
      ['query', '* | where "\u001b[1m" = user | \u001b[2mx', log],
      ['lint', file('torn.sumo', '* | where "\u001b[1m" = user | sotr\u001b[2m')],
      ['query', '*', `${log}\u001b[1m`],
    ]) {
      const { stdout, stderr } = await spoor(argv);
      expect(stdout + stderr, argv.join(' ')).not.toMatch(CONTROL);
    }
  });

  test('nor can rules that do not load', async () => {
    const rules = join(folder, 'rules\u001b[1m');
    mkdirSync(rules);
    writeFileSync(
      join(rules, 'a.yml'),
      'title: a\nlogsource: {product: windows}\ndetection: {a: {b: c}, condition: "\\e[31m\\u202e"}\n',
    );
    writeFileSync(
      join(rules, 'b.yml'),
      'title: b\nlogsource: {product: windows}\ndetection: {a: {b: c}, condition: a}\n',
    );
    const { stderr } = await spoor(['list', '--verbose', '--rules', rules]);
    expect(stderr).toContain('not loaded');
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  test('a huge value costs a table no more than a wide one', async () => {
    const log = file('huge.ndjson', `{"a": "${'é'.repeat(5_000_000)}", "b": "1"}\n`);
    const started = performance.now();
    const { stdout } = await spoor(['query', '* | fields a, b', log]);
    expect(stdout.split('\n')[1]).toMatch(/^é+…\s+1$/);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('names that objects have', () => {
  test.each(['table', 'csv', 'ndjson', 'json'])('a field that is not there is empty in %s', async (format) => {
    const log = file('names.ndjson', '{"constructor": "c"}\n{"valueOf": "v", "__proto__": "p"}\n');
    const { stdout, code } = await spoor(['query', '* | fields constructor, valueOf', log, '--format', format]);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/native code|function/);
  });

  test.each(['constructor', 'scna'])('help of %s, which is no command, is a mistake', async (name) => {
    const { code, stderr } = await spoor(['help', name]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/unknown command/);
  });

  test('the nearest of the first options is named', async () => {
    expect((await spoor(['--verison'])).stderr).toMatch(/did you mean --version\?/);
  });
});

describe('files that are none', () => {
  test.skipIf(process.platform === 'win32').each([
    ['plain', (text: string): Uint8Array => Buffer.from(text)],
    ['packed', (text: string): Uint8Array => gzipSync(text)],
  ])('a named pipe is read as standard input is: %s', async (name, pack) => {
    const pipe = join(folder, `pipe-${name}`);
    execFileSync('mkfifo', [pipe]);
    const text = Array.from({ length: 5000 }, (_, n) => `{"n": ${n}}\n`).join('');
    const writer = spawn('sh', ['-c', `cat ${file(`${name}.in`, pack(text))} > ${pipe}`]);
    const { code, stdout, stderr } = await spoor(['query', '* | count', pipe, '--format', 'ndjson']);
    writer.kill();
    expect(stderr).not.toMatch(/not read/);
    expect(stdout).toBe('{"_count":5000}\n');
    expect(code).toBe(0);
  });

  test('a glob may meet folders, links that lead nowhere, and links in a circle', async () => {
    mkdirSync(join(folder, 'globbed/inner'), { recursive: true });
    file('globbed/a.ndjson', '{"a": 1}\n');
    file('globbed/inner/b.ndjson', '{"a": 1}\n');
    symlinkSync('.', join(folder, 'globbed/circle'));
    symlinkSync('gone', join(folder, 'globbed/dangling'));
    const { code, stdout, stderr } = await spoor([
      'query',
      '* | count',
      join(folder, 'globbed/*'),
      '--format',
      'ndjson',
    ]);
    expect(stdout).toBe('{"_count":2}\n');
    expect(stderr).toMatch(/^files 2 /);
    expect(code).toBe(0);
  });

  test('nothing is left beside a result that was refused', async () => {
    const target = join(folder, 'result.ndjson');
    mkdirSync(join(folder, 'only'));
    file('only/nothing.log', '');
    const { code } = await spoor(['query', '*', join(folder, 'only'), '--output', target]);
    expect(code).toBe(2);
    expect(readdirSync(folder).filter((name) => name.includes('result'))).toEqual([]);
  });
});

describe('what is told', () => {
  const log = file('times.ndjson', '{"_messageTime": "2024-05-01T10:00:00Z", "a": "1"}\n{"a": "2"}\n');

  test('events without a time are counted, and fall out of a window', async () => {
    const all = await spoor(['query', '*', log]);
    expect(all.stderr).toMatch(/^1 event has no time; such events come last$/m);
    const some = await spoor(['events', log, '--from', '2024-01-01', '-q']);
    expect(some.stderr).toBe('1 event has no time and fell out of --from/--to\n');
    expect(some.stdout.trim().split('\n')).toHaveLength(1);
  });

  test('the title of times says UTC, in tables only', async () => {
    expect((await spoor(['query', '*', log])).stdout).toMatch(/^_messageTime \(UTC\)/);
    expect((await spoor(['query', '*', log, '--format', 'csv'])).stdout).toMatch(/^_messageTime,/);
  });

  test('--quiet keeps the count of what was skipped, and nothing else', async () => {
    mkdirSync(join(folder, 'mixed'));
    file('mixed/a.ndjson', '{"a": 1}\n');
    expect((await spoor(['query', '*', join(folder, 'mixed'), '-q'])).stderr).toBe('');
    file('mixed/b.dat', 'no log\n');
    for (const argv of [['query', '*'], ['events'], ['inspect']])
      expect((await spoor([...argv, join(folder, 'mixed'), '-q'])).stderr).toMatch(/^files 2 \(0 damaged, 1 ignored\)/);
  });
});

describe('folders of rules', () => {
  const RULE = 'title: %\nlogsource: {product: windows}\ndetection: {a: {b: %}, condition: a}\n';
  const rules = join(folder, 'rules');
  const commands = [
    ['list', '--rules', rules],
    ['lint', rules],
    ['convert', rules, '--to', 'sumo', '--format', 'json'],
  ];

  test.runIf(process.platform !== 'win32')('a pipe among them keeps no command waiting', async () => {
    mkdirSync(rules);
    writeFileSync(join(rules, 'good.yml'), RULE.replaceAll('%', 'good'));
    execFileSync('mkfifo', [join(rules, 'pipe.yml')]);
    for (const argv of commands) expect((await spoor(argv)).code, argv[0]).toBe(0);
    rmSync(join(rules, 'pipe.yml'));
  });

  test('a rule that is not all UTF-8 is refused, since its letters are lost', async () => {
    const path = join(rules, 'latin.yml');
    mkdirSync(rules, { recursive: true });
    writeFileSync(join(rules, 'good.yml'), RULE.replaceAll('%', 'good'));
    writeFileSync(path, Buffer.from(RULE.replaceAll('%', 'caf\u00e9'), 'latin1'));
    const { code, stderr } = await spoor(['list', '--rules', rules, '--verbose']);
    expect(code).toBe(0);
    expect(stderr).toContain(`not loaded ${path}: it is not all UTF-8\n`);
    expect(stderr).toContain('rules 1 · 1 not loaded\n');
    expect((await spoor(['list', '--rules', rules])).stderr).toContain('1 not loaded (--verbose says why)\n');
    for (const argv of [
      ['list', '--rules', path],
      ['convert', path, '--to', 'sumo'],
    ]) {
      const refused = await spoor(argv);
      expect([refused.code, refused.stderr]).toEqual([
        2,
        expect.stringContaining(`cannot read ${path}: it is not all UTF-8`),
      ]);
    }
  });
});
