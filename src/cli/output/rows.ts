import type { ResultRow } from '../../engines/engine.ts';
import { SYSTEM_NAMES } from '../../event/index.ts';
import { type RowSchema, typeOfName } from '../../ir/index.ts';
import { rowObject } from '../../scan/index.ts';
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

/** Columns of all rows, in the order in which they are met. */
function namesOf(objects: readonly Readonly<Record<string, unknown>>[]): string[] {
  const names = new Set<string>();
  for (const object of objects) for (const name of Object.keys(object)) names.add(name);
  return [...names];
}

/** What an object itself holds under a name: logs have fields such as `constructor`. */
function ownValue(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Objects in one of the forms; the title row of tables and CSV names the union of their keys. */
export function renderObjects(
  objects: readonly Readonly<Record<string, unknown>>[],
  format: RowFormat,
  width: number,
  paint: Paint,
  columns?: (name: string) => Partial<TableColumn>,
): string {
  switch (format) {
    case 'ndjson':
      return objects.map((object) => `${JSON.stringify(object)}\n`).join('');
    case 'json':
      return `${JSON.stringify(objects, null, 2)}\n`;
    case 'csv': {
      const names = namesOf(objects);
      if (names.length === 0) return '';
      const lines = objects.map((object) => names.map((name) => csvField(cellText(ownValue(object, name)))).join(','));
      return `${[names.map(csvField).join(','), ...lines].join('\r\n')}\r\n`;
    }
    case 'table': {
      const names = namesOf(objects);
      if (names.length === 0) return '';
      const table = names.map((name) => ({ title: name, ...columns?.(name) }));
      return `${renderTable(
        table,
        objects.map((object) => names.map((name) => cellText(ownValue(object, name)))),
        width,
        paint,
      )}\n`;
    }
  }
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

/** System fields that tell an event from others; the rest gives way first where there is no room. */
const TELLING = new Set(['EventID', 'Channel', 'Computer']);

const GIVES_WAY = new Set<string>(SYSTEM_NAMES.filter((name) => !TELLING.has(name)));

/** Names of the columns that a table has room for; those of System give way first, then the last ones. */
function namesWithRoom(
  objects: readonly Readonly<Record<string, unknown>>[],
  names: readonly string[],
  width: number,
): readonly string[] {
  const need = (name: string): number => {
    let most = name.length;
    for (const object of objects) {
      if (most >= LEAST_COLUMN) break;
      most = Math.max(most, cellText(ownValue(object, name)).length);
    }
    return Math.min(most, LEAST_COLUMN) + 2;
  };
  const sum = (some: readonly string[]): number => some.reduce((total, name) => total + need(name), -2);
  if (sum(names) <= width) return names;
  const kept = names.filter((name) => !GIVES_WAY.has(name));
  while (kept.length > 1 && sum(kept) > width) kept.pop();
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
  const objects = rows.map((row) => rowObject(row, schema));
  const columns = queryColumns(schema);
  if (format !== 'table' || schema.rows !== 'messages')
    return { text: renderObjects(objects, format, width, paint, columns), hidden: 0 };
  const names = namesOf(objects);
  const kept = namesWithRoom(objects, names, width);
  const hidden = names.length - kept.length;
  const shown =
    hidden === 0
      ? objects
      : objects.map((object) => Object.fromEntries(kept.map((name) => [name, ownValue(object, name)])));
  return { text: renderObjects(shown, format, width, paint, columns), hidden };
}
