import { prepareQuery } from '../../src/detection/index.ts';
import { DEFAULT_BOUNDS } from '../../src/engines/engine.ts';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { memorySource, recognizeFormat } from '../../src/formats/index.ts';
import { metadataReader, rowObject } from '../../src/scan/index.ts';
import { SourceText } from '../../src/source/index.ts';

/** What a query gives on lines of JSON, and how it was made ready; no rows where it is refused. */
export interface Outcome {
  readonly form: 'as-written' | 'repaired' | 'refused';
  readonly rows: readonly Record<string, unknown>[];
}

/** Runs a query, repaired unless `strict`, on one event a line. */
export async function runQuery(text: string, events: readonly object[], strict = false): Promise<Outcome> {
  const prepared = prepareQuery(new SourceText('query', text), { strict });
  if (prepared.status === 'refused') return { form: 'refused', rows: [] };
  const run = compiledEngine.start(prepared.plan, {
    now: Date.UTC(2024, 0, 2),
    timeZone: 'UTC',
    range: undefined,
    params: new Map(),
    bounds: DEFAULT_BOUNDS,
    metadata: metadataReader([]),
    warn: () => undefined,
  });
  const bytes = new TextEncoder().encode(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const found = recognizeFormat(bytes, 'input.ndjson');
  if (!found || typeof found !== 'object') throw new Error('the events are no log');
  let position = 0;
  await found.format.read(
    memorySource('input.ndjson', bytes),
    {
      event(event) {
        run.push(event, 0, position++);
        return true;
      },
      damage(damage) {
        throw new Error(damage.reason);
      },
    },
    {},
  );
  const result = run.finish();
  return { form: prepared.form, rows: result.rows.map((row) => rowObject(row, result.schema)) };
}
