import type { TableKey } from '../../../ir/index.ts';
import { isNull, toText, type Value } from '../../../value/index.ts';
import type { RowTable, Table } from '../../table.ts';
import { networkFinder } from './network-finder.ts';

/** A table made ready for looking up. */
export interface OpenTable {
  readonly columns: readonly string[];
  /** Looks rows up by values of some columns, by their places in `columns`; null is no key. */
  finder(keys: readonly number[]): (values: readonly Value[]) => readonly (readonly Value[])[];
}

const NONE: readonly never[] = [];

const keyText = (values: readonly Value[], fold: (text: string) => string): string | undefined => {
  let key = '';
  for (const value of values) {
    if (isNull(value)) return undefined;
    const text = fold(toText(value) ?? '');
    key += `${text.length}:${text};`;
  }
  return key;
};

function openRows({ columns, rows, keyCase }: RowTable): OpenTable {
  const fold = keyCase === 'insensitive' ? (text: string) => text.toLowerCase() : (text: string) => text;
  const indexes = new Map<string, Map<string, (readonly Value[])[]>>();
  return {
    columns,
    finder(keys) {
      const name = keys.join();
      let index = indexes.get(name);
      if (!index) {
        index = new Map();
        for (const row of rows) {
          const key = keyText(
            keys.map((at) => row[at]),
            fold,
          );
          if (key === undefined) continue;
          const known = index.get(key);
          if (known) known.push(row);
          else index.set(key, [row]);
        }
        indexes.set(name, index);
      }
      const found = index;
      return (values) => {
        const key = keyText(values, fold);
        return (key !== undefined && found.get(key)) || NONE;
      };
    },
  };
}

const opened = new WeakMap<Table, OpenTable>();

/** Makes a table ready, once for each table. */
export function openTable(table: Table): OpenTable {
  let open = opened.get(table);
  if (!open) {
    open = table.kind === 'rows' ? openRows(table) : networkFinder(table);
    opened.set(table, open);
  }
  return open;
}

/** The place of a column, letter case aside; undefined if the table has none of the name. */
export function columnAt({ columns }: Pick<OpenTable, 'columns'>, name: string): number | undefined {
  const folded = name.toLowerCase();
  const at = columns.findIndex((column) => column.toLowerCase() === folded);
  return at < 0 ? undefined : at;
}

/** Of each pair, the place of the table's column and the name of the row's field; undefined if neither name is a column (spec sumo §11.1, 18.15). */
export function resolveKeys(
  table: OpenTable,
  on: readonly TableKey[],
): readonly { readonly at: number; readonly field: TableKey['left'] }[] | undefined {
  const keys: { at: number; field: TableKey['left'] }[] = [];
  for (const { left, right, presumed } of on) {
    // Where both names are columns, the row's side is the one that the text presumes.
    const [first, second] = presumed === 'left' ? [right, left] : [left, right];
    const [atFirst, atSecond] = [columnAt(table, first.name), columnAt(table, second.name)];
    if (atFirst !== undefined) keys.push({ at: atFirst, field: second });
    else if (atSecond !== undefined) keys.push({ at: atSecond, field: first });
    else return undefined;
  }
  return keys;
}
