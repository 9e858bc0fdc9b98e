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

/** A row as one JSON object, its columns in order; a missing value is left out. */
export function rowObject(row: ResultRow, schema: RowSchema): Record<string, Value> {
  const object: Record<string, Value> = {};
  for (const [name, value] of row.cells) {
    const cell = serializeCell(name, value, schema);
    if (cell !== undefined) setOwn(object, name, cell);
  }
  return object;
}

/** Sets a key of a plain object, `__proto__` included: names come from logs. */
function setOwn(object: Record<string, Value>, name: string, value: Value): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}
