import { allNodesOf, expressionsOf, innerRunsOf, type Plan, type TableKey, walkExpr } from '../../ir/index.ts';

/** A table that a plan names, and what it does with it. */
export interface TableUse {
  readonly table: string;
  readonly use: 'look-up' | 'read' | 'save';
  /** Columns that it must have. */
  readonly columns: readonly string[];
  /** Pairs of names of which one must be a column. */
  readonly on: readonly TableKey[];
}

/** The tables that a plan and the runs before it name; those that such a run makes are not among them. */
export function tableUses(plan: Plan): TableUse[] {
  const uses: TableUse[] = innerRunsOf(plan).flatMap((inner) => tableUses(inner.plan));
  for (const node of allNodesOf(plan)) {
    if (node.kind === 'lookup') {
      const columns = node.columns?.map(({ column }) => column) ?? [];
      uses.push({ table: node.table, use: 'look-up', columns, on: node.on });
    } else if (node.kind === 'table') uses.push({ table: node.table, use: 'read', columns: [], on: [] });
    else if (node.kind === 'table-call' && node.call.fn === 'save')
      uses.push({ table: node.call.table, use: 'save', columns: [], on: [] });
    for (const expr of expressionsOf(node)) {
      walkExpr(expr, (one) => {
        if (one.kind === 'in-table' && !one.inner)
          uses.push({ table: one.table, use: 'look-up', columns: [], on: one.on });
      });
    }
  }
  return uses;
}
