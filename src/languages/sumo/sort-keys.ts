import { type Expr, field, type SortKey as PlanSortKey } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import type { NameNode } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { nullsClause } from './foreign/nulls-clause.ts';
import type { Printer } from './operator.ts';

/** One sort key; without a direction it is descending (spec sumo §9.1). */
export interface SortKey {
  readonly name: NameNode;
  readonly direction: 'asc' | 'desc' | undefined;
}

function parseKey(cursor: Cursor): SortKey {
  const sign = cursor.takePunct('+', '-');
  const name = cursor.name();
  const word = cursor.takeWord('asc', 'desc', 'ascending', 'descending');
  nullsClause(cursor);
  if (word) return { name, direction: word.text.toLowerCase().startsWith('asc') ? 'asc' : 'desc' };
  if (!sign) return { name, direction: undefined };
  return { name, direction: sign.text === '+' ? 'asc' : 'desc' };
}

/** Reads `f asc, -g` (spec sumo §9.1). */
export function parseSortKeys(cursor: Cursor): SortKey[] {
  const keys = [parseKey(cursor)];
  while (cursor.takePunct(',')) keys.push(parseKey(cursor));
  return keys;
}

/** Writes sort keys with their directions as words. */
export function printSortKeys(keys: readonly SortKey[], printer: Printer): string {
  return keys.map(({ name, direction }) => printer.name(name) + (direction ? ` ${direction}` : '')).join(', ');
}

/** A sort key of the IR; one without a direction is descending, also beside marked ones (spec sumo §9.1, 18.8). */
export function sortKeyOf(key: SortKey, fieldOf: (name: NameNode) => Expr): PlanSortKey {
  return { value: fieldOf(key.name), direction: key.direction === 'asc' ? 'ascending' : 'descending' };
}

/** `sort` and `top` without fields go by the count, greatest first (spec sumo §9.1). */
export function countKey(origin: Span): PlanSortKey {
  return { value: field('_count', origin), direction: 'descending' };
}
