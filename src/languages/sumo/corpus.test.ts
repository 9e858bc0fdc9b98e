import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../diagnostic/index.ts';
import { parseSumo } from './parser.ts';
import { printSumo } from './print.ts';
import { readCorpus } from './testing/corpus.ts';
import { withoutSpans } from './testing/without-spans.ts';

/** Real queries that the parser refuses, each with the reason why that is right. */
const REFUSED: Readonly<Record<string, string>> = {
  'sq-0202ee46f9ac': 'only `summarize`, which is no operator',
  'sq-02d0af6b9b3c': 'a metrics query: `avg by` without a field',
  'sq-08e406d2ef75': '`toNumber` is no function',
  'sq-43b31c6525ec': 'look-ahead in a regex literal, which RE2 has not',
  'sq-502efda0579a': 'a field name with a blank, unquoted',
  'sq-7f4fe9ffc3a2': 'a field name with a blank, unquoted',
  'sq-e50f43f43e1e': 'a field name with a blank, unquoted',
};

const corpus = readCorpus();
if (!corpus) console.warn('skipped: the real queries (../shared/data/sumo-queries) are not installed');

describe.skipIf(!corpus)('real queries', () => {
  it('are all there', () => {
    expect(corpus?.length).toBe(3533);
  });

  it('parse, but for the listed ones', () => {
    const refused = corpus?.filter(({ query }) => parseSumo(query).diagnostics.some(isRefusal)).map(({ id }) => id);
    expect(refused).toEqual(Object.keys(REFUSED));
  });

  it('print and parse again to the same tree', () => {
    const step = process.env.SPOOR_FULL ? 1 : 3;
    for (const [index, { id, query }] of (corpus ?? []).entries()) {
      if (id in REFUSED || index % step !== 0) continue;
      const tree = parseSumo(query).query;
      const again = parseSumo(printSumo(tree));
      expect(again.diagnostics.filter(isRefusal), id).toEqual([]);
      expect(JSON.stringify(withoutSpans(again.query)), id).toBe(JSON.stringify(withoutSpans(tree)));
    }
  });
});
