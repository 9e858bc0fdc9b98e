import type { ResultRow } from '../../engines/engine.ts';
import { SYSTEM_NAMES } from '../../event/index.ts';
import { type RowSchema, typeOfName } from '../../ir/index.ts';
import { objectText, rowEntries } from '../../scan/index.ts';
import type { Paint } from './color.ts';
import { renderTable, type TableColumn } from './table.ts';

/** Forms in which rows can be written. */
export const ROW_FORMATS = ['table', 'ndjson', 'json', 'csv'] as const;

/** One of the forms of rows. */
export type RowFormat = (typeof ROW_FORMATS)[number];

/** A value in a cell of a table or of CSV: text as it is, nothing for null, JSON for lists. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A field of CSV by RFC 4180: quoted where it holds a comma, a quote or a line end. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A row to be shown: names with values, in order; names are met once. */
export type Entries = readonly (readonly [name: string, value: unknown])[];

/** Columns of all rows, in the order in which they are met. */
function namesOf(rows: readonly Entries[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const [name] of row) names.add(name);
  return [...names];
}

/** The texts of a row's cells under some names. */
function cellTexts(row: Entries, names: readonly string[]): string[] {
  const values = new Map(row);
  return names.map((name) => cellText(values.get(name)));
}

/** Rows in one of the forms; the title row of tables and CSV names the union of their columns. */
export function renderEntries(
  rows: readonly Entries[],
  format: RowFormat,
  width: number,
  paint: Paint,
  columns?: (name: string) => Partial<TableColumn>,
  names: readonly string[] = namesOf(rows),
): string {
  switch (format) {
    case 'ndjson':
      return rows.map((row) => `${objectText(row)}\n`).join('');
    case 'json': {
      const member = ([name, value]: Entries[number]): string =>
        `    ${JSON.stringify(name)}: ${JSON.stringify(value, null, 2).replaceAll('\n', '\n    ')}`;
      const objects = rows.map((row) => (row.length > 0 ? `  {\n${row.map(member).join(',\n')}\n  }` : '  {}'));
      return objects.length > 0 ? `[\n${objects.join(',\n')}\n]\n` : '[]\n';
    }
    case 'csv': {
      if (names.length === 0) return '';
      const lines = rows.map((row) => cellTexts(row, names).map(csvField).join(','));
      return `${[names.map(csvField).join(','), ...lines].join('\r\n')}\r\n`;
    }
    case 'table': {
      if (names.length === 0) return '';
      const table = names.map((name) => ({ title: name, ...columns?.(name) }));
      return `${renderTable(
        table,
        rows.map((row) => cellTexts(row, names)),
        width,
        paint,
      )}\n`;
    }
  }
}

/** Objects in one of the forms. */
export function renderObjects(
  objects: readonly Readonly<Record<string, unknown>>[],
  format: RowFormat,
  width: number,
  paint: Paint,
  columns?: (name: string) => Partial<TableColumn>,
): string {
  const rows = objects.map((object) => Object.entries(object).filter(([, value]) => value !== undefined));
  return renderEntries(rows, format, width, paint, columns);
}

/** Columns of a query's table: times with their zone in the title, numbers to the right, the raw text last in line for width. */
export function queryColumns(schema: RowSchema): (name: string) => Partial<TableColumn> {
  return (name) => {
    const type = typeOfName(schema, name);
    return {
      ...(type === 'time' && { title: `${name} (UTC)` }),
      right: type === 'long' || type === 'double',
      weight: name === '_raw' ? 0.5 : type === 'time' ? 4 : 1,
    };
  };
}

/** Width that a column needs at least to tell something. */
const LEAST_COLUMN = 12;

/** Width of a time with its milliseconds. */
const TIME_COLUMN = 24;

/** System fields that tell an event from others; the rest gives way first where there is no room. */
const TELLING = new Set(['EventID', 'Channel', 'Computer']);

const GIVES_WAY = new Set<string>(SYSTEM_NAMES.filter((name) => !TELLING.has(name)));

/** Names of the columns that a table has room for; those of System give way first, then the last ones. */
function namesWithRoom(
  rows: readonly Entries[],
  names: readonly string[],
  schema: RowSchema,
  width: number,
): readonly string[] {
  const widths = new Map(names.map((name) => [name, name.length]));
  for (const row of rows) {
    for (const [name, value] of row) {
      const most = widths.get(name) ?? 0;
      if (most < LEAST_COLUMN) widths.set(name, Math.max(most, cellText(value).length));
    }
  }
  const need = (name: string): number =>
    (typeOfName(schema, name) === 'time' ? TIME_COLUMN : Math.min(widths.get(name) ?? 0, LEAST_COLUMN)) + 2;
  const sum = (some: readonly string[]): number => some.reduce((total, name) => total + need(name), -2);
  if (sum(names) <= width) return names;
  const kept = names.filter((name) => !GIVES_WAY.has(name));
  let used = sum(kept);
  while (kept.length > 1 && used > width) used -= need(kept.pop()!);
  return kept;
}

/** Rows of a query in one of the forms, and how many columns a table had no room for. */
export function renderRows(
  rows: readonly ResultRow[],
  schema: RowSchema,
  format: RowFormat,
  width: number,
  paint: Paint,
): { readonly text: string; readonly hidden: number } {
  const entries = rows.map((row) => rowEntries(row, schema));
  const columns = queryColumns(schema);
  if (format !== 'table') return { text: renderEntries(entries, format, width, paint, columns), hidden: 0 };
  const names = namesOf(entries);
  const kept = namesWithRoom(entries, names, schema, width);
  const text = renderEntries(entries, format, width, paint, columns, kept);
  return { text, hidden: names.length - kept.length };
}
