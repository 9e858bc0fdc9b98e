import { columnOf } from '../../../ir/index.ts';
import { toNumber } from '../../../value/index.ts';
import { type Row, withCells } from '../row.ts';
import { recordRow } from '../row-groups.ts';
import { meanOf, sumOf } from '../statistics.ts';
import { CHOSEN_ARITHMETIC, type TableRun } from './table-run.ts';

const SLICE = '_timeslice';

/** Most slices, missing ones included, that a line is drawn through (spec sumo §10). */
const MOST_SLICES = 20_000;

/** The straight line nearest to points by least squares. */
function line(values: readonly number[]): (x: number) => number {
  const meanX = (values.length - 1) / 2;
  const meanY = meanOf(values);
  const spread = sumOf(values.map((_value, x) => (x - meanX) ** 2));
  const slope = spread === 0 ? 0 : sumOf(values.map((value, x) => (x - meanX) * (value - meanY))) / spread;
  return (x) => meanY + slope * (x - meanX);
}

/** Draws a straight line through the slices and on; a missing slice counts as 0 (spec sumo §10). */
export const predict: TableRun<'predict'> = ({ column, step, forecast }, rows, { context, schema, read }) => {
  const time = (row: Row): number | null => toNumber(read(row, SLICE));
  const unpredicted = (): Row[] => {
    const cells = [`${column}_predicted`, `${column}_error`].map((name) => ({ name, value: null }));
    return rows.map((row) => withCells(row, cells));
  };
  const times = rows.map(time).filter((one) => one !== null);
  if (times.length === 0) {
    if (rows.length > 0) context.warn('engine/no-timeslice', 'predict found no _timeslice, so it predicts nothing');
    return unpredicted();
  }
  const first = times.reduce((least, one) => Math.min(least, one));
  const last = times.reduce((most, one) => Math.max(most, one));
  const length = Math.round((last - first) / step) + 1;
  if (length > MOST_SLICES) {
    context.warn(
      'engine/too-many-slices',
      `predict would go through ${length.toLocaleString('en')} slices, more than ${MOST_SLICES.toLocaleString('en')}, so it predicts nothing: take wider steps, or a shorter range`,
    );
    return unpredicted();
  }
  context.warn(
    CHOSEN_ARITHMETIC,
    'predict: the line is the least-squares line over all slices; the platform does not say',
  );
  const values = new Array<number>(length).fill(0);
  const present = new Set<number>();
  const placeOf = (at: number): number => Math.round((at - first) / step);
  for (const row of rows) {
    const at = time(row);
    if (at === null) continue;
    present.add(placeOf(at));
    values[placeOf(at)] = toNumber(read(row, column)) ?? 0;
  }
  if (present.size < values.length)
    context.warn('engine/missing-slices', `predict counts ${values.length - present.size} missing slices as 0`);
  const at = line(values);
  const known = rows.map((row) => {
    const slice = time(row);
    const predicted = slice === null ? null : at(placeOf(slice));
    const actual = toNumber(read(row, column));
    const error = predicted === null || actual === null ? null : predicted - actual;
    return withCells(row, [
      { name: `${column}_predicted`, value: predicted },
      { name: `${column}_error`, value: error },
    ]);
  });
  const name = columnOf(schema, SLICE)?.name ?? SLICE;
  const further = Array.from({ length: forecast }, (_one, index) =>
    recordRow(
      [
        { name, value: last + (index + 1) * step },
        { name: column, value: null },
        { name: `${column}_predicted`, value: at(values.length + index) },
        { name: `${column}_error`, value: null },
      ],
      [],
    ),
  );
  return [...known, ...further];
};
