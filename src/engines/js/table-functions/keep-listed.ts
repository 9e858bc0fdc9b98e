import { keyId } from '../key-id.ts';
import type { Row } from '../row.ts';
import type { TableRun } from './table-run.ts';

/** Keeps rows whose values of some columns occur in the result of inner stages over the same rows (spec sumo §7.6). */
export const keepListed: TableRun<'keep-listed'> = ({ columns, plan }, rows, { read, run }) => {
  const keyOf = (row: Row): string => keyId(columns.map((name) => read(row, name)));
  const listed = new Set(run(plan, rows).map(keyOf));
  return rows.filter((row) => listed.has(keyOf(row)));
};
