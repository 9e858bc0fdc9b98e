import type { InnerTask, RunInner } from './inner-tables.ts';
import type { Input } from './input.ts';
import { type QuerySpec, queryJob } from './jobs/query.ts';
import type { RunJobOptions } from './threads/job.ts';
import { runJob } from './threads/run-job.ts';

/** Runs inner plans over the inputs of the outer one; a remark of a run goes to `warn`. */
export function runInnerOver(
  inputs: Iterable<Input>,
  { now, timeZone, categories }: Pick<QuerySpec, 'now' | 'timeZone' | 'categories'>,
  options: RunJobOptions,
  warn: (code: string, message: string) => void,
): RunInner {
  const { onReport: _, ...reading } = options;
  return async ({ plan, window, range, tables }: InnerTask) => {
    const spec: QuerySpec = {
      ...{ plan, window, range, tables, now, timeZone, categories },
      assumed: [],
      isStreamed: false,
    };
    const { shard } = await runJob(queryJob, spec, inputs, reading, (item) => {
      if (typeof item === 'object' && 'warnings' in item)
        for (const { code, message } of item.warnings) warn(code, message);
    });
    const result = shard.finish();
    return { rows: result.rows, isCut: result.truncations.some(({ what }) => what === 'rows') };
  };
}
