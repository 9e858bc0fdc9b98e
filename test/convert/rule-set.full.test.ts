import { readdirSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { sigmaToSumo } from '../../src/detection/index.ts';
import type { Event } from '../../src/event/index.ts';
import { loadSigma, parseSigma } from '../../src/languages/sigma/index.ts';
import { describeShared, readAll, sharedBytes, sharedPath } from '../formats/shared-data.ts';
import { asSigma, eventsOf, planOfRule, planOfSearch, ruleSet, withoutScope } from './converted.ts';
import { convertRuleSet } from './rule-set-run.ts';

vi.setConfig({ testTimeout: 3_600_000 });

describeShared('sigma/rules', () => {
  test('every rule is written or listed with its reason', () => {
    expect(convertRuleSet(1)).toMatchInlineSnapshot();
  });
});

describeShared('evtx', () => {
  test('rules, their searches, and the rules of those take the same events of every recording', async () => {
    const options = { sourceFormat: 'fields', sourceCategory: undefined, pipelines: [] } as const;
    const sources = ruleSet(1);
    const rules = new Map(loadSigma(sources.flatMap(parseSigma)).rules.map((rule) => [rule.source, rule]));
    const converted = sigmaToSumo(sources, options).conversions.flatMap((one) => {
      const rule = rules.get(one.source);
      if (one.fidelity !== 'exact' || !rule || one.text === undefined) return [];
      const back = asSigma(one.text);
      const plans = [withoutScope(planOfSearch(one.text))];
      if (back.fidelity === 'exact') plans.push(planOfRule(back.text!));
      return [{ name: one.source.name, rule: rule.plan, plans }];
    });
    const wrong: string[] = [];
    let found = 0;
    for (const name of readdirSync(sharedPath('evtx/attack'), { recursive: true, encoding: 'utf8' }).sort()) {
      if (!name.endsWith('.evtx')) continue;
      const { events } = await readAll(name, sharedBytes(`evtx/attack/${name}`));
      for (const one of converted) {
        const wanted = eventsOf(one.rule, events);
        found += wanted.size;
        for (const plan of one.plans) {
          const taken = eventsOf(plan, events);
          const isSame = taken.size === wanted.size && [...wanted].every((event: Event) => taken.has(event));
          if (!isSame) wrong.push(`${one.name} in ${name}: ${wanted.size} and ${taken.size}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(found).toBeGreaterThan(1000);
  });
});
