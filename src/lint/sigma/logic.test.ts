import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formulaAt } from '../logic/condition.ts';
import { canNeverHold } from '../logic/impossible.ts';
import { hidingExclusions } from './hidden.ts';
import { logicOfRule } from './logic.ts';
import { contextOf } from './testing/example-rule.ts';
import { foundBy, randomEvents, randomRule, singleValue } from './testing/random-rule.ts';

/** Random cases; `npm run test:full` asks for more. */
const RUNS = process.env.SPOOR_FULL ? 10_000 : 600;

it('a rule of which it is said that no event passes it, or none its filter, finds none', () => {
  let never = 0;
  let hidden = 0;
  const rules = randomRule('{product: windows, service: security}');
  const events = randomEvents({ Channel: 'Security' }, singleValue);
  fc.assert(
    fc.property(rules, events, (text, logs) => {
      const { sites, effort } = logicOfRule(contextOf(text).rule);
      const [site] = sites;
      if (!site || !canNeverHold(site.before, formulaAt(site.condition, site.reading), effort)) return;
      never++;
      if (hidingExclusions(site, effort).length > 0) hidden++;
      expect(foundBy(text, logs), text).toBe('');
    }),
    { numRuns: RUNS },
  );
  expect(never).toBeGreaterThan(RUNS / 60);
  expect(hidden).toBeGreaterThan(0);
}, 300_000);
