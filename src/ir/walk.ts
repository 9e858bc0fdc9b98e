import type { Expr, ExprTable } from './expr.ts';
import type { Plan, PlanTable } from './plan.ts';

const none: readonly never[] = [];

const CHILDREN: ExprTable<readonly Expr[]> = {
  literal: () => none,
  field: () => none,
  param: () => none,
  search: () => none,
  call: (node) => node.args,
  compare: (node) => [node.left, node.right],
  match: (node) => (node.pattern.kind === 'dynamic' ? [node.value, node.pattern.pattern] : [node.value]),
  and: (node) => node.items,
  or: (node) => node.items,
  not: (node) => [node.item],
  case: (node) => [...node.branches.flatMap((branch) => [branch.when, branch.value]), node.otherwise],
  quantified: (node) => [node.over, node.test],
};

/** Direct operands of an expression, left to right. */
export function childrenOf(expr: Expr): readonly Expr[] {
  return (CHILDREN[expr.kind] as (node: Expr) => readonly Expr[])(expr);
}

/** Calls `visit` for an expression and all below it, outermost first. */
export function walkExpr(expr: Expr, visit: (expr: Expr) => void): void {
  visit(expr);
  for (const child of childrenOf(expr)) walkExpr(child, visit);
}

const INPUTS: PlanTable<readonly Plan[]> = {
  scan: () => none,
  filter: (node) => [node.input],
  extend: (node) => [node.input],
  project: (node) => [node.input],
  extract: (node) => [node.input],
  aggregate: (node) => [node.input],
  analytic: (node) => [node.input],
  sort: (node) => [node.input],
  limit: (node) => [node.input],
  distinct: (node) => [node.input],
  join: (node) => node.inputs.map((one) => one.plan),
  union: (node) => node.inputs,
  lookup: (node) => [node.input],
  unnest: (node) => [node.input],
  pivot: (node) => [node.input],
  sequence: (node) => node.inputs,
  'table-call': (node) => [node.input],
};

/** Plans that a node reads rows from. */
export function inputsOf(plan: Plan): readonly Plan[] {
  return (INPUTS[plan.kind] as (node: Plan) => readonly Plan[])(plan);
}

/** Nodes from the scan upwards to the plan itself, inputs before their readers. */
export function nodesOf(plan: Plan): Plan[] {
  return [...inputsOf(plan).flatMap(nodesOf), plan];
}

const EXPRESSIONS: PlanTable<readonly Expr[]> = {
  scan: () => none,
  filter: (node) => [node.condition],
  extend: (node) => node.columns.map((column) => column.value),
  project: () => none,
  extract: (node) => node.steps.map((step) => step.from),
  aggregate: (node) => [
    ...node.keys.map((key) => key.value),
    ...node.aggregates.map((one) => one.arg).filter((arg) => arg !== undefined),
  ],
  analytic: (node) => node.args,
  sort: (node) => node.keys.map((key) => key.value),
  limit: () => none,
  distinct: (node) => node.by,
  join: (node) => node.on.flatMap((pair) => [pair.left, pair.right]),
  union: () => none,
  lookup: (node) => node.on.map((pair) => pair.value),
  unnest: (node) => [node.list],
  pivot: () => none,
  sequence: (node) => node.by,
  'table-call': (node) => node.args,
};

/** Expressions that stand in a node itself, its inputs' not included. */
export function expressionsOf(plan: Plan): readonly Expr[] {
  return (EXPRESSIONS[plan.kind] as (node: Plan) => readonly Expr[])(plan);
}
