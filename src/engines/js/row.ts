import { type Event, type EventMetadata, type EventTime, foldName, type Raw } from '../../event/index.ts';
import { columnOf, type PlanOf, type RowSchema } from '../../ir/index.ts';
import type { Value } from '../../value/index.ts';
import type { EventReference, Provenance } from '../engine.ts';
import { messageOrder, type OrderKey } from './order-key.ts';

/** A column's value with the name that it prints. */
export interface Cell {
  readonly name: string;
  readonly value: Value;
}

/** A row inside the interpreter: columns that stages made, over the event where there still is one. Never changed in place. */
export interface Row {
  readonly event: Event | undefined;
  readonly columns: ReadonlyMap<string, Cell>;
  readonly order: OrderKey;
  readonly provenance: Provenance;
  /** Whether a field of the event, by folded name, is still to be seen behind the projections so far. */
  readonly sees: (folded: string) => boolean;
}

/** Sees every field of the event. */
export const seesAll = (): boolean => true;

/** The provenance of a message, read from the event when it is asked for: most rows are only counted. */
class MessageProvenance implements Provenance {
  readonly count = 1;
  readonly #event: Event;
  readonly #file: number;
  readonly #position: number;

  constructor(event: Event, file: number, position: number) {
    this.#event = event;
    this.#file = file;
    this.#position = position;
  }

  get events(): readonly EventReference[] {
    return [referenceTo(this.#event, this.#file, this.#position)];
  }
  get newest(): EventTime | undefined {
    return this.#event.time;
  }
  get oldest(): EventTime | undefined {
    return this.#event.time;
  }
}

/** The provenance of a message, valid as long as the event is. */
export function provenanceOf(event: Event, file: number, position: number): Provenance {
  return new MessageProvenance(event, file, position);
}

/** The row with an event that outlives its reader. */
export function keepRow(row: Row): Row {
  const { event, provenance } = row;
  if (!event) return row;
  const { count, events, newest, oldest } = provenance;
  return { ...row, event: event.keep(), provenance: { count, events, newest, oldest } };
}

/** An event as a row, before any stage. */
export function messageRow(event: Event, file: number, position: number): Row {
  const order = messageOrder(event.time, file, position);
  return { event, columns: new Map(), order, provenance: provenanceOf(event, file, position), sees: seesAll };
}

/** An event by its place. */
function referenceTo(event: Event, file: number, position: number): EventReference {
  return { file, position, origin: event.origin, channel: event.header.channel, eventId: event.header.eventId };
}

/** The row with columns added or overwritten; an overwritten column keeps its first spelling and place. */
export function withCells(row: Row, added: readonly Cell[]): Row {
  const columns = new Map(row.columns);
  for (const cell of added) {
    const folded = foldName(cell.name);
    columns.set(folded, { name: columns.get(folded)?.name ?? cell.name, value: cell.value });
  }
  return { ...row, columns };
}

/** The row behind a projection: columns kept or dropped, built-in ones of messages staying; the event's fields likewise. */
export function projectRow(node: PlanOf<'project'>, row: Row): Row {
  const names = new Set(node.names.map(foldName));
  const isKept = (folded: string): boolean => names.has(folded) === (node.mode === 'keep');
  const columns = new Map(
    [...row.columns].filter(([folded]) => isKept(folded) || (row.event && folded.startsWith('_'))),
  );
  return { ...row, columns, sees: (folded) => isKept(folded) && row.sees(folded) };
}

const folds = new WeakMap<EventMetadata, ReadonlyMap<string, Value>>();

/** Metadata by folded names, made once for each object: many events share one. */
function foldedMetadata(metadata: EventMetadata): ReadonlyMap<string, Value> {
  let known = folds.get(metadata);
  if (!known) {
    known = new Map(Object.entries(metadata).map(([name, value]) => [foldName(name), scalarOf(value)]));
    folds.set(metadata, known);
  }
  return known;
}

function textsIn(value: Raw): string[] {
  if (Array.isArray(value)) return (value as readonly Raw[]).flatMap(textsIn);
  return value === null || value === undefined ? [] : [String(value)];
}

/** What a search without a field looks at: all values, one a line, or the line of a log whose records have none (spec sigma §9). */
export function valuesText(event: Event): string {
  const values = [...event.system(), ...event.payload()].flatMap(([, value]) => textsIn(value));
  return event.shape === 'text' || values.length === 0 ? event.raw() : values.join('\n');
}

/** Built-in fields of a message, by folded name; `undefined` if the name is none. */
export function builtinOf(folded: string, event: Event, metadata: (event: Event) => EventMetadata): Value | undefined {
  if (!folded.startsWith('_')) return undefined;
  switch (folded) {
    case '_messagetime':
    case '_receipttime':
      return event.time?.ms ?? null;
    case '_raw':
      return event.raw();
    case '_size':
      return event.raw().length;
    case '_messagecount':
      return typeof event.origin.record === 'number' ? event.origin.record : null;
    case '_messageid':
      return `${event.origin.file}#${event.origin.offset}`;
    case '_format':
      return event.shape;
    case '_event.channel':
      return event.header.channel ?? null;
    case '_event.provider':
      return event.header.provider ?? null;
    case '_event.id':
      return event.header.eventId ?? null;
    case '_event.values':
      return valuesText(event);
  }
  const known = foldedMetadata(metadata(event));
  return known.get(folded === '_view' ? '_index' : folded);
}

function scalarOf(value: Raw): Value {
  return Array.isArray(value) ? scalarOf(value[0]) : (value as Value);
}

/** The text of an event value: numbers in the shortest form, booleans as words, lists by their first item. */
export function textOfRaw(value: Raw): Value {
  const scalar = scalarOf(value);
  return typeof scalar === 'number' || typeof scalar === 'boolean' ? String(scalar) : scalar;
}

/**
 * Columns that stages made, in the order and spelling of the plan, so that all rows of a result agree; those of which the plan does not
 * know come behind them.
 */
function madeCells({ columns }: Row, schema: RowSchema): [string, Value][] {
  const cells: [string, Value][] = [];
  for (const [folded, { name }] of schema.columns) {
    const cell = columns.get(folded);
    if (cell) cells.push([name, cell.value]);
  }
  for (const [folded, { name, value }] of columns) if (!schema.columns.has(folded)) cells.push([name, value]);
  return cells;
}

/** Columns behind a projection of which the plan does not know; built-in ones that the projection passed stay unprinted. */
function unforeseenCells({ columns }: Row, { projected, columns: known }: RowSchema): [string, Value][] {
  const listed = new Set(projected?.map(foldName));
  return [...columns]
    .filter(([folded]) => !listed.has(folded) && !known.has(folded) && !folded.startsWith('_'))
    .map(([, { name, value }]) => [name, value]);
}

/** The columns a row prints, by its schema: those projected, else time, the event's fields as logged, made columns, raw text. */
export function printedCells(row: Row, schema: RowSchema, read: (name: string) => Value): [string, Value][] {
  if (schema.projected) {
    const listed = schema.projected.map((name): [string, Value] => [columnOf(schema, name)?.name ?? name, read(name)]);
    return schema.open ? [...listed, ...unforeseenCells(row, schema)] : listed;
  }
  const made = madeCells(row, schema);
  const { event } = row;
  if (!event) return made;
  const dropped = new Set(schema.dropped);
  const logged = [...event.system(), ...event.payload()]
    .filter(([name]) => !row.columns.has(foldName(name)) && !dropped.has(foldName(name)))
    .map(([name, value]): [string, Value] => [name, value as Value]);
  const without = (name: string): boolean => !row.columns.has(name) && !dropped.has(name);
  return [
    ...(without('_messagetime') ? [['_messageTime', event.time?.ms ?? null] as [string, Value]] : []),
    ...logged,
    ...made,
    ...(without('_raw') ? [['_raw', event.raw()] as [string, Value]] : []),
  ];
}
