import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Event } from '../../src/event/index.ts';
import { describeShared, readAll, sharedBytes, sharedPath } from '../formats/shared-data.ts';
import { regressionCases } from '../sigma/regression-cases.ts';
import { asSigma, asSumo, eventsOf, planOfRule, planOfSearch } from './converted.ts';

// A hundred recordings are read and searched.
vi.setConfig({ testTimeout: 240_000 });

/** Events that one of two plans takes and the other does not. */
function differing(a: ReadonlySet<Event>, b: ReadonlySet<Event>): number {
  return [...a].filter((one) => !b.has(one)).length + [...b].filter((one) => !a.has(one)).length;
}

describeShared('sigma/regression', () => {
  test('every rule, its search, and the rule made of that search take the same events of its recording', async () => {
    const counts = { exact: 0, approximate: 0, events: 0 };
    const wrong: string[] = [];
    for (const { dir, file, rule_files } of regressionCases()) {
      const path = `sigma/regression/${dir}/${file}`;
      const { events } = await readAll(path, sharedBytes(path));
      for (const name of rule_files) {
        const text = readFileSync(sharedPath(join('sigma', name)), 'utf8');
        const search = asSumo(text);
        const back = search.text === undefined ? undefined : asSigma(search.text);
        if (search.text === undefined || back?.text === undefined) {
          wrong.push(`${name}: ${[...search.notes, ...(back?.notes ?? [])].map(({ message }) => message).join('; ')}`);
          continue;
        }
        counts[search.fidelity === 'exact' && back.fidelity === 'exact' ? 'exact' : 'approximate']++;
        const wanted = eventsOf(planOfRule(text), events);
        counts.events += wanted.size;
        const bySearch = differing(wanted, eventsOf(planOfSearch(search.text), events));
        const byBack = differing(wanted, eventsOf(planOfRule(back.text), events));
        if (bySearch > 0 || byBack > 0) wrong.push(`${name}: ${bySearch} by the search, ${byBack} by the rule of it`);
      }
    }
    expect(wrong).toEqual([]);
    expect(counts).toEqual({ exact: 115, approximate: 1, events: 130 });
  });
});
