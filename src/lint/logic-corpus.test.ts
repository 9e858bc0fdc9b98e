import { beforeAll, describe, expect, it } from 'vitest';
import { parseSumo } from '../languages/sumo/index.ts';
import { readCorpus } from '../languages/sumo/testing/corpus.ts';
import { runRule } from './linter.ts';
import { LINT_RULES } from './rules/index.ts';

/** Rules that draw conclusions from conditions. */
const RULES = new Set(
  [
    'absence-after-drop',
    'always-true',
    'event-without-field',
    'exclusion-by-file-name',
    'limit-before-sort',
    'missing-field-and-not-equals',
    'never-matches',
    'other-letter-case',
    'slow-regex',
    'unanchored-regex',
    'useless-branch',
    'window-within-timeslice',
  ].map((name) => `lint/${name}`),
);

/** Real queries of which the rules say that something can never hold, each with the reason why that is right. */
const NEVER: Readonly<Record<string, readonly [code: string, reason: string]>> = {
  'sq-419a850843a5': [
    'lint/never-matches',
    'a text stands as an alternative, for `_raw matches` was left out in front of it',
  ],
  'sq-60ddf75f4222': ['lint/event-without-field', 'asks for the sub status of event 4776, which has a status only'],
};

/** Most queries in which a rule may find something, in a hundred. */
const MOST = 2;

/** One query in so many is looked at, beside those that are listed. */
const STEP = process.env.SPOOR_FULL ? 1 : 3;

const corpus = readCorpus();
if (!corpus) console.warn('skipped: the real queries (../shared/data/sumo-queries) are not installed');

describe.skipIf(!corpus)('rules on the logic of real queries', () => {
  const never: Record<string, string> = {};
  const counts = new Map<string, number>();

  beforeAll(() => {
    for (const [index, { id, query: text }] of (corpus ?? []).entries()) {
      if (index % STEP !== 0 && !(id in NEVER)) continue;
      const context = { text, query: parseSumo(text).query };
      for (const rule of LINT_RULES.filter(({ code }) => RULES.has(code))) {
        const found = runRule(rule, context);
        if (found.length > 0) counts.set(rule.code, (counts.get(rule.code) ?? 0) + 1);
        if (found.some(({ severity }) => severity === 'never')) never[id] = rule.code;
      }
    }
  }, 120_000);

  it('say of the listed queries only that something can never hold', () => {
    const listed = Object.entries(NEVER).map(([id, [code]]) => [id, code]);
    expect(never).toEqual(Object.fromEntries(listed));
  });

  it('find something in few', () => {
    const most = ((corpus?.length ?? 0) * MOST) / (100 * STEP);
    expect([...counts].filter(([, count]) => count > most)).toEqual([]);
  });
});
