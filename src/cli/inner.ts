import type { RunContext } from '../engines/engine.ts';
import type { Tables } from '../engines/table.ts';
import { innerRunsOf, type Plan } from '../ir/index.ts';
import { CUT_ROWS, innerTables, runInnerOver } from '../scan/index.ts';
import type { Session } from './session.ts';
import type { UserTables } from './tables.ts';
import { UsageError } from './usage-error.ts';

/**
 * The tables of a plan: those that the user gave, and the results of its subqueries and earlier runs, which read the logs first.
 * Throws a UsageError if the logs can be read once only.
 */
export async function tablesFor(
  command: string,
  plan: Plan,
  session: Session,
  range: RunContext['range'],
  given: UserTables,
  warn: (code: string, message: string) => void,
): Promise<Tables> {
  const tables = given.of(plan);
  if (innerRunsOf(plan).length === 0) return tables;
  if (session.inputs.some((input) => !input.rereadable)) {
    throw new UsageError(
      `${command}: this query reads its logs more than once, for a subquery or for compare; standard input can be read once`,
    );
  }
  const { window, timeZone, inputs, reading, progress } = session;
  const run = runInnerOver(inputs, session, reading, warn);
  const all = await innerTables(plan, { window, range, tables, timeZone }, run, (remark) => warn(CUT_ROWS, remark));
  progress.bytes = 0;
  progress.events = 0;
  return all;
}
