import type { EventTime } from '../../event/index.ts';
import type { EventReference, Provenance } from '../engine.ts';

/** Events that an alert names; the rest are counted only. */
export const NAMED_EVENTS = 20;

/** Negative if `a` is earlier. */
export function compareTimes(a: EventTime, b: EventTime): number {
  return a.ms - b.ms || a.ticks - b.ticks;
}

const byPlace = (a: EventReference, b: EventReference): number => a.file - b.file || a.position - b.position;

/** What a group of rows was made of, while they come in. */
export class GroupProvenance implements Provenance {
  count = 0;
  #events: EventReference[] = [];
  newest: EventTime | undefined;
  oldest: EventTime | undefined;

  get events(): readonly EventReference[] {
    return this.#events;
  }

  /** Adds a row, whose events stand behind those so far. */
  add(row: Provenance): void {
    this.#count(row);
    if (this.#events.length >= NAMED_EVENTS) return;
    for (const event of row.events) if (this.#events.length < NAMED_EVENTS) this.#events.push(event);
  }

  /** Adds what a group of other rows was made of; both name their events in the order of the input, and so does the result. */
  merge(group: Provenance): void {
    this.#count(group);
    this.#events = [...this.#events, ...group.events].sort(byPlace).slice(0, NAMED_EVENTS);
  }

  /** True if the first event of another group stands before that of this one. */
  isBehind(group: Provenance): boolean {
    const [first] = group.events;
    const [own] = this.#events;
    return first !== undefined && (own === undefined || byPlace(first, own) < 0);
  }

  /** As plain data. */
  save(): Provenance {
    const { count, events, newest, oldest } = this;
    return { count, events, newest, oldest };
  }

  #count({ count, newest, oldest }: Provenance): void {
    this.count += count;
    if (newest && !(this.newest && compareTimes(this.newest, newest) >= 0)) this.newest = newest;
    if (oldest && !(this.oldest && compareTimes(this.oldest, oldest) <= 0)) this.oldest = oldest;
  }
}
