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
  'in-table': (node) => node.on.map((key) => key[key.presumed]),
  'search-table': () => none,
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
  top: (node) => [node.input],
  given: () => none,
  table: () => none,
  join: (node) => [node.input],
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

/** Inner pipelines of a node, over the rows that it reads. */
export function pipelinesOf(plan: Plan): readonly Plan[] {
  if (plan.kind === 'join') return plan.tables.map((table) => table.plan);
  return plan.kind === 'table-call' && plan.call.fn === 'keep-listed' ? [plan.call.plan] : none;
}

/** Nodes from the scan upwards to the plan itself, inputs before their readers. */
export function nodesOf(plan: Plan): Plan[] {
  const nodes: Plan[] = [];
  addNodes(plan, nodes);
  return nodes;
}

function addNodes(plan: Plan, nodes: Plan[]): void {
  for (const input of inputsOf(plan)) addNodes(input, nodes);
  nodes.push(plan);
}

/** Nodes of a plan and of the inner pipelines in it; queries that run before it are not among them. */
export function allNodesOf(plan: Plan): Plan[] {
  return nodesOf(plan).flatMap((node) => [...pipelinesOf(node).flatMap(allNodesOf), node]);
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
  analytic: (node) => [node.value, ...node.by],
  sort: (node) => node.keys.map((key) => key.value),
  limit: () => none,
  distinct: (node) => node.by,
  top: (node) => [...node.by, ...node.keys.map((key) => key.value)],
  given: () => none,
  table: () => none,
  join: () => none,
  union: () => none,
  lookup: (node) => node.on.map((key) => key[key.presumed]),
  unnest: (node) => [node.list],
  pivot: () => none,
  sequence: (node) => node.by,
  'table-call': () => none,
};

/** Expressions that stand in a node itself, its inputs' not included. */
export function expressionsOf(plan: Plan): readonly Expr[] {
  return (EXPRESSIONS[plan.kind] as (node: Plan) => readonly Expr[])(plan);
}

const STREAMING: ReadonlySet<Plan['kind']> = new Set(['scan', 'filter', 'extend', 'project', 'extract', 'lookup']);

/** True if a node hands rows on as they come, in their own order. */
export function handsOn(node: Plan): boolean {
  return STREAMING.has(node.kind);
}
