import { describe, expect, it } from 'vitest';
import type { Severity } from '../diagnostic/index.ts';
import { hasTemplate, type Macro, withoutTemplates } from '../languages/sumo/index.ts';
import { readCorpus } from '../languages/sumo/testing/corpus.ts';
import { SourceText } from '../source/index.ts';
import { fixDocument } from './check-document.ts';
import { type CheckOptions, checkQuery, DEFAULT_CHECK } from './check-query.ts';

const options = (
  severities: Record<string, Severity | 'off'> = {},
  macros: Record<string, Macro> = {},
): CheckOptions => ({ severities: new Map(Object.entries(severities)), macros: new Map(Object.entries(macros)) });

/** Findings, but for those that every small query has. */
const foundIn = (text: string, own: CheckOptions = DEFAULT_CHECK) =>
  checkQuery(text, own).findings.filter(({ code }) => code !== 'lint/broad-scope' && code !== 'lint/unmade-field');

const codes = (text: string, own: CheckOptions = DEFAULT_CHECK): string[] =>
  foundIn(text, own).map(({ code, severity }) => `${severity} ${code}`);

const NULL = 'uncertain lint/null-comparison';
const UNUSED = 'style lint/unused-suppression';

describe('comments that suppress', () => {
  it.each([
    ['* | where a = null // spoor-ignore lint/null-comparison', []],
    ['* | where a = null // spoor-ignore null-comparison', []],
    ['* | where a = null /* spoor-ignore lint/null-comparison -- it is known, lint/x */', []],
    ['* // spoor-ignore-next-line lint/null-comparison\n\n// another\n| where a = null', []],
    ['/* spoor-ignore-file lint/null-comparison */\n* | where a = null\n| where b = null', []],
    ['* | where a = null // spoor-ignore lint/null-comparison\n| where b = null', [NULL]],
    ['* | where a = null\n// spoor-ignore lint/null-comparison\n| count', [NULL, UNUSED]],
    ['* | where a = null // spoor-ignore lint/lone-star, lint/null-comparison', [UNUSED]],
    ['* | where a = null // spoor-ignore', [NULL, UNUSED]],
    ['* | where a = null // spoor-ignored lint/null-comparison', [NULL]],
    ['* | where a = null and b matches "// spoor-ignore lint/null-comparison"', [NULL]],
    ['* | logreduce // spoor-ignore sumo/unsupported-operator', []],
    ['* | eval a = 1 // spoor-ignore sumo/eval-operator', ['fails sumo/eval-operator', UNUSED]],
  ])('%s', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('are counted, and what they keep back is not mended', () => {
    const text = '* | where a = null // spoor-ignore lint/null-comparison\n| where b = null';
    expect(checkQuery(text, DEFAULT_CHECK).suppressed).toBe(1);
    const fixed = fixDocument(new SourceText('a.sumo', text), ['safe'], DEFAULT_CHECK)!;
    expect(fixed.source.text).toBe(text.replace('b = null', 'isNull(b)'));
    expect(fixed.suppressed).toBe(1);
  });

  it('say what keeps them from working', () => {
    const [, unused] = foundIn('* | eval a = 1 // spoor-ignore sumo/eval-operator');
    expect(unused?.message).toMatch(/cannot be suppressed/);
    const [named] = foundIn('* // spoor-ignore lint/none');
    expect(named).toMatchObject({ span: { start: 18, end: 27 } });
  });
});

describe('severities of the project', () => {
  it('replace those of the rules, but not that of a refusal', () => {
    const own = options({ 'lint/null-comparison': 'never', 'sumo/eval-operator': 'off' });
    expect(codes('* | eval a = 1 | where a = null', own)).toEqual([
      'fails sumo/eval-operator',
      'never lint/never-matches',
      'never lint/null-comparison',
    ]);
    expect(codes('* | where a = null', options({ 'lint/null-comparison': 'off' }))).toEqual([]);
  });

  it('leave a comment used whose rule is off', () => {
    const text = '* | where a = null // spoor-ignore lint/null-comparison';
    expect(codes(text, options({ 'lint/null-comparison': 'off' }))).toEqual([]);
  });
});

describe('macros', () => {
  const own = options(
    {},
    {
      admins: { text: 'where user matches "(?i)adm.*" | where {{Field}} = null', arguments: ['Field'] },
      scope: { text: '_sourceCategory=windows/*', arguments: [] },
    },
  );

  it('findings point at the call, and no fix changes it', () => {
    const text = '`scope` | eval x = 1 | `admins(a.b)` | where c = null';
    expect(foundIn(text, own).map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([
      ['sumo/eval-operator', 'eval'],
      ['lint/regex-in-wildcard', '`admins(a.b)`'],
      ['lint/null-comparison', '`admins(a.b)`'],
      ['lint/null-comparison', 'c = null'],
    ]);
    const fixed = fixDocument(new SourceText('a.sumo', text), ['repair', 'safe'], own)!;
    expect(fixed.source.text).toBe('`scope` | 1 as x | `admins(a.b)` | where isNull(c)');
  });

  it.each([
    '* | `unknown`',
    '`unknown` | count',
    '* | where `unknown("a | b", 1)`',
    '* | where a = 1 and `unknown`\n| count',
  ])('one without a text is uncertain, and the rest is checked: %s', (text) => {
    expect(codes(text)).toEqual(['uncertain sumo/unknown-macro']);
  });
});

describe('operators that only the platform runs', () => {
  it.each([
    '* | logreduce',
    '* | logcompare timeshift -24h',
    '* | logexplain a == "b" on c',
    '* | infer x',
    '* | details x',
    '* | count by k | benchmark a as b from c on k=k',
    '* | timeslice 1m | count as n by _timeslice | predict n by 1m model=ar, forecast=5',
  ])('%s is uncertain, with what to use instead', (text) => {
    const findings = foundIn(text);
    expect(findings).toMatchObject([{ code: 'sumo/unsupported-operator', severity: 'uncertain' }]);
    expect(findings[0]!.notes?.[0]).toMatch(/^instead: \w.{20}/);
  });

  it('`predict` along a line is none of them', () => {
    expect(codes('* | timeslice 1m | count as n by _timeslice | predict n by 1m forecast=5')).toEqual([]);
  });
});

const corpus = readCorpus();

describe.skipIf(!corpus)('templates of real queries', () => {
  it('cause no finding: filled with a word, a query has all of them, too', { timeout: 60_000 }, () => {
    const count = (text: string): Map<string, number> => {
      const found = new Map<string, number>();
      for (const { code } of checkQuery(text, DEFAULT_CHECK).findings) found.set(code, (found.get(code) ?? 0) + 1);
      return found;
    };
    const templated = (corpus ?? []).filter(({ query }) => hasTemplate(query));
    expect(templated.length).toBeGreaterThan(2500);
    const step = process.env.SPOOR_FULL ? 1 : 4;
    const more = templated.flatMap(({ id, query }, index) => {
      if (index % step !== 0) return [];
      const filled = count(withoutTemplates(query, 'x1'));
      return [...count(query)].filter(([code, own]) => own > (filled.get(code) ?? 0)).map(([code]) => `${id} ${code}`);
    });
    expect(more).toEqual([]);
  });
});
