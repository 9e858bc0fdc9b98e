import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeMmdb } from '../write-mmdb.ts';
import { spoor } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-tables-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const log = file(
  'events.ndjson',
  [
    { _messageTime: '2024-05-01T10:00:00Z', host: 'web1', ip: '192.0.2.7' },
    { _messageTime: '2024-05-02T10:00:00Z', host: 'db1', ip: '198.51.100.1' },
    { _messageTime: '2024-05-02T11:00:00Z', host: 'web1', ip: '192.0.2.7', alarm: 'yes' },
  ]
    .map((event) => `${JSON.stringify(event)}\n`)
    .join(''),
);
const assets = file('assets.csv', 'hostname,owner\nWEB1,"ann, x"\n');
const LOOKUP = '* | lookup owner from path://"/Library/Users/me/Assets" on host=hostname | count by owner';

const rows = (stdout: string): unknown[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

async function query(text: string, ...args: readonly string[]) {
  const run = await spoor(['query', text, log, '--format', 'ndjson', ...args]);
  return { ...run, rows: run.code === 0 ? rows(run.stdout) : [] };
}

describe('lookup', () => {
  const found = [
    { owner: 'ann, x', _count: 2 },
    { owner: null, _count: 1 },
  ];

  test.each([
    ['the last part of its name', `Assets=${assets}`],
    ['its whole name', `/Library/Users/me/Assets=${assets}`],
    ['its name as the query has it', `path:///Library/Users/me/Assets=${assets}`],
    ['a file of NDJSON', `Assets=${file('assets.ndjson', '{"hostname":"web1","owner":"ann, x"}\n')}`],
  ])('finds a table by %s', async (_title, table) => {
    expect((await query(LOOKUP, '--table', table)).rows).toEqual(found);
  });

  test('finds tables that spoor.yaml names, relative to it', async () => {
    file('spoor.yaml', 'tables:\n  Assets: assets.csv\n');
    const run = await spoor(['query', LOOKUP, log, '--format', 'ndjson'], { workingFolder: folder });
    rmSync(join(folder, 'spoor.yaml'));
    expect(rows(run.stdout)).toEqual(found);
  });

  test('without the table says so and gives nulls', async () => {
    const run = await query(LOOKUP);
    expect(run.rows).toEqual([{ owner: null, _count: 3 }]);
    expect(run.stderr).toMatch(/warning \[table\/unknown\].*--table Assets=FILE gives it/);
  });

  test('reads places and systems of a MaxMind database', async () => {
    const city = file(
      'city.mmdb',
      writeMmdb('Test-City', [
        ['192.0.2.0/24', { country: { iso_code: 'XX' }, city: { names: { en: 'Springfield' } } }],
      ]),
    );
    const asn = file('asn.mmdb', writeMmdb('Test-ASN', [['192.0.2.0/24', { autonomous_system_number: 64500 }]]));
    const text =
      '* | geoip ip | lookup asn from asn://default on ip=ip | count by country_code, city, asn | where !isNull(asn)';
    expect((await query(text, '--geoip', city, '--geoip', asn)).rows).toEqual([
      { country_code: 'XX', city: 'Springfield', asn: 64500, _count: 2 },
    ]);
  });

  test('reads indicators', async () => {
    const feed = file('feed.csv', 'indicator,source,confidence\n192.0.2.7,mine,80\n');
    const text = '* | threatlookup singleIndicator ip | where !isNull(_threatlookup.source) | count by host';
    expect((await query(text, '--indicators', feed)).rows).toEqual([{ host: 'web1', _count: 2 }]);
  });
});

describe('cat and save', () => {
  test('cat needs no log', async () => {
    const run = await spoor([
      'query',
      'cat path://"/Library/Users/me/Assets"',
      '--table',
      `Assets=${assets}`,
      '--format',
      'ndjson',
    ]);
    expect([run.code, rows(run.stdout)]).toEqual([0, [{ hostname: 'WEB1', owner: 'ann, x' }]]);
  });

  test('save writes the table that was named, and append adds to it', async () => {
    const out = join(folder, 'seen.csv');
    const save = (append: string) => `* | count by host | save ${append}path://"/Library/Seen"`;
    expect((await query(save(''), '--table', `Seen=${out}`)).rows).toHaveLength(2);
    expect(readFileSync(out, 'utf8')).toBe('host,_count\r\ndb1,1\r\nweb1,2\r\n');
    await query(save('append '), '--table', `Seen=${out}`);
    expect(readFileSync(out, 'utf8')).toBe('host,_count\r\ndb1,1\r\nweb1,2\r\ndb1,1\r\nweb1,2\r\n');
    const ndjson = join(folder, 'seen.ndjson');
    await query(save(''), '--table', `Seen=${ndjson}`);
    expect(readFileSync(ndjson, 'utf8')).toBe('{"host":"db1","_count":1}\n{"host":"web1","_count":2}\n');
  });

  test('scan writes nothing', async () => {
    const rule = file('rule.sumo', '* | save path://"/Library/Seen"');
    const run = await spoor(['scan', log, '--rules', rule, '--table', `Seen=${join(folder, 'none.csv')}`]);
    expect(run.code).toBe(0);
    expect(existsSync(join(folder, 'none.csv'))).toBe(false);
  });
});

describe('queries inside queries', () => {
  test('a subquery runs first, over the same logs', async () => {
    const text = '* | where [subquery: * | where alarm = "yes" | compose host] | count by host';
    expect((await query(text)).rows).toEqual([{ host: 'web1', _count: 2 }]);
  });

  test('compare reads what lies before the window', async () => {
    const text = '* | count by host | compare with timeshift 1d';
    const run = await query(text, '--from', '2024-05-02T00:00:00Z', '--to', '2024-05-03T00:00:00Z');
    expect(run.rows).toEqual([
      { host: 'db1', _count: 1, _count_1d: null },
      { host: 'web1', _count: 1, _count_1d: 1 },
    ]);
  });

  test('a detection may have one', async () => {
    const rule = file('sub.sumo', '* | where [subquery: * | where alarm = "yes" | compose host]');
    const run = await spoor(['scan', log, '--rules', rule, '--format', 'ndjson']);
    expect(rows(run.stdout)).toHaveLength(2);
  });

  test('more rows than count are said', async () => {
    const text = '* | where [subquery: * | compose host maxresults=1] | count by host';
    const run = await query(text);
    expect(run.rows).toEqual([{ host: 'web1', _count: 2 }]);
    expect(run.stderr).toMatch(/engine\/subquery-rows.*the first 1 do/);
  });
});

describe('wrong use', () => {
  test.each([
    ['a table without a file', [LOOKUP, '--table', 'Assets'], /--table takes NAME=FILE, not Assets/],
    ['a file that is not there', [LOOKUP, '--table', 'Assets=/none.csv'], /cannot read \/none\.csv/],
    ['one that the query does not need', ['*', '--table', 'Other=/none.csv'], /cannot read \/none\.csv: there is no/],
    ['a folder', ['*', '--table', `Other=${folder}`], /cannot read .*: it is a folder/],
    ['a database that is not there', ['*', '--geoip', '/none.mmdb'], /cannot read \/none\.mmdb: there is no/],
    ['indicators that are not there', ['*', '--indicators', '/none.csv'], /cannot read \/none\.csv: there is no/],
    [
      'a file that is no table',
      [LOOKUP, '--table', `Assets=${file('bad.csv', 'a,b\n1,2,3\n')}`],
      /bad\.csv is no table: line 2 has 3 cells/,
    ],
    [
      'an open quote',
      [LOOKUP, '--table', `Assets=${file('open.csv', 'a,b\n"1,2\n')}`],
      /the quote in line 2 is not closed/,
    ],
    [
      'a column that the table has not',
      [LOOKUP.replace('lookup owner', 'lookup boss'), '--table', `Assets=${assets}`],
      /the table path:\/\/\/Library\/Users\/me\/Assets has no column boss; it has hostname, owner/,
    ],
    ['a database that is none', ['* | geoip ip', '--geoip', assets], /assets\.csv is no MaxMind database/],
    [
      'cat of an unknown table',
      ['cat path://"/X/Y"'],
      /the table path:\/\/\/X\/Y was not given[\s\S]*--table Y=FILE gives it/,
    ],
    ['save without a file', ['* | save path://"/X/Y"'], /no file was given[\s\S]*--table Y=FILE gives it/],
    ['a subquery without compose', ['* | where [subquery: * | count by host]'], /sumo\/subquery-without-compose/],
    [
      'keywords in a condition',
      ['* | where [subquery: * | compose host keywords]', '--strict'],
      /lint\/subquery-keywords/,
    ],
    ['two compares', ['* | count by host | compare timeshift 1d | compare timeshift 2d'], /lint\/compare-limits/],
  ] as const)('%s', async (_title, [text, ...args], message) => {
    const run = await spoor(['query', text, log, ...args]);
    expect(run.stderr).toMatch(message);
    expect([run.code, run.stdout]).toEqual([2, '']);
    expect(run.stderr).not.toMatch(/\n\s+at /);
  });
});
