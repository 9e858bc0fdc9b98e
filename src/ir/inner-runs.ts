import type { InnerTime } from './expr.ts';
import type { Plan } from './plan.ts';
import { allNodesOf, expressionsOf, walkExpr } from './walk.ts';

/** A plan that has to run before the one that reads its rows as a table. */
export interface InnerRun {
  readonly table: string;
  readonly plan: Plan;
  /** Columns that the table has. */
  readonly columns: readonly string[];
  readonly limit: number;
  readonly window:
    | { readonly kind: 'own'; readonly from: InnerTime | undefined; readonly to: InnerTime | undefined }
    /** The window of the outer plan, so many milliseconds before. */
    | { readonly kind: 'shifted'; readonly ms: number };
}

/** What has to run before a plan: its subqueries, and the earlier runs of `compare`; what those need in turn is not among them. */
export function innerRunsOf(plan: Plan): InnerRun[] {
  const runs: InnerRun[] = [];
  for (const node of allNodesOf(plan)) {
    for (const expr of expressionsOf(node)) {
      walkExpr(expr, (one) => {
        if ((one.kind !== 'in-table' && one.kind !== 'search-table') || !one.inner) return;
        const { from, to, ...inner } = one.inner;
        runs.push({ ...inner, window: { kind: 'own', from, to } });
      });
    }
    if (node.kind !== 'table-call' || node.call.fn !== 'compare') continue;
    const columns = [...node.call.keys, ...node.call.values];
    for (const { table, shift } of node.call.columns.flatMap((column) => column.runs)) {
      const window = { kind: 'shifted', ms: shift } as const;
      runs.push({ table, plan: node.input, columns, limit: Number.POSITIVE_INFINITY, window });
    }
  }
  return runs;
}
