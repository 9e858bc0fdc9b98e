import { type CompareRuns, columnOf } from '../../../ir/index.ts';
import { isNull, toNumber, type Value } from '../../../value/index.ts';
import { keyId } from '../key-id.ts';
import { type Cell, type Row, withCells } from '../row.ts';
import { recordRow } from '../row-groups.ts';
import { compareKeys } from '../stages/compare-keys.ts';
import { meanOf } from '../statistics.ts';
import { columnAt } from '../tables/open-table.ts';
import type { TableRun, TableTools } from './table-run.ts';

interface Earlier {
  readonly keys: readonly Value[];
  readonly values: readonly Value[];
}

/** The rows of an earlier run by key, its times moved forward by the shift (spec sumo §10). */
function earlierRows(
  call: CompareRuns,
  { table: name, shift }: CompareRuns['columns'][number]['runs'][number],
  { context, schema }: TableTools,
): Map<string, Earlier> {
  const table = context.tables?.get(name);
  const rows = new Map<string, Earlier>();
  if (table?.kind !== 'rows') return rows;
  const places = (names: readonly string[]) => names.map((one) => columnAt(table, one));
  const [keys, values] = [places(call.keys), places(call.values)];
  const isTime = call.keys.map((one) => columnOf(schema, one)?.type === 'time');
  for (const row of table.rows) {
    const own = keys.map((at, index): Value => {
      const value = at === undefined ? null : row[at];
      const time = isTime[index] ? toNumber(value) : null;
      return time === null ? value : time + shift;
    });
    rows.set(keyId(own), { keys: own, values: values.map((at) => (at === undefined ? null : row[at])) });
  }
  return rows;
}

function folded(values: readonly Value[], fold: 'avg' | 'min' | 'max' | undefined): Value {
  if (fold === undefined) return values[0] ?? null;
  const numbers = values.map((value) => (isNull(value) ? null : toNumber(value))).filter((one) => one !== null);
  if (numbers.length === 0) return null;
  if (fold === 'avg') return meanOf(numbers);
  return numbers.reduce((best, one) => (fold === 'min' ? Math.min(best, one) : Math.max(best, one)));
}

/** Sets rows beside those of earlier runs: an outer join on the keys; records found earlier only come behind, by key. */
export const compare: TableRun<'compare'> = (call, rows, tools) => {
  const columns = call.columns.map(({ suffix, runs, fold }) => ({
    suffix,
    fold,
    runs: runs.map((run) => earlierRows(call, run, tools)),
  }));
  const cellsFor = (id: string): Cell[] =>
    columns.flatMap(({ suffix, fold, runs }) =>
      call.values.map((name, index) => ({
        name: name + suffix,
        value: folded(
          runs.map((run) => run.get(id)?.values[index]),
          fold,
        ),
      })),
    );
  const present = new Set<string>();
  const now = rows.map((row): Row => {
    const id = keyId(call.keys.map((name) => tools.read(row, name)));
    present.add(id);
    return withCells(row, cellsFor(id));
  });
  const gone = new Map<string, readonly Value[]>();
  for (const { runs } of columns)
    for (const run of runs) for (const [id, { keys }] of run) if (!present.has(id)) gone.set(id, keys);
  const added = [...gone].sort(([, a], [, b]) => compareKeys(a, b));
  return [
    ...now,
    ...added.map(([id, keys]) =>
      recordRow(
        [
          ...call.keys.map((name, index) => ({ name, value: keys[index] ?? null })),
          ...call.values.map((name) => ({ name, value: null })),
          ...cellsFor(id),
        ],
        [],
      ),
    ),
  ];
};
