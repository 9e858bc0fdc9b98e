import type { Plan } from '../ir/index.ts';
import { readInputs } from '../scan/index.ts';
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
  let oldest = Number.POSITIVE_INFINITY;
  let newest = Number.NEGATIVE_INFINITY;
  await readInputs(
    session.inputs,
    {
      event({ time }) {
        if (time) {
          oldest = Math.min(oldest, time.ms);
          newest = Math.max(newest, time.ms);
        }
        return true;
      },
    },
    session.reading,
  );
  session.progress.bytes = 0;
  return oldest <= newest ? { from: from ?? oldest, to: to ?? newest + 1 } : undefined;
}
