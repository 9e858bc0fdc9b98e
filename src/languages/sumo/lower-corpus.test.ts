import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../diagnostic/index.ts';
import { lowerSumo } from './lower.ts';
import { parseSumo } from './parser.ts';
import { readCorpus, withOpenParameters } from './testing/corpus.ts';

/** What the platform runs and this engine refuses, with the real queries that have it. */
const REFUSED: Readonly<Record<string, number>> = {
  benchmark: 2,
  infer: 27,
  logreduce: 26,
  predict: 11,
};

/** Real queries that the lowering refuses for another reason, which is right. */
const WRONG: Readonly<Record<string, string>> = {
  'sq-147dadaa655e': 'a JSON path that ends with a dot',
};

const corpus = readCorpus();
if (!corpus) console.warn('skipped: the real queries (../shared/data/sumo-queries) are not installed');

describe.skipIf(!corpus)('real queries as plans', () => {
  const lowered = (corpus ?? [])
    .map((one) => ({ ...one, parsed: parseSumo(one.query) }))
    .filter(({ parsed }) => !parsed.diagnostics.some(isRefusal))
    .map(({ id, windows, parsed }) => ({
      id,
      windows,
      findings: lowerSumo(parsed.query).diagnostics.filter(({ code }) => code !== 'sumo/template-without-value'),
    }));

  it('are made, values of parameters aside, but for refused operators', () => {
    const counts: Record<string, number> = {};
    const wrong: string[] = [];
    for (const { id, findings } of lowered) {
      const refused = new Set(
        findings
          .filter(({ code }) => code.startsWith('sumo/unsupported'))
          .map(({ data }) => String(data?.operator ?? data?.construct)),
      );
      for (const name of refused) counts[name] = (counts[name] ?? 0) + 1;
      if (findings.length > 0 && refused.size === 0) wrong.push(id);
    }
    expect(counts).toEqual(REFUSED);
    expect(wrong).toEqual(Object.keys(WRONG));
  });

  it('of those over Windows or Cloud SIEM records four have a refused operator', () => {
    expect(lowered.filter(({ windows, findings }) => windows && findings.length > 0)).toHaveLength(4);
  });

  it('with every parameter left open they parse and lower, too', () => {
    const bad = lowered
      .filter(({ windows, findings }) => windows && findings.length === 0)
      .filter(({ id }) => {
        const text = withOpenParameters(corpus!.find((one) => one.id === id)!.query);
        const parsed = parseSumo(text);
        return parsed.diagnostics.some(isRefusal) || !lowerSumo(parsed.query).plan;
      });
    expect(bad.map(({ id }) => id)).toEqual([]);
  });
});
