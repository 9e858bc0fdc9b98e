import { foldName } from '../../../event/index.ts';
import { columnOf, type FillMissing, type FillValues } from '../../../ir/index.ts';
import { isNull, orderValues, toNumber, type Value } from '../../../value/index.ts';
import { keyId } from '../key-id.ts';
import { type Cell, type Row, withCells } from '../row.ts';
import { recordRow } from '../row-groups.ts';
import { compareKeys } from '../stages/compare-keys.ts';
import type { TableRun, TableTools } from './table-run.ts';

/** Most combinations that are looked at (spec sumo §9.5). */
const MAX_COMBINATIONS = 10_000;

/** The starts of the slices of the window, or from the first to the last that occurs, in the steps of those that occur. */
function slicesOf(
  present: readonly number[],
  width: number | undefined,
  range: TableTools['context']['range'],
): number[] {
  const sorted = [...new Set(present)].sort((a, b) => a - b);
  const first = sorted[0];
  if (first === undefined) return [];
  const gaps = sorted.slice(1).map((time, index) => time - sorted[index]!);
  const step = width ?? gaps.reduce((least, gap) => Math.min(least, gap), Number.POSITIVE_INFINITY);
  if (!Number.isFinite(step) || step <= 0) return sorted;
  const from = range ? first - Math.max(0, Math.floor((first - range.from + step - 1) / step)) * step : first;
  const to = range ? Math.max(range.to, sorted.at(-1)! + 1) : sorted.at(-1)! + 1;
  const slices: number[] = [];
  for (let at = from; at < to && slices.length <= MAX_COMBINATIONS; at += step) slices.push(at);
  return slices;
}

function valuesOf(generator: FillValues, rows: readonly Row[], { read, context }: TableTools): readonly Value[] {
  if (generator.kind === 'listed') return generator.values;
  const present = rows.map((row) => read(row, generator.column)).filter((value) => !isNull(value));
  if (generator.kind === 'slices') {
    return slicesOf(
      present.map(toNumber).filter((one) => one !== null),
      generator.width,
      context.range,
    );
  }
  return [...new Map(present.map((value) => [keyId([value]), value])).values()].sort(orderValues);
}

function* combinations(lists: readonly (readonly Value[])[]): Iterable<readonly Value[]> {
  const [first, ...rest] = lists;
  if (!first) {
    yield [];
    return;
  }
  for (const value of first) for (const more of combinations(rest)) yield [value, ...more];
}

/** What an added record has in a column: a constant, else nought by type (spec sumo §9.5). */
function emptyCells(call: FillMissing, rows: readonly Row[], { schema }: TableTools): Cell[] {
  const given = new Map(call.constants.map(({ column, value }) => [foldName(column), value]));
  const used = new Set(call.generators.map(({ column }) => foldName(column)));
  const cells = new Map<string, Cell>();
  // Where no row came there are the columns that the plan knows.
  for (const [folded, { name, type }] of schema.columns)
    if (!used.has(folded)) cells.set(folded, { name, value: nought(type, null, call.nulls) });
  for (const row of rows) {
    for (const [folded, { name, value }] of row.columns) {
      if (used.has(folded)) continue;
      const type = columnOf(schema, name)?.type ?? 'any';
      const isKnown = cells.has(folded) && !isNull(cells.get(folded)!.value);
      if (!isKnown) cells.set(folded, { name, value: nought(type, value, call.nulls) });
    }
  }
  for (const [folded, value] of given) {
    const cell = cells.get(folded);
    if (cell && !call.nulls) cells.set(folded, { ...cell, value });
  }
  return [...cells.values()];
}

function nought(type: string, sample: Value, nulls: boolean): Value {
  if (nulls || type === 'text' || type === 'time') return null;
  if (type === 'boolean' || typeof sample === 'boolean') return false;
  return type === 'long' || type === 'double' || typeof sample === 'number' ? 0 : null;
}

/** Adds records for combinations of values that do not occur; all come in ascending order of these columns. */
export const fillMissing: TableRun<'fill-missing'> = (call, rows, tools) => {
  const { read, context } = tools;
  const columns = call.generators.map(({ column }) => column);
  const keysOf = (row: Row): readonly Value[] => columns.map((name) => read(row, name));
  const present = new Set(rows.map((row) => keyId(keysOf(row))));
  const lists = call.generators.map((generator) => valuesOf(generator, rows, tools));
  const empty = emptyCells(call, rows, tools);
  const added: Row[] = [];
  let seen = 0;
  for (const keys of combinations(lists)) {
    if (++seen > MAX_COMBINATIONS) {
      context.warn('engine/fill-combinations', `fillmissing looked at the first ${MAX_COMBINATIONS} combinations only`);
      break;
    }
    if (present.has(keyId(keys))) continue;
    added.push(recordRow([...columns.map((name, index) => ({ name, value: keys[index] })), ...empty], []));
  }
  const all = [...rows, ...added]
    .map((row) => ({ row, keys: keysOf(row) }))
    .sort((a, b) => compareKeys(a.keys, b.keys));
  return call.takeLast ? takeLast(call, all, new Set(added), empty) : all.map(({ row }) => row);
};

/** Gives added records the other values of the slice before, of the same values of the other columns. */
function takeLast(
  { generators }: FillMissing,
  all: readonly { readonly row: Row; readonly keys: readonly Value[] }[],
  added: ReadonlySet<Row>,
  empty: readonly Cell[],
): Row[] {
  const others = generators.map(({ kind }, index) => (kind === 'slices' ? -1 : index)).filter((index) => index >= 0);
  const last = new Map<string, Row>();
  return all.map(({ row, keys }) => {
    const id = keyId(others.map((index) => keys[index]));
    const before = last.get(id);
    const filled =
      added.has(row) && before
        ? withCells(
            row,
            empty.map(({ name, value }) => ({ name, value: before.columns.get(foldName(name))?.value ?? value })),
          )
        : row;
    last.set(id, filled);
    return filled;
  });
}
