import { foldName } from '../../../event/index.ts';
import { type Join, joinedName, type Plan } from '../../../ir/index.ts';
import { isNull } from '../../../value/index.ts';
import type { Bounds } from '../../engine.ts';
import { type EvaluationContext, valueNamed } from '../evaluate.ts';
import { bounded } from '../joined-rows.ts';
import { keyId } from '../key-id.ts';
import { type Cell, type Row, seesAll } from '../row.ts';
import { provenanceOfAll } from '../row-groups.ts';
import { collectStage } from './collect-stage.ts';
import type { Output, Stage } from './stage.ts';

/** Runs an inner pipeline on rows. */
export type RunPipeline = (plan: Plan, rows: readonly Row[]) => readonly Row[];

/** Rows of some of the tables that fit together so far, by table. */
type Combination = ReadonlyMap<string, Row>;

/** All columns of a row: those that stages made, and the fields of its event as a query reads them. */
function cellsOf(row: Row, context: EvaluationContext): Cell[] {
  const made = [...row.columns.values()];
  if (!row.event) return made;
  const names = new Set(row.columns.keys());
  const logged = [...row.event.system(), ...row.event.payload()].filter(
    ([name]) => !names.has(foldName(name)) && row.sees(foldName(name)),
  );
  return [...made, ...logged.map(([name]) => ({ name, value: valueNamed(name, row, context) }))];
}

type Columns = readonly (readonly [folded: string, cell: Cell])[];

/** Gives the columns that a row of a table has in the joined row, made once for each row: one row may fit many. */
function joinedColumns(context: EvaluationContext): (table: string, row: Row) => Columns {
  const tables = new Map<string, Map<Row, Columns>>();
  return (table, row) => {
    const known = tables.get(table) ?? new Map<Row, Columns>();
    tables.set(table, known);
    let columns = known.get(row);
    if (!columns) {
      columns = cellsOf(row, context).map(({ name, value }) => {
        const cell = { name: joinedName(table, name), value };
        return [foldName(cell.name), cell] as const;
      });
      known.set(row, columns);
    }
    return columns;
  };
}

function joined(combination: Combination, columnsOf: ReturnType<typeof joinedColumns>): Row {
  const columns = new Map<string, Cell>();
  for (const [table, row] of combination) for (const [folded, cell] of columnsOf(table, row)) columns.set(folded, cell);
  return {
    event: undefined,
    columns,
    order: [],
    provenance: provenanceOfAll(combination.values()),
    sees: seesAll,
  };
}

function isWithin(combination: Combination, within: number | undefined): boolean {
  if (within === undefined) return true;
  const times = [...combination.values()].map((row) => row.provenance.newest?.ms).filter((one) => one !== undefined);
  return times.length === 0 || Math.max(...times) - Math.min(...times) <= within;
}

/** Rows of a table by their values of some columns; a row that lacks one fits nothing. */
function indexed(rows: readonly Row[], columns: readonly string[], context: EvaluationContext): Map<string, Row[]> {
  const index = new Map<string, Row[]>();
  for (const row of rows) {
    const values = columns.map((column) => valueNamed(column, row, context));
    if (values.some(isNull)) continue;
    const id = keyId(values);
    const known = index.get(id);
    if (known) known.push(row);
    else index.set(id, [row]);
  }
  return index;
}

function* joinRows(node: Join, rows: readonly Row[], run: RunPipeline, context: EvaluationContext): Iterable<Row> {
  let combinations: Iterable<Combination> = [new Map()];
  const placed = new Set<string>();
  for (const { name, plan } of node.tables) {
    const own = run(plan, rows);
    // Pairs with a table that stands before this one decide; others wait until both are there.
    const pairs = node.on.flatMap(({ left, right }) => {
      if (left.table === name && placed.has(right.table)) return [{ own: left.column, other: right }];
      return right.table === name && placed.has(left.table) ? [{ own: right.column, other: left }] : [];
    });
    const index = indexed(
      own,
      pairs.map((pair) => pair.own),
      context,
    );
    const before = combinations;
    combinations = extended(bounded(before, 'join', context), (combination) => {
      const values = pairs.map(({ other }) => valueNamed(other.column, combination.get(other.table)!, context));
      if (values.some(isNull)) return [];
      return (index.get(keyId(values)) ?? []).map((row) => new Map(combination).set(name, row));
    });
    placed.add(name);
  }
  const columnsOf = joinedColumns(context);
  for (const combination of bounded(combinations, 'join', context))
    if (isWithin(combination, node.within)) yield joined(combination, columnsOf);
}

function* extended(
  combinations: Iterable<Combination>,
  more: (combination: Combination) => readonly Combination[],
): Iterable<Combination> {
  for (const combination of combinations) yield* more(combination);
}

/** Rows of inner pipelines that agree on pairs of columns, the first table's order first (spec sumo §11.3). */
export function joinStage(
  node: Join,
  context: EvaluationContext,
  bounds: Bounds,
  run: RunPipeline,
  output: Output,
): Stage {
  return collectStage(node.input, bounds, output, (rows) => joinRows(node, rows, run, context));
}
