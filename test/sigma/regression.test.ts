import { expect, test } from 'vitest';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { interpreter } from '../../src/engines/js/interpret.ts';
import { describeShared } from '../formats/shared-data.ts';
import { matchesOf, regressionCases } from './regression-cases.ts';

/** Cases whose recording holds more matching events than the index says. */
const MORE: Readonly<Record<string, number>> = {
  'IE Change Domain Zone': 3,
  'Disable Administrative Share Creation at Startup': 2,
};

describeShared('sigma/regression', () => {
  for (const engine of [interpreter, compiledEngine]) {
    test(`every recording matches its rule as often as stated (${engine.name})`, async () => {
      const counts = { equal: 0, more: 0, uncounted: 0 };
      const wrong: string[] = [];
      for (const one of regressionCases()) {
        const [title] = one.titles;
        const found = await matchesOf(one, engine);
        const wanted = MORE[title!] ?? one.match_count ?? undefined;
        if (wanted === undefined ? found < 1 : found !== wanted)
          wrong.push(`${title}: ${found}, not ${wanted ?? '≥ 1'}`);
        else if (one.match_count === null) counts.uncounted++;
        else if (title! in MORE) counts.more++;
        else counts.equal++;
      }
      expect(wrong).toEqual([]);
      expect(counts).toEqual({ equal: 103, more: 2, uncounted: 11 });
    });
  }
});
