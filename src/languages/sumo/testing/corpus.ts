import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { applyEdits } from '../../../source/index.ts';
import { parseSumo } from '../parser.ts';
import { TEMPLATE_SOURCE } from '../template.ts';

/** A query of the corpus of real queries. */
export interface CorpusQuery {
  readonly id: string;
  readonly query: string;
  /** True if it reads Windows events or Cloud SIEM records. */
  readonly windows?: boolean;
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

/** What stands in front of a template decides which kind of value its dashboard gives it. */
const VALUES: readonly (readonly [before: RegExp, value: string])[] = [
  [/(?:timeslice|timeshift)\s*(?:by\s*)?\(?\s*-?$/i, '1h'],
  [/(?:^|[|\s](?:limit|top)\s+|topk\(\s*|(?:window|threshold|consecutive|forecast|width)\s*=\s*)$/i, '3'],
  [/direction\s*=\s*$/i, '+-'],
  [/[*/<>+]=?\s*$|\|\s*$/, '1'],
  [/\b(?:by|row|column|group)\s+$/i, 'some_field'],
];

/** A query as its dashboard would send it with every parameter left open; stages that are a parameter alone are left out. */
export function withOpenParameters(query: string): string {
  const alone = parseSumo(query).query.stages.filter(({ operator }) => operator === 'template');
  const text = applyEdits(
    query,
    alone.map(({ span }) => ({ span, text: '' })),
  );
  const filled = (from: string): string =>
    from.replace(new RegExp(TEMPLATE_SOURCE, 'g'), (_template, at: number) => {
      const before = from.slice(0, at);
      if (/%"[^"]*$/.test(before)) return 'x';
      return VALUES.find(([pattern]) => pattern.test(before))?.[1] ?? '*';
    });
  // A parameter may be named by another one.
  return filled(filled(text));
}
