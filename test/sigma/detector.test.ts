import { expect, test } from 'vitest';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { bucketOf, formulaSources, isCertain, type Passed, planOf } from '../../src/engines/js/detector/detector.ts';
import type { Event } from '../../src/event/index.ts';
import type { Plan } from '../../src/ir/index.ts';
import { rowsOf } from '../../src/languages/sigma/testing/run-rule.ts';
import { describeShared, readAll, sharedBytes } from '../formats/shared-data.ts';
import { regressionCases, ruleOfFile } from './regression-cases.ts';

const cellsOf = (plan: Plan, events: readonly Event[]) =>
  rowsOf(plan, events, compiledEngine).map(({ cells }) => cells);

describeShared('sigma/regression', () => {
  test('the index of candidates leaves no event out that a rule matches, and most that none does', async () => {
    const events: Event[] = [];
    for (const { dir, file } of regressionCases()) {
      const path = `sigma/regression/${dir}/${file}`;
      events.push(...(await readAll(path, sharedBytes(path))).events);
    }
    const files = new Set(regressionCases().flatMap(({ rule_files }) => rule_files));
    const plans = [...files].map((file) => ruleOfFile(file).plan);
    const sources = formulaSources(plans);
    const numbers = [...plans.keys()];
    const asked = plans.map((): Event[] => []);
    const certain: { plan: number; event: Event }[] = [];
    for (const event of events) {
      const found: Passed[] = [];
      bucketOf(numbers, (number) => sources[number]!, event.header).search(event, found);
      for (const passed of found) asked[planOf(passed)]!.push(event);
      certain.push(...found.filter(isCertain).map((passed) => ({ plan: planOf(passed), event })));
    }
    let rows = 0;
    for (const [number, plan] of plans.entries()) {
      const all = cellsOf(plan, events);
      rows += all.length;
      expect(cellsOf(plan, asked[number]!), `rule ${number}`).toEqual(all);
    }
    expect(rows).toBeGreaterThan(100);
    for (const { plan, event } of certain) expect(cellsOf(plans[plan]!, [event]), `rule ${plan}`).toHaveLength(1);
    expect(certain.length).toBeGreaterThan(50);
    const share = asked.reduce((sum, { length }) => sum + length, 0) / (plans.length * events.length);
    expect(share).toBeLessThan(0.05);
  });
});
