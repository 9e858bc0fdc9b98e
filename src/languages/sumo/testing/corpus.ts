import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A query of the corpus of real queries. */
export interface CorpusQuery {
  readonly id: string;
  readonly query: string;
}

const FILE = resolve(process.cwd(), '../shared/data/sumo-queries/real-queries.jsonl');

/** The real queries, or undefined where they are not installed; throws there when `CI` is `true`. */
export function readCorpus(): readonly CorpusQuery[] | undefined {
  if (!existsSync(FILE)) {
    if (process.env.CI === 'true') throw new Error('../shared/data/sumo-queries is missing, and CI must not skip it');
    return undefined;
  }
  const lines = readFileSync(FILE, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as CorpusQuery);
}
