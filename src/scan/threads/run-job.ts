import type { Input, OpenInput } from '../input.ts';
import { type InputReport, type ReadInputsOptions, readInput } from '../read-inputs.ts';
import type { Job, JobRun, RunJobOptions, Settle, Shard } from './job.ts';
import { runOnThreads } from './run-on-threads.ts';

/** The input with a pause before each block until what was given out is on its way. */
function throttled(input: Input, drained: (() => Promise<void>) | undefined): Input {
  if (!drained) return input;
  return {
    ...input,
    async open(): Promise<OpenInput> {
      const source = await input.open();
      return {
        ...source,
        async read(position, into) {
          await drained();
          return source.read(position, into);
        },
      };
    },
  };
}

/** Has one shard read inputs one after the other; the first of them has the number 0. */
async function readAll<Piece>(
  shard: Shard<Piece>,
  inputs: Iterable<Input>,
  options: RunJobOptions,
): Promise<InputReport[]> {
  const reports: InputReport[] = [];
  const reading: ReadInputsOptions = {
    ...options,
    ...(shard.gate && { gate: shard.gate }),
    ...(shard.sieve && { sieve: shard.sieve }),
    ...(shard.lines && { lines: shard.lines }),
  };
  for (const input of inputs) {
    if (options.isStopped?.()) break;
    const report = await readInput(throttled(input, options.drained), reports.length, shard, reading);
    shard.endPart?.();
    reports.push(report);
    options.onReport?.(report);
  }
  return reports;
}

const unchanged: Settle = (reference) => reference;

/**
 * Runs a job over inputs, on threads if there are any; `take` gets the items in the order of the input, whatever the number of threads.
 * Where what is kept depends on the order of the events and threads cannot keep it, one thread reads everything once more.
 */
export async function runJob<Spec, Item, Piece, Kept extends Shard<Piece>>(
  job: Job<Spec, Item, Kept>,
  spec: Spec,
  inputs: Iterable<Input>,
  options: RunJobOptions,
  take: (item: Item, settle: Settle) => void,
): Promise<JobRun<Kept>> {
  const { threads } = options;
  if (!threads) {
    const shard = job.start(spec, (item) => take(item, unchanged));
    return { reports: await readAll(shard, inputs, options), shard };
  }
  const files = [...inputs];
  const run = await runOnThreads(job, spec, files, { ...options, threads }, take);
  if (!run.isOrderBound || options.isStopped?.()) return run;
  let isReading = true;
  const shard = job.start(spec, (item) => {
    if (!isReading) take(item, unchanged);
  });
  const { tally: _, onReport: __, ...quietly } = options;
  await readAll(shard, files, quietly);
  isReading = false;
  return { reports: run.reports, shard };
}
