import type { MergeColumn } from '../../../ir/index.ts';
import { isNull, toText, type Value } from '../../../value/index.ts';
import type { Cell, Row } from '../row.ts';
import { recordRow } from '../row-groups.ts';
import { inTime } from './in-time.ts';
import type { TableRun, TableTools } from './table-run.ts';

function merged({ strategy, separator }: MergeColumn, values: readonly Value[]): Value {
  const known = values.filter((value) => !isNull(value));
  if (known.length === 0) return null;
  if (strategy === 'first') return known[0];
  if (strategy === 'last') return known.at(-1);
  const texts = known.map((value) => toText(value) ?? '');
  return strategy === 'distinct' ? [...new Set(texts)].join('\n') : texts.join(separator);
}

/** The cells that a group of rows becomes: first and last by time, lists in the order of time (spec sumo §8.4). */
export function mergedCells(columns: readonly MergeColumn[], rows: readonly Row[], { read }: TableTools): Cell[] {
  const ordered = inTime(rows);
  return columns.map((column) => ({
    name: column.name,
    value: merged(
      column,
      ordered.map((row) => read(row, column.column)),
    ),
  }));
}

/** Folds all rows into one; of no rows comes none. */
export const mergeRows: TableRun<'merge'> = ({ columns }, rows, tools) =>
  rows.length === 0 ? [] : [recordRow(mergedCells(columns, rows, tools), rows)];
