import type { Plan } from '../ir/index.ts';
import { runJob, spanJob } from '../scan/index.ts';
import { needsRange } from './query-text.ts';
import type { Session } from './session.ts';
import { UsageError } from './usage-error.ts';

/**
 * The window of the search in milliseconds, half open: as given, else that of the data, which costs a pass over it and is
 * asked only for plans that depend on it. Throws a UsageError if the data cannot be read twice.
 */
export async function searchRange(
  command: string,
  session: Session,
  plans: readonly Plan[],
): Promise<{ readonly from: number; readonly to: number } | undefined> {
  const { from, to } = session.window;
  if (from !== undefined && to !== undefined) return { from, to };
  if (!plans.some(needsRange)) return undefined;
  if (session.inputs.some((input) => !input.rereadable)) {
    throw new UsageError(
      `${command}: this query needs the range of the data before it runs: give --from and --to with standard input`,
    );
  }
  const { shard } = await runJob(spanJob, undefined, session.inputs, session.reading, () => undefined);
  session.progress.bytes = 0;
  session.progress.events = 0;
  const { span } = shard;
  return span && { from: from ?? span.oldest, to: to ?? span.newest + 1 };
}
