import { type Expr, nodesOf, type Plan } from '../../ir/index.ts';

/** Conditions of the filters that stand before any stage that makes or hides fields: only these can be decided from an event alone. */
export function leadingConditions(plan: Plan): Expr[] {
  const conditions: Expr[] = [];
  for (const node of nodesOf(plan)) {
    if (node.kind === 'filter') conditions.push(node.condition);
    else if (node.kind !== 'scan') break;
  }
  return conditions;
}
