import type { TextScreen } from '../value/index.ts';
import { type FieldId, FieldTable } from './field-table.ts';
import type { Verdict } from './verdict.ts';

/** A value as UTF-16 code units, from `start` to before `end`; the units stay until the reader moves on, the run until the next. */
export interface UnitRun {
  readonly units: Uint16Array;
  readonly start: number;
  readonly end: number;
}

/** Bytes of UTF-8, from `start` to before `end`; they stay until the reader moves on. */
export interface ByteRun {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** Where fields of events stand; events that share it have theirs in the same places. */
export interface FieldPlaces {
  /** True if all such events have a field that has one value, false if none has it; undefined if that differs from event to event. */
  has(name: string): boolean | undefined;
}

/** A field of an event under the name that it gets. */
export interface WrittenField {
  readonly name: string;
  readonly field: string;
  /** True if it is left out where its value says nothing, as the empty text or a dash. */
  readonly ifTelling: boolean;
}

/** Values of an event that can be tested where they stand, before a string is made of any. */
export interface FieldTexts {
  /** The table whose ids `units` takes. */
  readonly fields: FieldTable;
  /** True if the event may have a payload field of a name that is one of the header's too, and is read in its place. */
  readonly hidesHeader: boolean;
  /** What was made of an event that is like this one, if the reader was told. */
  readonly recalled?: Verdict | undefined;
  /**
   * The units of what `get` of the field's name gives, if that is one text; null if it is missing or null, undefined if it is
   * anything else or not known without decoding it.
   */
  units(id: FieldId): UnitRun | null | undefined;
  /** True if no value of the event that is text holds any of a screen's texts; false if one may, or it cannot tell. */
  lacks?(screen: TextScreen): boolean;
  /**
   * Calls `visit` with runs in which every value of the event stands that is text of `least` units or more, others maybe too, and more
   * than values; false if it cannot.
   */
  allTexts(visit: (run: UnitRun) => void, least: number): boolean;
  /** The event's JSON text, if no sign beyond ASCII in it stands for a letter, by any rule of letter case, and none is written by its number. */
  plainJson?(): ByteRun | undefined;
  /** Where the event has its fields, if its reader can write some of them. */
  readonly places?: FieldPlaces | undefined;
  /**
   * Fields that the event has, as JSON.stringify writes an object of what `get` gives of each, in their order; undefined if it takes reading
   * them. The list is told by its identity.
   */
  jsonOf?(fields: readonly WrittenField[]): string | undefined;
}

/** The names that queries test; one table for all of them, so that a reader finds the place of each name once. */
export const QUERY_FIELDS = new FieldTable();
