import type { Expr, ExprTable, Field } from '../../ir/index.ts';

type Change = (field: Field) => Expr;

const MAPPED: ExprTable<Expr, [Change]> = {
  literal: (node) => node,
  param: (node) => node,
  search: (node) => node,
  quantified: (node) => node,
  'in-table': (node) => node,
  'search-table': (node) => node,
  field: (node, change) => change(node),
  call: (node, change) => ({ ...node, args: node.args.map((arg) => mapFields(arg, change)) }),
  compare: (node, change) => ({ ...node, left: mapFields(node.left, change), right: mapFields(node.right, change) }),
  match: (node, change) => ({
    ...node,
    value: mapFields(node.value, change),
    pattern:
      node.pattern.kind === 'dynamic'
        ? { ...node.pattern, pattern: mapFields(node.pattern.pattern, change) }
        : node.pattern,
  }),
  and: (node, change) => ({ ...node, items: node.items.map((item) => mapFields(item, change)) }),
  or: (node, change) => ({ ...node, items: node.items.map((item) => mapFields(item, change)) }),
  not: (node, change) => ({ ...node, item: mapFields(node.item, change) }),
  case: (node, change) => ({
    ...node,
    branches: node.branches.map(({ when, value }) => ({
      when: mapFields(when, change),
      value: mapFields(value, change),
    })),
    otherwise: mapFields(node.otherwise, change),
  }),
};

/** The expression with each field replaced; what a quantifier ranges over and the keys of a table are left as they are. */
export function mapFields(expr: Expr, change: Change): Expr {
  return (MAPPED[expr.kind] as (node: Expr, change: Change) => Expr)(expr, change);
}
