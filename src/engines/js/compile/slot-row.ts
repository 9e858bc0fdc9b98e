import type { Event } from '../../../event/index.ts';
import type { Value } from '../../../value/index.ts';

/**
 * The one row that a compiled pipeline works on: columns are slots of an array whose layout is fixed before any event is read.
 * An undefined slot means that no stage made the column for this row, so that the event's field of the name is read.
 * Reused for every event; what outlives the event is copied.
 */
export interface SlotRow {
  event: Event;
  readonly slots: Value[];
  /** Index of the match of each `multi` parse so far, outermost first. */
  matches: readonly number[];
}
