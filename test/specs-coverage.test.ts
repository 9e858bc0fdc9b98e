import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { functionNamed } from '../src/languages/sumo/functions.ts';
import { argsOf, blocksOf, parseSumo, type Query, visitExpressions } from '../src/languages/sumo/index.ts';
import { aggregateOperator } from '../src/languages/sumo/operators/aggregate.ts';
import { readCorpus, withOpenParameters } from '../src/languages/sumo/testing/corpus.ts';
import { readSpecs } from './spec-file.ts';

const root = resolve(import.meta.dirname, '..');
const corpus = readCorpus();
if (!corpus) console.warn('skipped: the real queries (../shared/data/sumo-queries) are not installed');

/** Operators that the engine refuses to run, and stand-ins of the parser. */
const NOT_RUN = [
  'benchmark',
  'details',
  'infer',
  'logcompare',
  'logexplain',
  'logreduce',
  'macro',
  'template',
  'unknown',
];

/** Operators, aggregates and functions that a query uses. */
function usedIn(query: Query): Set<string> {
  const used = new Set<string>();
  for (const stage of blocksOf(query).flatMap((block) => block.stages)) {
    used.add(`operator ${stage.operator}`);
    for (const { name } of argsOf(stage, aggregateOperator)?.items ?? []) used.add(`aggregate ${name}`);
  }
  visitExpressions(query, (node) => {
    if (node.kind === 'call') used.add(`function ${functionNamed(node.name)?.names[0] ?? node.name.toLowerCase()}`);
    else if (node.kind === 'lookupContains' || node.kind === 'subquery') used.add(`expression ${node.kind}`);
  });
  return used;
}

test.skipIf(!corpus)('every operator, aggregate and function of the real queries is run by a spec', () => {
  const inSpecs = new Set<string>();
  for (const folder of ['src', 'specs']) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.spec.yaml')) continue;
      for (const spec of readSpecs(join(root, folder, name)))
        if (spec.output !== undefined && spec.language !== 'sigma')
          for (const one of usedIn(parseSumo(spec.query).query)) inSpecs.add(one);
    }
  }
  const inCorpus = new Set<string>();
  for (const { query } of corpus ?? []) {
    const { query: tree, diagnostics } = parseSumo(withOpenParameters(query));
    if (diagnostics.length === 0) for (const one of usedIn(tree)) inCorpus.add(one);
  }
  const missing = [...inCorpus].filter((one) => !inSpecs.has(one) && !NOT_RUN.includes(one.replace('operator ', '')));
  expect(inCorpus.size).toBeGreaterThan(100);
  expect(missing.sort()).toEqual([]);
});

/** Open points of the specification of the search language (spec sumo §18); other numbers are settled. */
const OPEN_POINTS = [2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 14, 16, 17, 18, 19, 20];

test.each(OPEN_POINTS)('the uncertain point 18.%i is named by a spec that holds what was chosen', (point) => {
  const named = ['src', 'specs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.spec.yaml'))
      .flatMap((name) => readSpecs(join(root, folder, name)))
      .filter(({ evidence }) => new RegExp(`\\b18\\.${point}\\b`).test(evidence ?? '')),
  );
  expect(named.length).toBeGreaterThan(0);
});
