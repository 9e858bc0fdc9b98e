import type { Lookup } from '../../../ir/index.ts';
import type { Value } from '../../../value/index.ts';
import { type EvaluationContext, evaluate } from '../evaluate.ts';
import { type Cell, type Row, withCells } from '../row.ts';
import { columnAt, resolveKeys } from '../tables/open-table.ts';
import { TABLE_WARNINGS, tableOf } from '../tables/unknown-table.ts';
import type { Output, Stage } from './stage.ts';

/** Finds the cells that an entry of the table adds, for each entry; a row without one gets nulls. */
export function prepareLookup(node: Lookup, context: EvaluationContext): (row: Row) => readonly (readonly Cell[])[] {
  const empty = [(node.columns ?? []).map(({ name }): Cell => ({ name, value: null }))];
  const table = tableOf(node.table, context);
  if (!table) return () => empty;
  const keys = resolveKeys(table, node.on);
  if (!keys) {
    context.warn(
      TABLE_WARNINGS.keys,
      `the table ${node.table} has none of the columns of \`on\`; it has ${table.columns.join(', ')}`,
    );
    return () => empty;
  }
  const isKey = new Set(keys.map((key) => key.at));
  const wanted =
    node.columns ?? table.columns.filter((_name, at) => !isKey.has(at)).map((name) => ({ column: name, name }));
  const places = wanted.map(({ column, name }) => {
    const at = columnAt(table, column);
    if (at === undefined)
      context.warn(
        TABLE_WARNINGS.column,
        `the table ${node.table} has no column ${column}; it has ${table.columns.join(', ')}`,
      );
    return { name, at };
  });
  const find = table.finder(keys.map((key) => key.at));
  const cells = (entry: readonly Value[] | undefined): Cell[] =>
    places.map(({ name, at }) => ({ name, value: (at === undefined ? null : entry?.[at]) ?? null }));
  return (row) => {
    const found = find(keys.map((key) => evaluate(key.field, row, context)));
    if (node.every && found.length > 0) return found.map(cells);
    return [cells(found.at(-1))];
  };
}

/** Adds columns of a table; of several entries the last counts, unless every one makes a row (spec sumo §11.1, 11.2). */
export function lookupStage(node: Lookup, context: EvaluationContext, output: Output): Stage {
  let prepared: ReturnType<typeof prepareLookup> | undefined;
  return {
    push(row) {
      prepared ??= prepareLookup(node, context);
      const all = prepared(row);
      for (const [index, cells] of all.entries()) {
        output.push(
          node.every && all.length > 1
            ? { ...withCells(row, cells), order: [...row.order, index] }
            : withCells(row, cells),
        );
      }
    },
    finish: output.finish,
    keeper: output.keeper,
  };
}
