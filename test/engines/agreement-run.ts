import { expect } from 'vitest';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { interpreter } from '../../src/engines/js/interpret.ts';
import { Random } from '../../src/languages/sumo/testing/random.ts';
import { eventsOf, observe, planOf } from './agreement.ts';
import { QueryMaker, randomEvent } from './random-query.ts';

/** What a series of random queries met. */
export interface SeriesReport {
  readonly runs: number;
  readonly refused: number;
  readonly nonEmpty: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** Runs random queries over random events on both engines and compares all that can be seen of the results. */
export async function runSeries(runs: number, firstSeed: number): Promise<SeriesReport> {
  const counts = new Map<string, number>();
  let refused = 0;
  let nonEmpty = 0;
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const random = new Random(seed);
    const query = new QueryMaker(random, counts).query();
    const plan = planOf(query);
    if (!plan) {
      refused++;
      continue;
    }
    const lines = Array.from({ length: 4 + random.below(8) }, () => randomEvent(random));
    const events = await eventsOf(lines);
    const expected = observe(interpreter, plan, events);
    expect(observe(compiledEngine, plan, events), `seed ${seed}: ${query}\n${lines.join('\n')}`).toEqual(expected);
    if (expected.rows.length > 0) nonEmpty++;
  }
  return { runs, refused, nonEmpty, counts };
}
