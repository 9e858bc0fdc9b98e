import { readdirSync } from 'node:fs';
import { prepareQuery } from '../../src/detection/index.ts';
import { DEFAULT_BOUNDS, type Engine, type PlanRun } from '../../src/engines/engine.ts';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { interpreter } from '../../src/engines/js/interpret.ts';
import { memorySource, recognizeFormat } from '../../src/formats/index.ts';
import { readCorpus } from '../../src/languages/sumo/testing/corpus.ts';
import { metadataReader, rowObject } from '../../src/scan/index.ts';
import { SourceText } from '../../src/source/index.ts';
import { sharedBytes, sharedPath } from '../formats/shared-data.ts';

/** Ten queries of the corpus that find something in the recordings, chosen so that their stages differ. */
export const REAL_QUERIES: readonly string[] = [
  'sq-00d0877603e3',
  'sq-166f8928bf0c',
  'sq-17c9500fa47b',
  'sq-217d8328d113',
  'sq-3700a489d5e2',
  'sq-42139857025b',
  'sq-52bdfe70bfda',
  'sq-6eefbda8f32e',
  'sq-727df4ec1946',
  'sq-78cd79be5224',
];

/** What both engines made of a query. */
export interface RealQueryResult {
  readonly id: string;
  readonly rows: number;
  readonly interpreted: string;
  readonly compiled: string;
}

/** A query as its dashboard would send it with every parameter left open. */
function withOpenParameters(query: string): string {
  return query.replace(/\{\{\{?[^}]*\}\}\}?/g, '*');
}

function start(engine: Engine, text: string): PlanRun {
  const query = prepareQuery(new SourceText('query', text), { strict: false });
  if (query.status !== 'ready') throw new Error(`refused: ${text}`);
  return engine.start(query.plan, {
    now: 0,
    timeZone: 'UTC',
    range: { from: 0, to: 2_000_000_000_000 },
    params: new Map(),
    bounds: DEFAULT_BOUNDS,
    metadata: metadataReader([]),
    warn: () => undefined,
  });
}

function finished(run: PlanRun): { readonly rows: number; readonly text: string } {
  const { rows, schema, truncations } = run.finish();
  const lines = rows.map((row) => JSON.stringify([rowObject(row, schema), row.provenance]));
  return { rows: rows.length, text: `${lines.join('\n')}\n${JSON.stringify(truncations)}` };
}

/** Runs the queries on both engines over every `step`-th log of the shared data in one pass. */
export async function runRealQueries(step: number): Promise<readonly RealQueryResult[]> {
  const corpus = new Map(readCorpus()?.map((one) => [one.id, one.query]));
  const running = REAL_QUERIES.map((id) => {
    const text = withOpenParameters(corpus.get(id) ?? '');
    return { id, interpreted: start(interpreter, text), compiled: start(compiledEngine, text) };
  });
  const names = ['evtx', 'json'].flatMap((folder) =>
    readdirSync(sharedPath(folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  let position = 0;
  for (const [file, name] of names.sort().entries()) {
    if (file % step !== 0 || !/\.(evtx|json|jsonl|ndjson|xml|log|txt)(\.gz)?$/.test(name)) continue;
    const bytes = sharedBytes(name);
    const found = recognizeFormat(bytes.subarray(0, 65_536), name);
    if (!found || typeof found === 'string') continue;
    const sink = {
      event(event: Parameters<PlanRun['push']>[0]): boolean {
        for (const { interpreted, compiled } of running) {
          interpreted.push(event, file, position);
          compiled.push(event, file, position);
        }
        position++;
        return true;
      },
      damage: () => undefined,
    };
    await found.format.read(memorySource(name, bytes), sink, {});
  }
  return running.map(({ id, interpreted, compiled }) => {
    const expected = finished(interpreted);
    return { id, rows: expected.rows, interpreted: expected.text, compiled: finished(compiled).text };
  });
}
