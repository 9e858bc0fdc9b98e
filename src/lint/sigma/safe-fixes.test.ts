import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fix } from '../../diagnostic/index.ts';
import { applyEdits, SourceText } from '../../source/index.ts';
import { DEFAULT_CHECK } from '../check-query.ts';
import { checkSigma, fixSigma } from './check-sigma.ts';
import { anyValue, foundBy, randomEvents, randomRule } from './testing/random-rule.ts';

/** Random cases; `npm run test:full` asks for more. */
const RUNS = process.env.SPOOR_FULL ? 4000 : 600;

/** Fixes that must not change what a rule finds, and how often each must at least have been tried. */
const PROVEN: ReadonlyMap<string, number> = new Map([
  ['lint/wildcard-for-modifier', 5],
  ['lint/superfluous-wildcard', 5],
  ['lint/repeated-wildcard', 5],
  ['lint/superfluous-dot-star', 5],
  ['lint/repeated-value', 5],
  ['lint/covered-value', 5],
  ['lint/loader-dependent-value', 5],
  ['sigma/doubtful-modifier', 5],
  ['sigma/unportable-condition', 5],
]);

it('safe fixes, and values taken out that others cover, change nothing that a rule finds', () => {
  const counts = new Map<string, number>([...PROVEN.keys()].map((code) => [code, 0]));
  let decided = 0;
  fc.assert(
    fc.property(randomRule('{product: acme}'), randomEvents({}, anyValue), (rules, logs) => {
      const source = new SourceText('1.yml', rules);
      const [checked] = checkSigma([source], DEFAULT_CHECK);
      const fixes = checked!.findings.flatMap(({ code, fixes: own }) =>
        (own ?? [])
          .filter((fix) => fix.class === 'safe' || code === 'lint/covered-value')
          .map((fix): [string, Fix] => [code, fix]),
      );
      if (fixes.length === 0) return;
      const before = foundBy(rules, logs);
      if (before === undefined) return;
      if (before !== '') decided++;
      for (const [code, fix] of fixes) {
        expect(PROVEN.has(code), code).toBe(true);
        counts.set(code, counts.get(code)! + 1);
        const mended = applyEdits(rules, fix.edits);
        expect(foundBy(mended, logs), `${code}\n${rules}\n${mended}`).toBe(before);
      }
      const all = fixSigma(source, ['safe'], DEFAULT_CHECK).source.text;
      expect(foundBy(all, logs), `${rules}\n${all}`).toBe(before);
    }),
    { numRuns: RUNS },
  );
  expect(decided).toBeGreaterThan(RUNS / 10);
  for (const [code, least] of PROVEN) expect(counts.get(code), code).toBeGreaterThan(least);
  if (process.env.SPOOR_FULL) console.info(Object.fromEntries(counts));
}, 300_000);
