import type { ResultRow, RunContext } from '../engines/engine.ts';
import type { RowTable, Tables } from '../engines/table.ts';
import { type InnerRun, type InnerTime, innerRunsOf, type Plan } from '../ir/index.ts';
import { countText, parseMoment } from '../value/index.ts';
import type { TimeWindow } from './time-window.ts';

type Range = NonNullable<RunContext['range']>;

/** One of the runs that a plan needs before it runs itself. */
export interface InnerTask {
  readonly plan: Plan;
  readonly window: TimeWindow;
  readonly range: RunContext['range'];
  readonly tables: Tables;
}

/** What a task gave: rows in their own order, and whether a bound of rows was reached, so that there may be more. */
export interface InnerResult {
  readonly rows: readonly ResultRow[];
  readonly isCut: boolean;
}

/** Runs a plan. */
export type RunInner = (task: InnerTask) => Promise<InnerResult>;

/** What the outer run works with. */
export interface OuterRun {
  readonly window: TimeWindow;
  readonly range: RunContext['range'];
  readonly tables: Tables;
  readonly timeZone: string;
}

/** A year that a date without one has: that of the end of the window. */
function withYear(text: string, { to }: Range): string {
  const plain = text.replaceAll('/', '-');
  return /^\d{4}-/.test(plain) ? plain : `${new Date(to).getUTCFullYear()}-${plain}`;
}

/** Writes `2024-3-1 9:00` as ISO 8601 does. */
function padded(text: string): string {
  const [date = '', time] = text.split(/[ T]/);
  const day = date
    .split('-')
    .map((part) => part.padStart(2, '0'))
    .join('-');
  return time === undefined ? day : `${day}T${time.replace(/^\d:/, '0$&')}`;
}

function timeOf(bound: InnerTime | undefined, otherwise: number, range: Range, timeZone: string): number {
  if (!bound) return otherwise;
  if (bound.kind === 'before-end') return range.to - bound.ms;
  if (/^\d{11,}$/.test(bound.text)) return Number(bound.text);
  return parseMoment(padded(withYear(bound.text, range)), range.to, timeZone) ?? otherwise;
}

function windowOf({ window }: InnerRun, outer: OuterRun): TimeWindow {
  const { range } = outer;
  if (!range) return outer.window;
  if (window.kind === 'shifted') return { from: range.from - window.ms, to: range.to - window.ms };
  if (!window.from && !window.to) return outer.window;
  return {
    from: timeOf(window.from, range.from, range, outer.timeZone),
    to: timeOf(window.to, range.to, range, outer.timeZone),
  };
}

function tableOf({ columns }: InnerRun, rows: readonly ResultRow[]): RowTable {
  return { kind: 'rows', columns, rows: rows.map((row) => columns.map((name) => row.get(name))), keyCase: 'sensitive' };
}

/** Code of the remark on a subquery or an earlier run of which not all rows count. */
export const CUT_ROWS = 'engine/subquery-rows';

function cutRemark({ window, limit }: InnerRun, count: number): string {
  if (window.kind === 'shifted')
    return `an earlier run for compare has more rows than are kept: ${countText(count)} of them count`;
  return count < limit
    ? `a subquery met more rows than are kept: its result of ${countText(count)} rows may lack some`
    : `a subquery found more rows than count: the first ${countText(count)} do; maxresults, at most 10,000, allows more`;
}

/**
 * What has to run before a plan, innermost first: asks for the result of each task, and gives the tables that the plan then reads, those
 * of the outer run included. `onCut` gets a remark on each table that lacks rows.
 */
export function* innerTasks(
  plan: Plan,
  outer: OuterRun,
  onCut: (remark: string) => void,
): Generator<InnerTask, Tables, InnerResult> {
  const tables = new Map(outer.tables);
  for (const inner of innerRunsOf(plan)) {
    const window = windowOf(inner, outer);
    const { from, to } = window;
    const range = from === undefined || to === undefined ? outer.range : { from, to };
    const own = yield* innerTasks(inner.plan, { ...outer, window, range }, onCut);
    const { rows, isCut } = yield { plan: inner.plan, window, range, tables: own };
    // Only what comes out is cut: stages of the inner plan, such as accum, need all their rows.
    const counted = rows.slice(0, inner.limit);
    if (isCut || counted.length < rows.length) onCut(cutRemark(inner, counted.length));
    tables.set(inner.table, tableOf(inner, counted));
  }
  return tables;
}

/** Runs what has to run before a plan, and gives the tables that the plan then reads. */
export async function innerTables(
  plan: Plan,
  outer: OuterRun,
  run: RunInner,
  onCut: (remark: string) => void,
): Promise<Tables> {
  const tasks = innerTasks(plan, outer, onCut);
  let next = tasks.next();
  while (!next.done) next = tasks.next(await run(next.value));
  return next.value;
}
