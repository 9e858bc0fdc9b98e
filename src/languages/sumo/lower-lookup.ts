import { field, type Lookup, type Plan } from '../../ir/index.ts';
import type { NameNode } from './ast.ts';
import type { Lowering } from './lowering.ts';

/** The names under which tables that the platform brings have their key. */
const KEYS: readonly (readonly [table: RegExp, column: string])[] = [
  [/^geo:/, 'ip'],
  [/^sumo:/, 'indicator'],
];

/** A column that keeps its name. */
export function sameName(name: string): { readonly column: string; readonly name: string } {
  return { column: name, name };
}

/** A lookup of one field in a table that the platform brings. */
export function addressLookup(
  table: string,
  of: NameNode,
  columns: NonNullable<Lookup['columns']>,
  every: boolean,
  { stage, input, field: fieldOf }: Lowering,
): Plan {
  const key = KEYS.find(([pattern]) => pattern.test(table))![1];
  const on = [{ left: field(key, of.span), right: fieldOf(of), presumed: 'right' as const }];
  return { kind: 'lookup', origin: stage.span, input, table, on, columns, every };
}
