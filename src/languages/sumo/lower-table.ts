import type { Field, TableKey } from '../../ir/index.ts';
import type { KeyPair, NameNode, TableNode } from './ast.ts';

/** The name of a table without its quotes: `path:///Library/Users/me/Assets`, `geo://location`, `shared/x`. */
export function tableName({ text }: TableNode): string {
  return text.replace(/["“”]/g, '').replace(/^\w+:\/\//, (scheme) => scheme.toLowerCase());
}

/** Sources that the platform has built in, whose pairs are written with the table's column first (spec sumo §11.1). */
const BUILT_IN = /^(?:geo|asn|sumo):\/\//i;

/** The pairs of `on`; which side is the table's its columns decide (18.15), `row` says what the documentation has for a table of the user. */
export function tableKeys(
  pairs: readonly KeyPair[],
  table: TableNode,
  row: 'left' | 'right',
  fieldOf: (node: NameNode) => Field,
): TableKey[] {
  const presumed = BUILT_IN.test(table.text) ? 'right' : row;
  return pairs.map(({ left, right }) => ({ left: fieldOf(left), right: fieldOf(right ?? left), presumed }));
}
