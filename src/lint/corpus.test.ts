import { describe, expect, it } from 'vitest';
import { readCorpus } from '../languages/sumo/testing/corpus.ts';
import { SourceText } from '../source/index.ts';
import { fixSumo } from './fix.ts';
import { lintSumo } from './linter.ts';

/** Findings of the heaviest two severities in real queries, each with the reason why it is right. */
const HEAVY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'sq-0202ee46f9ac': { 'sumo/unknown-operator': 'only `summarize`, which is no operator' },
  'sq-02d0af6b9b3c': { 'sumo/unknown-operator': 'a metrics query: `avg by` without a field' },
  'sq-08e406d2ef75': { 'sumo/foreign-function': '`toNumber` is no function' },
  'sq-381b471cb066': {
    'lint/dropped-field': 'a test of the source category, and of a field `f5`, behind an aggregate without them',
  },
  'sq-419a850843a5': {
    'lint/never-matches': 'a text stands as an alternative, for `_raw matches` was left out in front of it',
  },
  'sq-43b31c6525ec': { 'regex/unsupported-lookaround': 'look-ahead in a regex literal, which RE2 has not' },
  'sq-502efda0579a': { 'sumo/unexpected-token': 'a field name with a blank, unquoted' },
  'sq-60ddf75f4222': {
    'lint/event-without-field': 'asks for the sub status of event 4776, which has a status only',
  },
  'sq-7f4fe9ffc3a2': { 'sumo/unexpected-token': 'a field name with a blank, unquoted' },
  'sq-e50f43f43e1e': { 'sumo/unexpected-token': 'a field name with a blank, unquoted' },
};

const NULL_ONLY = 'a test for a missing value behind a parse that drops the rows without one';
const ANY_ROWS = 'the limit takes the groups as they come, and only those are sorted';

/** Queries in which something matches less than it seems to, each with the reason of the finding. */
const MISSES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'sq-0622e8c56ec8': { 'lint/limit-before-sort': ANY_ROWS },
  'sq-0c8a16547444': {
    'lint/required-parses': 'false: every such message has both, under names that Windows events have too',
  },
  'sq-1b16779fe614': { 'lint/limit-before-sort': ANY_ROWS },
  'sq-32f97a9fad77': { 'lint/limit-before-sort': ANY_ROWS },
  'sq-4c5c5305487c': { 'lint/limit-before-sort': ANY_ROWS },
  'sq-4c9396e8acac': { 'lint/limit-before-sort': ANY_ROWS },
  'sq-694391c853af': { 'lint/absence-after-drop': NULL_ONLY },
  'sq-6abff8acf12e': { 'lint/limit-before-sort': ANY_ROWS },
  'sq-71fe56d26c2e': { 'lint/absence-after-drop': NULL_ONLY },
  'sq-92ada0bd696b': { 'lint/limit-before-sort': ANY_ROWS },
  'sq-9edce0808b8e': { 'lint/absence-after-drop': NULL_ONLY },
  'sq-cc3fa77d9de2': { 'lint/dropped-field': '`host.name` behind an aggregate without it' },
  'sq-ce065b8e0f24': { 'lint/absence-after-drop': NULL_ONLY },
};

/** Queries whose regex literals have flags behind them, which move inside. */
const FLAGS: Readonly<Record<string, string>> = {
  'sq-133b417e918d': '`/…/i`',
  'sq-99b1d49beb78': '`/…/i`',
};

/** Most queries, of 3,533, that a code may be found in when it is no heavy one. */
const MOST = 130;
/** A hint that has to be given wherever a query leans on extraction rules. */
const FREQUENT: Readonly<Record<string, number>> = { 'lint/unmade-field': 500 };

const corpus = readCorpus();
if (!corpus) console.warn('skipped: the real queries (../shared/data/sumo-queries) are not installed');

describe.skipIf(!corpus)('real queries', () => {
  const found = (corpus ?? []).map(({ id, query }) => ({ id, found: lintSumo(new SourceText(id, query)).diagnostics }));
  const codesOf = (severities: readonly string[]): Record<string, string[]> =>
    Object.fromEntries(
      found.flatMap(({ id, found: all }) => {
        const codes = [...new Set(all.filter((one) => severities.includes(one.severity)).map((one) => one.code))];
        return codes.length > 0 ? [[id, codes.sort()]] : [];
      }),
    );
  const listed = (table: Readonly<Record<string, Readonly<Record<string, string>>>>): Record<string, string[]> =>
    Object.fromEntries(Object.entries(table).map(([id, codes]) => [id, Object.keys(codes).sort()]));

  it('have only the listed findings of `fails` and `never`, in at most 0.3 % of them', () => {
    expect(codesOf(['fails', 'never'])).toEqual(listed(HEAVY));
    expect(Object.keys(HEAVY).length).toBeLessThanOrEqual((corpus?.length ?? 0) * 0.003);
  });

  it('have only the listed findings of `misses`', () => {
    expect(codesOf(['misses'])).toEqual(listed(MISSES));
  });

  it('have no hint everywhere', () => {
    const queries = new Map<string, number>();
    for (const { found: all } of found)
      for (const code of new Set(all.map((one) => one.code))) queries.set(code, (queries.get(code) ?? 0) + 1);
    for (const [code, count] of queries) expect(count, code).toBeLessThanOrEqual(FREQUENT[code] ?? MOST);
  });

  it('keep a quoted wildcard of the scope uncertain', () => {
    const all = found.flatMap(({ found: own }) => own.filter((one) => one.code === 'lint/quoted-wildcard'));
    expect(all.length).toBeGreaterThanOrEqual(18);
    expect(new Set(all.map((one) => one.severity))).toEqual(new Set(['uncertain']));
  });

  it('are changed by no repair that is not listed', () => {
    const step = process.env.SPOOR_FULL ? 1 : 3;
    const changed = (corpus ?? [])
      .filter(({ id }, index) => index % step === 0 || id in FLAGS)
      .filter(({ id, query }) => fixSumo(new SourceText(id, query), ['repair']).text !== query)
      .map(({ id }) => id);
    expect(changed.filter((id) => !(id in HEAVY))).toEqual(Object.keys(FLAGS));
  });
});
