import { expect } from 'vitest';
import { memorySource } from '../../src/formats/index.ts';
import { schemaOf } from '../../src/ir/index.ts';
import { Random } from '../../src/languages/sumo/testing/random.ts';
import { type Input, type OpenInput, queryJob, rowObject, runJob } from '../../src/scan/index.ts';
import { planOf, tablesOf } from '../engines/agreement.ts';
import { QueryMaker, randomEvent } from '../engines/random-query.ts';
import { channelThreads } from './channel-threads.ts';

/** What a series of random queries on threads met. */
export interface ThreadsReport {
  readonly runs: number;
  readonly nonEmpty: number;
  /** Runs in which more came than is kept. */
  readonly truncated: number;
}

/** Runs random queries over random files on one thread and on several, with parts of a few lines, and compares all that can be seen. */
export async function runThreadsSeries(runs: number, firstSeed: number): Promise<ThreadsReport> {
  const files = new Map<string, Uint8Array>();
  const open = async (name: string): Promise<OpenInput> => ({
    ...memorySource(name, files.get(name)!),
    close: async () => undefined,
  });
  const { threads, close } = channelThreads(3, open);
  let done = 0;
  let nonEmpty = 0;
  let truncated = 0;
  try {
    for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
      const random = new Random(seed);
      const query = new QueryMaker(random, new Map()).query();
      const plan = planOf(query);
      if (!plan) continue;
      files.clear();
      for (const name of ['a.ndjson', 'b.ndjson']) {
        const lines = Array.from({ length: 3 + random.below(12) }, () => randomEvent(random));
        files.set(name, new TextEncoder().encode(`${lines.join('\n')}\n`));
      }
      const inputs: Input[] = [...files].map(([name, { length }]) => ({
        ...{ name, size: length, found: 'named', rereadable: true },
        open: () => open(name),
      }));
      const observe = async (count: number): Promise<unknown> => {
        const given: unknown[] = [];
        const { reports, shard } = await runJob(
          queryJob,
          {
            ...{ plan, assumed: ['a', 'none'], now: 1_700_000_000_000, timeZone: 'Europe/Berlin', categories: [] },
            window: { from: undefined, to: undefined },
            range: { from: 1_700_000_000_000, to: 1_700_007_200_000 },
            tables: tablesOf(plan),
            isStreamed: seed % 4 === 0,
            ...(seed % 3 === 0 && { bounds: { rows: 4, groups: 3, keys: 3, values: 2, sample: 6 } }),
          },
          inputs,
          {
            threads: count === 0 ? undefined : { ...threads, start: () => threads.start().slice(0, count - 1) },
            partSize: 40 + (seed % 500),
          },
          // Texts are joined on the way, and warnings told once a part.
          (item) => {
            const text = item instanceof Uint8Array ? new TextDecoder().decode(item) : item;
            if (typeof text === 'string') given.push(...text.split('\n'));
          },
        );
        const result = shard.finish();
        return {
          given: given.filter((line) => line !== ''),
          rows: result.rows.map((row) => JSON.stringify(rowObject(row, schemaOf(plan)))),
          provenance: result.rows.map(({ provenance }) => [
            provenance.count,
            provenance.newest,
            provenance.oldest,
            provenance.events.map(({ origin, file }) => [file, origin.offset]),
          ]),
          truncations: result.truncations,
          counts: shard.counts.save().counts,
          missing: shard.fields.missing,
          reports,
        };
      };
      const expected = (await observe(0)) as {
        rows: readonly unknown[];
        given: readonly unknown[];
        truncations: readonly unknown[];
      };
      for (const count of [1, 2, 3])
        expect(await observe(count), `seed ${seed}, ${count} threads: ${query}`).toEqual(expected);
      done++;
      if (expected.truncations.length > 0) truncated++;
      if (expected.rows.length + expected.given.length > 0) nonEmpty++;
    }
  } finally {
    close();
  }
  return { runs: done, nonEmpty, truncated };
}
