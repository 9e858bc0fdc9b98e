import { foldName } from '../event/index.ts';

/** What is known of a column's values before any event is read; a `time` is milliseconds in arithmetic and ISO 8601 UTC in every serialized row. */
export type ColumnType = 'text' | 'long' | 'double' | 'boolean' | 'time' | 'any';

/** A column that a stage made; `name` is the first spelling. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/**
 * The columns that rows have at a point of a plan.
 * `messages` rows still have their event, whose fields are readable by name; `records` rows have their columns only.
 * `projected` lists, in order, the columns that a row prints; undefined means all.
 */
export interface RowSchema {
  readonly rows: 'messages' | 'records';
  readonly columns: ReadonlyMap<string, Column>;
  readonly projected: readonly string[] | undefined;
  /** True if stages may make columns whose names are known at run time only. */
  readonly open: boolean;
  /** Folded names of event fields that a stage dropped, so that a row no longer prints them. */
  readonly dropped?: readonly string[];
}

/** The schema of events before any stage. */
export const EVENT_SCHEMA: RowSchema = { rows: 'messages', columns: new Map(), projected: undefined, open: false };

/** The column of a name, ASCII case folded. */
export function columnOf(schema: RowSchema, name: string): Column | undefined {
  return schema.columns.get(foldName(name));
}

/** The schema with columns added or overwritten; an overwritten column keeps its first spelling. */
export function withColumns(schema: RowSchema, added: readonly Column[]): RowSchema {
  const columns = new Map(schema.columns);
  for (const column of added) {
    const folded = foldName(column.name);
    columns.set(folded, { name: columns.get(folded)?.name ?? column.name, type: column.type });
  }
  return { ...schema, columns };
}

/** The schema with columns that a stage makes: behind a projection they print behind the projected ones. */
export function withMade(schema: RowSchema, columns: readonly Column[]): RowSchema {
  const next = withColumns(schema, columns);
  if (!schema.projected) return next;
  const listed = new Set(schema.projected.map(foldName));
  const made = columns.map((column) => column.name).filter((name) => !listed.has(foldName(name)));
  return { ...next, projected: [...schema.projected, ...new Set(made)] };
}

const BUILTIN_TIMES = new Set(['_messagetime', '_receipttime']);

/** The type of a name at a point of a plan: a column's, a built-in field's, or text for an event field. */
export function typeOfName(schema: RowSchema, name: string): Column['type'] {
  const column = columnOf(schema, name);
  if (column) return column.type;
  if (BUILTIN_TIMES.has(foldName(name))) return 'time';
  return schema.rows === 'messages' ? 'text' : 'any';
}
