import { describe, expect, it } from 'vitest';
import { SourceText } from '../source/index.ts';
import { fixSumo } from './fix.ts';
import { lintSumo } from './linter.ts';

const codesIn = (text: string): string[] => lintSumo(new SourceText('q', text)).diagnostics.map(({ code }) => code);

/** Queries with one fault each, which two rules, or a rule and the parser, might speak of. */
const FAULTS: readonly (readonly [what: string, query: string, ...codes: string[]])[] = [
  ['a regex in the scope has stars', '_index=web /admin.*login/ | count', 'lint/scope-regex'],
  ['alternatives of one parse', '_index=a | parse "src=* " as ip | parse "to=* " as ip', 'lint/either-parse'],
  [
    'a slice that a repair makes',
    '_index=a | bin _time span=5m | stats count by _time',
    'sumo/foreign-operator',
    'sumo/stats-operator',
  ],
  ['a whole chart', '_index=a | timechart span=15m count by _sourceHost', 'sumo/foreign-operator'],
  ['a comparison in the scope', '_index=a status>=500 | count', 'lint/scope-comparison'],
  ['a text without quotes', '_index=a | json "u" as u | where u = admin', 'lint/unquoted-text'],
  ['a list with stars', '_index=a | json "u" as u | where u in ("adm*")', 'lint/wildcard-in-equals'],
  ['a constant', '_index=a | json "u" as u | where u = "x" or 1 = 1', 'lint/always-true'],
  ['a filter without its word', '_index=a | json "u" as u | u matches "x*" | count', 'sumo/missing-alias'],
];

describe('one fault', () => {
  it.each(FAULTS)('is one finding: %s', (_, query, ...codes) => {
    expect(codesIn(query)).toEqual(codes);
  });
});

describe('many of one kind', () => {
  const only = (text: string, code: string): string[] =>
    lintSumo(new SourceText('q', text))
      .diagnostics.filter((one) => one.code === code)
      .map(({ message }) => message);

  it('fields that no stage makes are listed once, at the first', () => {
    expect(only('_index=a | where Image = "x" and b = 1 | count by Image, c', 'lint/unmade-field')).toEqual([
      '`Image`, `b` and `c` come from no stage; on the platform field extraction rules or Auto Parse Mode must make them',
    ]);
    const [many] = only(`_index=a | count by ${[...'abcdefghij'].join(', ')}`, 'lint/unmade-field');
    expect(many).toMatch(/^`a`, `b`, `c`, `d`, `e`, `f` and 4 more come from no stage;/);
  });

  it('exclusions of one condition are counted at the first', () => {
    const query =
      '_index=a | where !(Image matches "*\\\\a.exe") and !(Image matches "*\\\\b.exe") and Image != "c.exe"';
    expect(only(query, 'lint/exclusion-by-file-name')).toEqual([
      '`(Image matches "*\\\\a.exe")` and 2 more of this condition are left out by their file names, which any program can have',
    ]);
  });
});

describe('what people write first', () => {
  const MENDED: readonly (readonly [query: string, right: string])[] = [
    ['_index=a status>=500 bytes < 10 | count', '_index=a * * | where bytes < 10 | where status >= 500 | count'],
    ['_index=a | json "u" as u | !(u = "x") | count', '_index=a | json "u" as u | where !(u = "x") | count'],
    ['_index=a | json "u" as u | count_distinc(u)', '_index=a | json "u" as u | count_distinct(u)'],
    ['_index=a | where true() | count', '_index=a | where true | count'],
    ['_index=a | json "u" as u | where u = admin', '_index=a | json "u" as u | where u = "admin"'],
    [
      '_index=a | json "u" as u | where u not in ("adm*", "x", "y")',
      '_index=a | json "u" as u | where !(u in ("x", "y") or u matches "adm*")',
    ],
    ['_index=a | first(_time) as t', '_index=a | first(_messageTime) as t'],
  ];

  it.each(MENDED)('%s is mended', (query, right) => {
    expect(fixSumo(new SourceText('q', query), ['safe', 'repair', 'suggested']).text).toBe(right);
  });
});
