import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ByteCache, userCacheFolder } from '../../src/host/node/index.ts';
import { spoor } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-rule-cache-'));
const rules = join(folder, 'rules');
const log = join(folder, 'log.ndjson');
const cache = join(folder, 'cache');
afterAll(() => rmSync(folder, { recursive: true }));

const rule = (number: number, id = number): string => `title: rule ${number}
level: ${number < 5 ? 'low' : 'high'}
logsource: {product: windows, service: security}
detection:
  selection: {EventID: 4625, TargetUserName|endswith: user${id}}
  condition: selection
`;

beforeEach(() => {
  rmSync(folder, { recursive: true });
  mkdirSync(rules, { recursive: true });
  for (let number = 0; number < 60; number++) writeFileSync(join(rules, `${number}.yml`), rule(number));
  const events = [7, 21].map((user) => ({ Channel: 'Security', EventID: 4625, TargetUserName: `CORP-User${user}` }));
  writeFileSync(log, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
});

const cacheOf = (maker: string) => ({
  ...{ bytes: new ByteCache(cache, 'rules'), queries: new ByteCache(cache, 'queries') },
  ...{ kinds: new ByteCache(cache, 'kinds'), maker },
});
const scan = (...more: string[]) => scanWith('--rules', rules, ...more);
const scanWith = (...more: string[]) =>
  spoor(['scan', log, '--format', 'ndjson', ...more], {
    ruleCache: cacheOf('test'),
  });
/** What is kept of rules, or of what finds them in events. */
const kept = (kind = 'rules'): string[] => {
  try {
    return readdirSync(cache).filter((name) => name.startsWith(kind));
  } catch {
    return [];
  }
};

describe('rules kept for the next run', () => {
  test('a second run gives the same alerts and reports from what the first one kept', async () => {
    writeFileSync(
      join(rules, 'bad.yml'),
      'title: bad\nlogsource: {product: windows}\ndetection: {condition: nothing}\n',
    );
    const first = await scan('--verbose');
    expect(
      first.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).title),
    ).toEqual(['rule 7', 'rule 21']);
    expect(first.stderr).toContain('not loaded');
    const [file = ''] = kept();
    const path = join(cache, file);
    utimesSync(path, 1, 1);
    const second = await scan('--verbose');
    expect(second.stdout).toBe(first.stdout);
    const withoutTime = (text: string): string => text.replace(/ · [\d.]+ m?s.*/g, '');
    expect(withoutTime(second.stderr)).toBe(withoutTime(first.stderr));
    expect(kept()).toEqual([file]);
  });

  test('a rule that changed is read', async () => {
    await scan();
    writeFileSync(join(rules, '7.yml'), rule(7, 21));
    const { stdout } = await scan();
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).title),
    ).toEqual(['rule 21', 'rule 7']);
    expect(kept()).toHaveLength(2);
  });

  test('what was damaged is made anew', async () => {
    const first = await scan();
    const path = join(cache, kept()[0]!);
    const bytes = readFileSync(path);
    for (const damaged of [
      bytes.subarray(0, bytes.length - 1),
      Buffer.alloc(0),
      Buffer.from(bytes).fill(7, 400, 410),
    ]) {
      writeFileSync(path, damaged);
      expect((await scan()).stdout).toBe(first.stdout);
      expect(readFileSync(path).equals(bytes)).toBe(true);
    }
  });

  test('a folder that cannot be written costs a line, not the run', async () => {
    writeFileSync(cache, 'a file');
    const { code, stdout, stderr } = await scan();
    expect(code).toBe(0);
    expect(stdout).toContain('rule 21');
    expect(stderr).toMatch(/^warning the rules are not kept for the next run: .*cache: /m);
    expect(stderr.match(/^warning/gm)).toHaveLength(1);
  });

  test.runIf(process.platform === 'linux')('a folder that cannot be made is given up at once', () => {
    expect(new ByteCache('/proc/none/spoor', 'rules').write('k', new Uint8Array(1))).toMatch(/^\/proc\/none\/spoor: /);
  });

  test('a rule that is named itself and does not load ends the run, though the rest is kept', async () => {
    writeFileSync(
      join(rules, '999.yml'),
      'title: bad\nlogsource: {product: windows}\ndetection: {condition: nothing}\n',
    );
    expect((await scan()).code).toBe(0);
    const files = readdirSync(rules).sort();
    const { code, stderr } = await scanWith(...files.flatMap((name) => ['--rules', join(rules, name)]));
    expect([code, stderr]).toEqual([2, expect.stringContaining('999.yml cannot be run')]);
    expect(kept()).toHaveLength(1);
  });

  test('a pipeline is no rule', async () => {
    const pipeline = join(folder, 'pipeline.yml');
    writeFileSync(pipeline, 'name: p\ntransformations: []\n');
    expect((await scanWith('--pipeline', pipeline, '--rules', rules)).code).toBe(0);
    expect((await scanWith('--rules', pipeline, '--rules', rules)).code).toBe(2);
  });

  test('a query that is named is kept, with what there is to tell of it', async () => {
    const query = join(folder, 'query.sumo');
    writeFileSync(
      query,
      '_sourceCategory=windows/security\n| where EventID = 4625 and TargetUserName matches "CORP-*"\n',
    );
    const plain = await scanWith('--rules', query, '--no-cache');
    expect(plain.stdout.split('\n')).toHaveLength(3);
    expect(plain.stderr).toContain('assumed');
    expect(kept('queries')).toEqual([]);
    for (let run = 0; run < 2; run++) expect(await scanWith('--rules', query)).toEqual(plain);
    const [file] = kept('queries');
    expect(kept('queries')).toHaveLength(1);
    expect((await scanWith('--rules', query, '--strict')).code).toBe(0);
    expect(kept('queries')).toHaveLength(2);
    expect((await scanWith('--rules', query, '--quiet')).stderr).not.toContain('assumed');
    // Damaged, it is made anew.
    writeFileSync(join(cache, file!), 'x');
    expect(await scanWith('--rules', query)).toEqual(plain);
    writeFileSync(
      query,
      '_sourceCategory=windows/security\n| where EventID = 4625 and TargetUserName = "CORP-User7"\n',
    );
    expect((await scanWith('--rules', query)).stdout.split('\n')).toHaveLength(2);
    writeFileSync(query, '_sourceCategory=windows/security\n| where EventID =\n');
    expect((await scanWith('--rules', query)).code).toBe(2);
    expect(kept('queries')).toHaveLength(3);
  });

  test.each([
    [
      'another search',
      '* | where EventID = 4625 and [subquery: * | where EventID = 4625 | count by Channel | compose Channel]',
    ],
    ['a table', '* | lookup owner from path://"/Library/hosts" on user=TargetUserName | where owner = "anna"'],
    ['the window of the search', '* | where queryStartTime() < _messageTime'],
    ['buckets of the window', '* | timeslice 3 buckets'],
  ])('a query that reads %s is not kept, and gives the same in every run', async (_, text) => {
    const query = join(folder, 'query.sumo');
    const table = join(folder, 'hosts.csv');
    writeFileSync(query, `${text}\n`);
    writeFileSync(table, 'user,owner\nCORP-User7,anna\n');
    const events = [1, 7].map((user) => ({
      ...{ Channel: 'Security', EventID: 4625, TimeCreated: `2024-05-01T10:00:0${user}Z` },
      TargetUserName: `CORP-User${user}`,
    }));
    const times = join(folder, 'times.ndjson');
    writeFileSync(times, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    const options = [times, '--rules', query, '--table', `hosts=${table}`] as const;
    const plain = await scanWith(...options, '--no-cache');
    expect(plain.code).toBe(0);
    expect(plain.stdout).not.toBe('');
    for (let run = 0; run < 2; run++) expect(await scanWith(...options)).toEqual(plain);
    expect(kept('queries')).toEqual([]);
  });

  test('detections that ship are kept, for the program that made them', async () => {
    const packages = resolve(import.meta.dirname, '../../detections');
    const telemetry = join(packages, 't1021.006-windows-remote-management/telemetry');
    const shipped = (maker: string, ...more: string[]) =>
      spoor(['scan', telemetry, '--format', 'ndjson', ...more], {
        ruleCache: cacheOf(maker),
      });
    const plain = await shipped('one', '--no-cache');
    expect(plain.stdout).toContain('T1021.006');
    expect(kept()).toEqual([]);
    for (const maker of ['one', 'one', 'two'])
      expect((await shipped(maker, '--detection', 't1021')).stdout).toBe(plain.stdout);
    expect(kept()).toHaveLength(2);
    const { code, stderr } = await shipped('one', '--detection', 'T1021.007');
    expect([code, stderr]).toEqual([2, expect.stringContaining('did you mean')]);
  });

  test('with --no-cache nothing is kept', async () => {
    const { stdout } = await scan('--no-cache');
    expect(stdout).toContain('rule 21');
    expect(kept('')).toEqual([]);
  });

  test('what was not used for the longest time is removed', () => {
    const bytes = new ByteCache(cache, 'rules');
    for (let i = 0; i < 9; i++) {
      expect(bytes.write(`k${i}`, Uint8Array.of(i))).toBeUndefined();
      utimesSync(join(cache, `rules-k${i}`), i, i);
    }
    expect(kept().sort()).toEqual(['k3', 'k4', 'k5', 'k6', 'k7', 'k8'].map((key) => `rules-${key}`));
    expect(bytes.read('k8', (size) => new Uint8Array(size))).toEqual(Uint8Array.of(8));
    expect(bytes.read('k1', (size) => new Uint8Array(size))).toBeUndefined();
  });

  test('what ended runs left unfinished is removed after an hour, and takes the place of nothing', () => {
    const bytes = new ByteCache(cache, 'rules');
    bytes.write('k0', Uint8Array.of(0));
    utimesSync(join(cache, 'rules-k0'), 1, 1);
    const minutesAgo = (minutes: number): number => Date.now() / 1000 - 60 * minutes;
    for (let i = 0; i < 8; i++) {
      const path = join(cache, `rules-k0.${i}.tmp`);
      writeFileSync(path, '');
      utimesSync(path, minutesAgo(i < 4 ? 61 : 55), minutesAgo(i < 4 ? 61 : 55));
    }
    writeFileSync(join(cache, 'other-k0.1.tmp'), '');
    utimesSync(join(cache, 'other-k0.1.tmp'), 1, 1);
    bytes.write('k1', Uint8Array.of(1));
    const unfinished = [4, 5, 6, 7].map((i) => `rules-k0.${i}.tmp`);
    expect(kept().sort()).toEqual(['rules-k0', ...unfinished, 'rules-k1']);
    expect(kept('other')).toHaveLength(1);
  });
});

describe('what finds rules in events, kept for the next run', () => {
  const path = (): string => {
    const files = kept('kinds');
    expect(files).toHaveLength(1);
    return join(cache, files[0]!);
  };

  test('a second run finds the same with it, and keeps it as it is', async () => {
    const first = await scan();
    const bytes = readFileSync(path());
    writeFileSync(path(), bytes);
    utimesSync(path(), 1, 1);
    const second = await scan();
    expect([second.stdout, second.code]).toEqual([first.stdout, first.code]);
    expect(first.stdout).toContain('rule 21');
    expect(readFileSync(path()).equals(bytes)).toBe(true);
  });

  test('other kinds of events are kept with those before', async () => {
    await scan();
    const before = readFileSync(path()).length;
    const other = { Channel: 'Security', Provider: 'Other', EventID: 4625, TargetUserName: 'user3' };
    writeFileSync(log, `${JSON.stringify(other)}\n`);
    expect((await scan()).stdout).toContain('rule 3');
    const both = readFileSync(path()).length;
    expect(both).toBeGreaterThan(before);
    await scan();
    expect(readFileSync(path())).toHaveLength(both);
  });

  test('what was damaged is made anew', async () => {
    const first = await scan();
    const bytes = readFileSync(path());
    writeFileSync(path(), Buffer.from(bytes).fill(7, 400, 410));
    expect((await scan()).stdout).toBe(first.stdout);
    expect(readFileSync(path()).equals(bytes)).toBe(true);
  });

  test('a file in the place of another is not taken for it', async () => {
    const first = await scan();
    const [of, kinds] = [kept('rules')[0]!, kept('kinds')[0]!];
    writeFileSync(join(rules, '3.yml'), rule(3, 21));
    const second = await scan();
    expect(second.stdout).not.toBe(first.stdout);
    const [otherOf, otherKinds] = [
      kept('rules').find((name) => name !== of)!,
      kept('kinds').find((name) => name !== kinds)!,
    ];
    for (const [from, to] of [
      [kinds, otherKinds],
      [of, otherOf],
      [of, otherKinds],
    ] as const) {
      writeFileSync(join(cache, to), readFileSync(join(cache, from)));
      expect((await scan()).stdout).toBe(second.stdout);
    }
  });

  test('a choice of rules has its own', async () => {
    const all = await scan();
    // Without the first rules, others have their numbers.
    for (let run = 0; run < 2; run++) expect((await scan('--level', 'high')).stdout).toBe(all.stdout);
    expect(kept('kinds')).toHaveLength(2);
    expect(kept('rules')).toHaveLength(1);
  });

  test('it is not used where a query runs with the rules', async () => {
    const query = join(folder, 'q.sumo');
    writeFileSync(query, '* | where TargetUserName matches "*21"');
    await scan();
    const { stdout } = await scan('--rules', query);
    expect(stdout.trim().split('\n')).toHaveLength(3);
    expect(kept('kinds')).toHaveLength(1);
  });
});

test('--stats tells how many rules each kind of event met', async () => {
  const { stderr } = await scan('--stats', '--no-cache', '--quiet');
  expect(stderr).toMatch(/^KIND OF EVENT +EVENTS +RULES +ASKED OF ALL +LOOKED FOR\nSecurity 4625 +2 +60 +0 +60$/m);
});

test('the folder is that of the platform', () => {
  const environment = { HOME: '/h', LOCALAPPDATA: 'C:\\l' };
  expect(userCacheFolder(environment, 'linux')).toBe('/h/.cache/spoor');
  expect(userCacheFolder({ ...environment, XDG_CACHE_HOME: '/x' }, 'linux')).toBe('/x/spoor');
  expect(userCacheFolder(environment, 'darwin')).toBe('/h/Library/Caches/spoor');
  expect(userCacheFolder(environment, 'win32')).toContain('C:\\l');
  expect(userCacheFolder({}, 'linux')).toBeUndefined();
});
