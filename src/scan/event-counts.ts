import type { Event, EventHeader } from '../event/index.ts';

/** How many events of one channel and id an input held, and in what time. */
export interface EventCount {
  readonly channel: string;
  readonly eventId: number | undefined;
  readonly events: number;
  /** Of them, those with a command line: only asked of process creations. */
  readonly withCommandLine: number;
}

/** A count while it is taken. */
interface Counted {
  readonly channel: string;
  readonly eventId: number | undefined;
  events: number;
  withCommandLine: number;
}

/** Counts as plain data. */
export interface SavedCounts {
  readonly counts: readonly EventCount[];
  readonly categories: readonly (readonly [name: string, events: number])[];
  readonly hosts: readonly (readonly [name: string, events: number])[];
  readonly events: number;
  readonly withoutTime: number;
  readonly lossy: number;
  readonly span: EventCounts['span'];
}

function addTo(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}

/** A log as `inspect` and the end of `scan` speak of it. */
export class EventCounts {
  readonly #counts = new Map<string, Map<number | undefined, Counted>>();
  readonly #categories = new Map<string, number>();
  readonly #hosts = new Map<string, number>();
  #events = 0;
  #withoutTime = 0;
  #lossy = 0;
  #first: number | undefined;
  #last: number | undefined;

  /** Counts a record of which no more than its header was read. */
  addHeader(header: EventHeader, sourceCategory: string | undefined): void {
    this.#events++;
    this.#entry(header).events++;
    if (sourceCategory) addTo(this.#categories, sourceCategory, 1);
  }

  /** Counts an event under its channel, id, source category and host. */
  add(event: Event, sourceCategory: string | undefined): void {
    this.#events++;
    const entry = this.#entry(event.header);
    const { eventId } = event.header;
    entry.events++;
    if (eventId === 4688 && event.get('CommandLine')) entry.withCommandLine++;
    if (sourceCategory) addTo(this.#categories, sourceCategory, 1);
    const host = event.get('Computer');
    if (typeof host === 'string' && host !== '') addTo(this.#hosts, host, 1);
    if (event.lossy) this.#lossy++;
    if (!event.time) this.#withoutTime++;
    else {
      const { ms } = event.time;
      if (this.#first === undefined || ms < this.#first) this.#first = ms;
      if (this.#last === undefined || ms > this.#last) this.#last = ms;
    }
  }

  save(): SavedCounts {
    const { events, withoutTime, lossy, span } = this;
    return {
      counts: this.list(),
      categories: [...this.#categories],
      hosts: [...this.#hosts],
      events,
      withoutTime,
      lossy,
      span,
    };
  }

  /** Adds what was counted elsewhere. */
  merge(saved: SavedCounts): void {
    for (const one of saved.counts) {
      const entry = this.#entry(one);
      entry.events += one.events;
      entry.withCommandLine += one.withCommandLine;
    }
    for (const [name, count] of saved.categories) addTo(this.#categories, name, count);
    for (const [name, count] of saved.hosts) addTo(this.#hosts, name, count);
    this.#events += saved.events;
    this.#withoutTime += saved.withoutTime;
    this.#lossy += saved.lossy;
    if (!saved.span) return;
    this.#first = Math.min(this.#first ?? saved.span.from, saved.span.from);
    this.#last = Math.max(this.#last ?? saved.span.to, saved.span.to);
  }

  #entry({ channel = '', eventId }: Pick<EventHeader, 'channel' | 'eventId'>): Counted {
    const byId = this.#counts.get(channel) ?? new Map<number | undefined, Counted>();
    if (byId.size === 0) this.#counts.set(channel, byId);
    let entry = byId.get(eventId);
    if (!entry) {
      entry = { channel, eventId, events: 0, withCommandLine: 0 };
      byId.set(eventId, entry);
    }
    return entry;
  }

  get events(): number {
    return this.#events;
  }
  /** Events that carry no time of their own. */
  get withoutTime(): number {
    return this.#withoutTime;
  }
  /** Events whose form cannot hold all that the log held. */
  get lossy(): number {
    return this.#lossy;
  }
  /** Milliseconds of the oldest and newest event, where any has a time. */
  get span(): { readonly from: number; readonly to: number } | undefined {
    return this.#first === undefined || this.#last === undefined ? undefined : { from: this.#first, to: this.#last };
  }

  /** Counts by channel and id, in the order of their names and numbers. */
  list(): EventCount[] {
    return [...this.#counts.values()]
      .flatMap((byId) => [...byId.values()])
      .sort((a, b) => (a.channel < b.channel ? -1 : a.channel > b.channel ? 1 : (a.eventId ?? -1) - (b.eventId ?? -1)));
  }

  /** Channels met, sorted; events without one are not among them. */
  channels(): string[] {
    return [...new Set(this.list().map((one) => one.channel))].filter((channel) => channel !== '');
  }

  /** Source categories met with their counts, the commonest first. */
  categories(): (readonly [name: string, events: number])[] {
    return [...this.#categories].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }

  /** Host names met with their counts, the commonest first. */
  hosts(): (readonly [name: string, events: number])[] {
    return [...this.#hosts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }

  /** Events of a channel, or of one id in it; names compare without case. */
  eventsOf(channel: string, eventId?: number): number {
    const wanted = channel.toLowerCase();
    let sum = 0;
    for (const one of this.list()) {
      if (one.channel.toLowerCase() === wanted && (eventId === undefined || one.eventId === eventId)) sum += one.events;
    }
    return sum;
  }
}
