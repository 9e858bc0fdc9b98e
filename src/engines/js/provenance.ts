import type { EventTime } from '../../event/index.ts';
import type { EventReference, Provenance } from '../engine.ts';

/** Events that an alert names; the rest are counted only. */
export const NAMED_EVENTS = 20;

/** Negative if `a` is earlier. */
export function compareTimes(a: EventTime, b: EventTime): number {
  return a.ms - b.ms || a.ticks - b.ticks;
}

function later(a: EventTime | undefined, b: EventTime | undefined, sign: 1 | -1): EventTime | undefined {
  if (!a || !b) return a ?? b;
  return compareTimes(a, b) * sign >= 0 ? a : b;
}

const byPlace = (a: EventReference, b: EventReference): number => a.file - b.file || a.position - b.position;

/** True if the first event of one row stands before that of another in the input. */
export function isEarlier(a: Provenance, b: Provenance): boolean {
  const [first] = a.events;
  const [other] = b.events;
  return first !== undefined && (other === undefined || byPlace(first, other) < 0);
}

/** What two rows were made of that each name their events in the order of the input: so does the result. */
export function joinProvenance(a: Provenance, b: Provenance): Provenance {
  const events = [...a.events, ...b.events].sort(byPlace).slice(0, NAMED_EVENTS);
  return { ...mergeProvenance(a, b), events };
}

/** What two rows were made of, together. */
export function mergeProvenance(a: Provenance, b: Provenance): Provenance {
  return {
    count: a.count + b.count,
    events: a.events.length >= NAMED_EVENTS ? a.events : [...a.events, ...b.events].slice(0, NAMED_EVENTS),
    newest: later(a.newest, b.newest, 1),
    oldest: later(a.oldest, b.oldest, -1),
  };
}
