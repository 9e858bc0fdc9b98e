import type { Event, EventHeader } from '../event/index.ts';

/** How many events of one channel and id an input held, and in what time. */
export interface EventCount {
  /** Empty for events without one. */
  readonly channel: string;
  /** Of events without a channel, where they name one: it stands for the channel. */
  readonly provider?: string;
  readonly eventId: number | undefined;
  readonly events: number;
  /** Of them, those with a command line: only asked of process creations. */
  readonly withCommandLine: number;
}

/** A count while it is taken. */
interface Counted {
  readonly channel: string;
  readonly provider?: string;
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

/** How often a text was met. */
interface Tally {
  readonly text: string;
  events: number;
}

/** Counts texts of which most are as the one before. */
class Tallies {
  readonly #byText = new Map<string, Tally>();
  #last: Tally | undefined;

  add(text: string, events = 1): void {
    if (this.#last?.text !== text) {
      let tally = this.#byText.get(text);
      if (!tally) {
        tally = { text, events: 0 };
        this.#byText.set(text, tally);
      }
      this.#last = tally;
    }
    this.#last.events += events;
  }

  /** The texts with their counts, in the order in which they were met. */
  list(): (readonly [text: string, events: number])[] {
    return [...this.#byText.values()].map(({ text, events }) => [text, events] as const);
  }

  /** The commonest first. */
  sorted(): (readonly [text: string, events: number])[] {
    return this.list().sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }
}

/** A log as `inspect` and the end of `scan` speak of it. */
export class EventCounts {
  readonly #counts = new Map<string, Map<number | undefined, Counted>>();
  /** The same by names in lower case, made when thousands of rules ask for what they see. */
  #byFolded: Map<string, Map<number | undefined, Counted>[]> | undefined;
  readonly #categories = new Tallies();
  readonly #hosts = new Tallies();
  #lastHeader: EventHeader | undefined;
  #lastEntry!: Counted;
  #events = 0;
  #withoutTime = 0;
  #lossy = 0;
  #first: number | undefined;
  #last: number | undefined;

  /** Counts records of which no more than their header was read. */
  addHeaders(header: EventHeader, count: number, sourceCategory: string | undefined): void {
    this.#events += count;
    this.#entry(header).events += count;
    if (sourceCategory) this.#categories.add(sourceCategory, count);
  }

  /** Counts events of which no more than their header and time was read; `earliest` and `latest` are in ms. */
  addSieved(
    header: EventHeader,
    count: number,
    sourceCategory: string | undefined,
    earliest: number,
    latest: number,
  ): void {
    this.addHeaders(header, count, sourceCategory);
    if (this.#first === undefined || earliest < this.#first) this.#first = earliest;
    if (this.#last === undefined || latest > this.#last) this.#last = latest;
  }

  /** Counts an event under its channel, id and source category. */
  add(event: Event, sourceCategory: string | undefined): void {
    this.#events++;
    const entry = this.#entry(event.header);
    entry.events++;
    if (entry.eventId === 4688 && event.get('CommandLine')) entry.withCommandLine++;
    if (sourceCategory) this.#categories.add(sourceCategory);
    const { time } = event;
    if (!time) this.#withoutTime++;
    else {
      const { ms } = time;
      if (this.#first === undefined || ms < this.#first) this.#first = ms;
      if (this.#last === undefined || ms > this.#last) this.#last = ms;
    }
  }

  save(): SavedCounts {
    const { events, withoutTime, lossy, span } = this;
    return {
      counts: this.list(),
      categories: this.#categories.list(),
      hosts: this.#hosts.list(),
      events,
      withoutTime,
      lossy,
      span,
    };
  }

  /** Adds what was counted elsewhere. */
  merge(saved: SavedCounts): void {
    for (const one of saved.counts) {
      const entry = this.#find(one);
      entry.events += one.events;
      entry.withCommandLine += one.withCommandLine;
    }
    for (const [name, count] of saved.categories) this.#categories.add(name, count);
    for (const [name, count] of saved.hosts) this.#hosts.add(name, count);
    this.#events += saved.events;
    this.#withoutTime += saved.withoutTime;
    this.#lossy += saved.lossy;
    if (!saved.span) return;
    this.#first = Math.min(this.#first ?? saved.span.from, saved.span.from);
    this.#last = Math.max(this.#last ?? saved.span.to, saved.span.to);
  }

  /** Counts what is told of events one by one: their host, and whether they lost anything. Costs a field of each. */
  addHost(event: Event): void {
    const host = event.get('Computer');
    if (typeof host === 'string' && host !== '') this.#hosts.add(host);
    if (event.lossy) this.#lossy++;
  }

  #entry(header: EventHeader): Counted {
    if (header !== this.#lastHeader) {
      this.#lastEntry = this.#find(header);
      this.#lastHeader = header;
    }
    return this.#lastEntry;
  }

  #find({ channel = '', provider, eventId }: Pick<EventHeader, 'channel' | 'provider' | 'eventId'>): Counted {
    const standIn = channel === '' ? provider : undefined;
    const key = standIn === undefined ? channel : `\0${standIn}`;
    const byId = this.#counts.get(key) ?? new Map<number | undefined, Counted>();
    if (byId.size === 0) {
      this.#counts.set(key, byId);
      this.#byFolded = undefined;
    }
    let entry = byId.get(eventId);
    if (!entry) {
      const place = standIn === undefined ? { channel } : { channel, provider: standIn };
      entry = { ...place, eventId, events: 0, withCommandLine: 0 };
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
  /** Events whose form cannot hold all that the log held, of those whose hosts were counted. */
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
    return this.#categories.sorted();
  }

  /** Host names met with their counts, as far as they were counted, the commonest first. */
  hosts(): (readonly [name: string, events: number])[] {
    return this.#hosts.sorted();
  }

  /** Events of a channel, or of one id in it; names compare without case. */
  eventsOf(channel: string, eventId?: number): number {
    return this.#eventsAt(channel.toLowerCase(), eventId);
  }

  /** Events of a provider that carry no channel, or of one id among them; names compare without case. */
  eventsOfProvider(provider: string, eventId?: number): number {
    return this.#eventsAt(`\0${provider.toLowerCase()}`, eventId);
  }

  #eventsAt(wanted: string, eventId: number | undefined): number {
    this.#byFolded ??= this.#folded();
    let sum = 0;
    for (const byId of this.#byFolded.get(wanted) ?? []) {
      if (eventId !== undefined) sum += byId.get(eventId)?.events ?? 0;
      else for (const one of byId.values()) sum += one.events;
    }
    return sum;
  }

  #folded(): Map<string, Map<number | undefined, Counted>[]> {
    const byFolded = new Map<string, Map<number | undefined, Counted>[]>();
    for (const [name, byId] of this.#counts) {
      const folded = name.toLowerCase();
      const known = byFolded.get(folded);
      if (known) known.push(byId);
      else byFolded.set(folded, [byId]);
    }
    return byFolded;
  }
}
