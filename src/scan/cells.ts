import type { ResultRow } from '../engines/engine.ts';
import { columnOf, type RowSchema, typeOfName } from '../ir/index.ts';
import { formatIsoTime, type Value } from '../value/index.ts';

/** A value as JSON holds it, by the type of its column. */
export function serializeCell(name: string, value: Value, schema: RowSchema): Value {
  if (typeof value === 'number') {
    const type = columnOf(schema, name)?.type ?? typeOfName(schema, name);
    if (type === 'time') return formatIsoTime(value);
    if (!Number.isFinite(value)) return String(value);
  }
  return value;
}

/** The columns that a row prints, in order, as JSON holds them; a missing value is left out. */
export function rowEntries(row: ResultRow, schema: RowSchema): [name: string, value: Value][] {
  const entries: [string, Value][] = [];
  for (const [name, value] of row.cells) {
    const cell = serializeCell(name, value, schema);
    if (cell !== undefined) entries.push([name, cell]);
  }
  return entries;
}

/** A row as the text of one JSON object, its columns in order, those that are named like numbers too. */
export function rowText(row: ResultRow, schema: RowSchema): string {
  return objectText(rowEntries(row, schema));
}

/** Entries as the text of one JSON object in their order. */
export function objectText(entries: readonly (readonly [name: string, value: unknown])[]): string {
  return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
}

/** A row as one object; columns that are named like numbers come first in it. */
export function rowObject(row: ResultRow, schema: RowSchema): Record<string, Value> {
  const object: Record<string, Value> = {};
  for (const [name, value] of rowEntries(row, schema)) setOwn(object, name, value);
  return object;
}

/** Sets a key of a plain object, `__proto__` included: names come from logs. */
export function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}
