import { columnOf, outlierColumns } from '../../../ir/index.ts';
import { toNumber, type Value } from '../../../value/index.ts';
import { type Row, withCells } from '../row.ts';
import { groupRows } from '../row-groups.ts';
import { deviationOf, meanOf } from '../statistics.ts';
import { CHOSEN_ARITHMETIC, type TableRun } from './table-run.ts';

/** Fewest earlier points from which a mean and a deviation are taken. */
const LEAST = 2;

interface Point {
  readonly mean: number;
  readonly deviation: number;
}

/** Mean and deviation of the points before one, itself left out (spec sumo §10, 18.19). */
function before(numbers: readonly (number | null)[], index: number, window: number): Point | undefined {
  const known = numbers.slice(Math.max(0, index - window), index).filter((one) => one !== null);
  return known.length < LEAST ? undefined : { mean: meanOf(known), deviation: deviationOf(known) };
}

/** Marks values that lie further from the mean than `threshold` deviations; the newest point of each series is not judged. */
export const outlier: TableRun<'outlier'> = (call, rows, { context, schema, read }) => {
  const names = outlierColumns(call.column);
  if (rows.length > 0)
    context.warn(
      CHOSEN_ARITHMETIC,
      `outlier: mean and deviation (divisor n − 1) are those of the ${call.window} points before, and from the third point on; the platform does not say`,
    );
  const slices = columnOf(schema, '_timeslice') !== undefined;
  const made = new Map<Row, Row>();
  for (const group of groupRows(rows, (row) => call.by.map((name) => read(row, name))).values()) {
    const time = (row: Row): number => toNumber(read(row, '_timeslice')) ?? 0;
    const series = slices ? [...group].sort((a, b) => time(a) - time(b)) : group;
    const numbers = series.map((row) => toNumber(read(row, call.column)));
    let run = 0;
    for (const [index, row] of series.entries()) {
      const value = numbers[index] ?? null;
      const point = value === null ? undefined : before(numbers, index, call.window);
      const cells = new Map<string, Value>(Object.values(names).map((name) => [name, null]));
      let isOutside = false;
      if (point && value !== null) {
        const reach = call.threshold * point.deviation;
        isOutside =
          (call.direction.includes('+') && value > point.mean + reach) ||
          (call.direction.includes('-') && value < point.mean - reach);
        cells.set(names.error, value - point.mean);
        cells.set(names.lower, point.mean - reach);
        cells.set(names.upper, point.mean + reach);
        cells.set(names.deviation, point.deviation);
      }
      if (index === series.length - 1) isOutside = false;
      run = isOutside ? run + 1 : 0;
      cells.set(names.indicator, isOutside ? 1 : 0);
      cells.set(names.violation, run >= call.consecutive ? 1 : 0);
      made.set(
        row,
        withCells(
          row,
          [...cells].map(([name, cell]) => ({ name, value: cell })),
        ),
      );
    }
  }
  return rows.map((row) => made.get(row)!);
};
