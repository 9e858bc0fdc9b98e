import type { Event, EventMetadata, EventOrigin, EventTime } from '../event/index.ts';
import type { HeaderGate } from '../formats/index.ts';
import type { Plan, RowSchema } from '../ir/index.ts';
import type { Value } from '../value/index.ts';
import type { Tables } from './table.ts';

/** Which events a row was made of: all are counted, the first twenty in the order of the rows are named. */
export interface Provenance {
  readonly count: number;
  readonly events: readonly EventReference[];
  readonly newest: EventTime | undefined;
  readonly oldest: EventTime | undefined;
}

/** An event by its place, with what an alert says of it. */
export interface EventReference {
  /** Numbers of the input and of the event in it, as they were pushed. */
  readonly file: number;
  readonly position: number;
  readonly origin: EventOrigin;
  readonly channel: string | undefined;
  readonly eventId: number | undefined;
}

/** A printed cell that is a field of the row's event as it stands there, or null in every event of such a header. */
export interface CellSource {
  readonly name: string;
  readonly field: string | null;
}

/** A row that a run gave out; those of `finish` stay valid, one that `onRow` takes is valid during the call. */
export interface ResultRow {
  /** The columns that the row prints, in order. */
  readonly cells: readonly (readonly [name: string, value: Value])[];
  /** What the cells are, if all of them are no more than that; rows of events with one header share the list. */
  readonly sources?: readonly CellSource[] | undefined;
  /** Any column or event field by name, printed or not. */
  get(name: string): Value;
  /** The event behind a message row; records have none. */
  readonly event: Event | undefined;
  readonly provenance: Provenance;
}

/** A bound that a run reached, so that its result is not the whole. */
export interface Truncation {
  readonly what: 'rows' | 'groups' | 'keys' | 'values' | 'sample';
  readonly bound: number;
}

/** Bounds of what a run keeps (source: docs/decisions/0003-bounds.md). */
export interface Bounds {
  readonly rows: number;
  readonly groups: number;
  readonly keys: number;
  readonly values: number;
  /** Values that one aggregate of a group keeps to count or to rank them. */
  readonly sample: number;
}

/** The bounds unless a caller says otherwise. */
export const DEFAULT_BOUNDS: Bounds = {
  rows: 100_000,
  groups: 1_000_000,
  keys: 100_000,
  values: 100,
  sample: 1_000_000,
};

/** What a plan needs from its surroundings. */
export interface RunContext {
  /** Milliseconds since 1970 that `now` means. */
  readonly now: number;
  /** IANA zone of dates and slices. */
  readonly timeZone: string;
  /** Half-open window of the search in milliseconds, where it is known. */
  readonly range: { readonly from: number; readonly to: number } | undefined;
  readonly params: ReadonlyMap<string, string>;
  readonly bounds: Bounds;
  /** Built-in fields of an event that it does not carry itself. */
  readonly metadata: (event: Event) => EventMetadata;
  /** Tables that the plan reads; one that is not there has no rows. */
  readonly tables?: Tables | undefined;
  /** A remark about the data, once per code and message. */
  readonly warn: (code: string, message: string) => void;
}

/** The result of a run. */
export interface RunResult {
  readonly rows: readonly ResultRow[];
  readonly schema: RowSchema;
  readonly truncations: readonly Truncation[];
}

/** A plan at work: events in, rows out at the end. */
export interface PlanRun {
  /** Says of a header whether an event with it may pass; undefined if nothing can be said. False is certain. */
  readonly gate?: HeaderGate | undefined;
  /**
   * `file` and `position` number the input's files and the events within each, for the order of messages; `passes` if the event is known
   * to pass the filters that stand before any other stage, which then need not be asked.
   */
  push(event: Event, file: number, position: number, passes?: boolean): void;
  finish(): RunResult;
  /** What the run keeps so far, in pieces of plain data; the run is over then. */
  save(): Iterable<unknown>;
  /** Takes in a piece that a run of the same plan saved, as if it had been pushed what that run was. */
  merge(piece: unknown): void;
  /** True once a bound was reached at which the order of the pushes decides what is kept, so that merging cannot give the same. */
  readonly isOrderBound: boolean;
}

/** Runs plans of the IR. */
export interface Engine {
  readonly name: string;
  /** With `onRow`, message rows are given out as they come and are not kept; plans that order or fold rows ignore it. */
  start(plan: Plan, context: RunContext, onRow?: (row: ResultRow) => void): PlanRun;
}
