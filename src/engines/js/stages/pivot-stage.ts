import { foldName } from '../../../event/index.ts';
import type { PlanOf } from '../../../ir/index.ts';
import { orderText, toText, type Value } from '../../../value/index.ts';
import type { Bounds } from '../../engine.ts';
import { type EvaluationContext, valueNamed } from '../evaluate.ts';
import type { Cell, Row } from '../row.ts';
import { groupRows, recordRow } from '../row-groups.ts';
import { collectStage } from './collect-stage.ts';
import type { Output, Stage } from './stage.ts';

/** Most columns that a pivot makes beside the listed ones (spec sumo §9.4). */
const MAX_COLUMNS = 300;

/** The column that a row's cell belongs to: values of several columns joined by `|` (spec sumo §9.4). */
const columnOf = (node: PlanOf<'pivot'>, row: Row, context: EvaluationContext): string =>
  node.columns.map((name) => toText(valueNamed(name, row, context)) ?? '').join('|');

/** The first column that is neither key nor column. */
function cellOf(node: PlanOf<'pivot'>, row: Row): Value {
  const used = new Set([...node.rows, ...node.columns].map(foldName));
  for (const [folded, { value }] of row.columns) if (!used.has(folded)) return value;
  return null;
}

function pivotRows(node: PlanOf<'pivot'>, rows: readonly Row[], context: EvaluationContext): readonly Row[] {
  const listed = new Set(node.listed.map(foldName));
  const keyed = new Set(node.rows.map(foldName));
  const found = new Map<string, string>();
  for (const row of rows) {
    const name = columnOf(node, row, context);
    if (keyed.has(foldName(name)) && node.rest)
      context.warn(
        'engine/pivot-columns',
        `transpose made no column of the value ${name}: that is the name of a row field`,
      );
    else if (!listed.has(foldName(name)) && !found.has(foldName(name))) found.set(foldName(name), name);
  }
  const dynamic = node.rest ? [...found.values()].sort(orderText) : [];
  if (dynamic.length > MAX_COLUMNS) {
    context.warn(
      'engine/pivot-columns',
      `transpose made ${dynamic.length} columns; the first ${MAX_COLUMNS} by name are kept`,
    );
    dynamic.length = MAX_COLUMNS;
  }
  const names = [...node.listed, ...dynamic];
  return [...groupRows(rows, (row) => node.rows.map((name) => valueNamed(name, row, context))).values()].map(
    (group) => {
      const values = new Map<string, Value>();
      for (const row of group) {
        const name = columnOf(node, row, context);
        if (values.has(foldName(name)))
          context.warn(
            'engine/pivot-cells',
            `transpose found several records for one cell of the column ${name} (letter case aside); the last one counts`,
          );
        values.set(foldName(name), cellOf(node, row));
      }
      const keys = node.rows.map((name): Cell => ({ name, value: valueNamed(name, group[0]!, context) ?? null }));
      return recordRow([...keys, ...names.map((name) => ({ name, value: values.get(foldName(name)) ?? null }))], group);
    },
  );
}

/** Turns values of columns into columns. */
export function pivotStage(node: PlanOf<'pivot'>, context: EvaluationContext, bounds: Bounds, output: Output): Stage {
  return collectStage(node.input, bounds, output, (rows) => pivotRows(node, rows, context));
}
