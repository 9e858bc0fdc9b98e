import { FUNCTIONS } from '../functions/index.ts';
import type { Expr, ExprTable } from './expr.ts';
import type { ColumnType, RowSchema } from './schema.ts';
import { typeOfName } from './schema.ts';

/** Whole numbers stay whole; anything with a double becomes one. */
function widest(types: readonly ColumnType[]): ColumnType {
  const known = new Set(types.filter((type) => type !== 'any'));
  if (known.size === 0) return 'any';
  if (known.size === 1) return [...known][0]!;
  return [...known].every((type) => type === 'long' || type === 'double' || type === 'time')
    ? known.has('double')
      ? 'double'
      : 'long'
    : 'any';
}

const TYPES: ExprTable<ColumnType, [RowSchema]> = {
  literal: (node) => node.type,
  field: (node, schema) => typeOfName(schema, node.name),
  param: () => 'text',
  call: (node) => FUNCTIONS.get(node.fn)?.returns ?? 'any',
  compare: () => 'boolean',
  match: () => 'boolean',
  and: () => 'boolean',
  or: () => 'boolean',
  not: () => 'boolean',
  case: (node, schema) =>
    widest([...node.branches.map((branch) => typeOf(branch.value, schema)), typeOf(node.otherwise, schema)]),
  quantified: () => 'boolean',
  search: () => 'boolean',
  'in-table': () => 'boolean',
  'search-table': () => 'boolean',
};

/** What is known, before any event is read, of an expression's values on rows of a schema. */
export function typeOf(expr: Expr, schema: RowSchema): ColumnType {
  return (TYPES[expr.kind] as (node: Expr, schema: RowSchema) => ColumnType)(expr, schema);
}
