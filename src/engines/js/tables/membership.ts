import type { InTable, SearchTable } from '../../../ir/index.ts';
import { compileTerms, toText, type Value } from '../../../value/index.ts';
import type { RowTable } from '../../table.ts';
import type { EvaluationContext } from '../evaluate.ts';
import { columnAt, openTable, resolveKeys } from './open-table.ts';
import { TABLE_WARNINGS, tableOf } from './unknown-table.ts';

/** A test of table membership made ready: the fields to read, and the question. */
export interface Membership {
  readonly fields: readonly InTable['on'][number]['left'][];
  has(values: readonly Value[]): boolean;
}

const NOTHING: Membership = { fields: [], has: () => false };

/** A row table whose keys compare as a test wants. */
const recased = new WeakMap<RowTable, RowTable>();

function withKeyCase(table: RowTable, keyCase: RowTable['keyCase']): RowTable {
  if (table.keyCase === keyCase) return table;
  let other = recased.get(table);
  if (!other) {
    other = { ...table, keyCase };
    recased.set(table, other);
  }
  return other;
}

/** Makes the test of a node ready; an unknown table or key holds for nothing, with a warning. */
export function membership(node: InTable, context: EvaluationContext): Membership {
  const table = context.tables?.get(node.table);
  if (!table) {
    tableOf(node.table, context);
    return NOTHING;
  }
  const isFixed = table.kind === 'rows' && node.textCase !== 'table';
  const open = openTable(
    isFixed ? withKeyCase(table, node.textCase === 'sensitive' ? 'sensitive' : 'insensitive') : table,
  );
  const keys = resolveKeys(open, node.on);
  if (!keys) {
    context.warn(TABLE_WARNINGS.keys, `the table ${node.table} has none of the columns that the query compares`);
    return NOTHING;
  }
  const find = open.finder(keys.map((key) => key.at));
  return { fields: keys.map((key) => key.field), has: (values) => find(values).length > 0 };
}

/** Makes a search for the phrases of a table ready. */
export function tableSearch(node: SearchTable, context: EvaluationContext): (raw: string) => boolean {
  const table = context.tables?.get(node.table);
  if (table?.kind !== 'rows') return () => false;
  const places = node.columns.map((name) => columnAt(table, name));
  const seen = new Set<string>();
  const rows: ((raw: string) => boolean)[][] = [];
  for (const row of table.rows) {
    const texts = places.map((at) => (at === undefined ? null : toText(row[at])));
    if (texts.some((text) => text === null || text === '')) continue;
    const key = JSON.stringify(texts);
    if (seen.has(key)) continue;
    seen.add(key);
    rows.push(texts.map((text) => compileTerms(text!, 'phrase')));
  }
  return (raw) => rows.some((tests) => tests.every((test) => test(raw)));
}
