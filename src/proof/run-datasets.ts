import type { DetectionPackage, ReadyQuery } from '../detection/index.ts';
import { type Input, readInputs, rowObject } from '../scan/index.ts';
import { datasetInput } from './datasets.ts';
import { runnableOf } from './runnable.ts';
import { type ProofContext, runContextOf } from './trial.ts';

/** Runs a query over all data sets of a package as over one log: rows in the query's own columns and order. */
export async function runDatasets(
  detection: DetectionPackage,
  query: ReadyQuery,
  context: ProofContext,
): Promise<{ readonly rows: readonly Record<string, unknown>[]; readonly events: number }> {
  const inputs: Input[] = [];
  for (const dataset of detection.manifest.datasets) {
    const input = await datasetInput(detection, dataset, async () => undefined);
    if (input) inputs.push(input);
  }
  const { plan } = runnableOf(detection, query);
  const run = context.engine.start(plan, runContextOf(context, plan));
  let events = 0;
  await readInputs(inputs, {
    event(event, file, position) {
      events++;
      run.push(event, file, position);
      return true;
    },
  });
  const { rows, schema } = run.finish();
  return { rows: rows.map((row) => rowObject(row, schema)), events };
}
