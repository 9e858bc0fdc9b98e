import type { EventReference, Provenance } from '../engines/engine.ts';
import { type Event, type EventHeader, type EventTime, firstOf, type Raw, type WrittenField } from '../event/index.ts';
import { formatIsoTime } from '../value/index.ts';
import type { AlertEvent } from './alert.ts';
import { FieldsMaker } from './fields-maker.ts';
import { knownOf, type Shown, shownOthers } from './shown-of.ts';

/** Which events an alert is of, and how it says so. */
export interface AlertOrigin {
  readonly references: readonly EventReference[];
  readonly events: readonly AlertEvent[];
  readonly count: number;
  readonly newest: EventTime | undefined;
  readonly time: string | undefined;
  readonly firstTime: string | undefined;
}

/** An event as an alert names it: by its record, by its offset where the record does not tell it apart. */
function namedEvent({ origin, channel, eventId }: EventReference): AlertEvent {
  const { file, record } = origin;
  return { file, record, offset: origin.repeats || record === undefined ? origin.offset : undefined, channel, eventId };
}

/** The events of an alert by their places. */
export function alertEvents(references: readonly EventReference[]): AlertEvent[] {
  return references.map(namedEvent);
}

function timeText(time: EventTime | undefined): string | undefined {
  return (time && formatIsoTime(time.ms)) ?? undefined;
}

/** How an alert says which events its row was made of. */
export function originOf({ events: references, count, newest, oldest }: Provenance): AlertOrigin {
  const firstTime = count > 1 ? timeText(oldest) : undefined;
  return { references, events: alertEvents(references), count, newest, time: timeText(newest), firstTime };
}

/** Ids whose user is the target of the logon. */
const TARGET_USER_EVENTS = new Set([4624, 4625, 4648]);

function textField(event: Event, name: string): string | undefined {
  const value = firstOf(event.get(name));
  return typeof value === 'string' && value !== '' && value !== '-' ? value : undefined;
}

/** The user of an event: `User`, else `DOMAIN\name` of the target for logons, of the subject otherwise. */
export function userOf(event: Event): string | undefined {
  const user = textField(event, 'User');
  if (user !== undefined) return user;
  const prefix = TARGET_USER_EVENTS.has(event.header.eventId ?? 0) ? 'Target' : 'Subject';
  const name = textField(event, `${prefix}UserName`);
  const domain = textField(event, `${prefix}DomainName`);
  return name !== undefined && domain !== undefined ? `${domain}\\${name}` : name;
}

/** What alerts say of one event, read from it once, however many rules match it. */
export class EventFacts {
  readonly event: Event;
  readonly host: string | undefined;
  readonly user: string | undefined;
  /** Makes the fields of its alerts. */
  readonly maker: FieldsMaker;
  #origin: AlertOrigin | undefined;
  /** What the table says of such events. */
  readonly #known: Shown | undefined;
  #shown: Shown | undefined;
  #values: readonly Raw[] | undefined;
  #written: readonly WrittenField[] | undefined;
  #text: string | undefined;

  constructor(event: Event, maker = new FieldsMaker(), known = knownOf(event.header)) {
    this.#known = known;
    this.event = event;
    this.host = textField(event, 'Computer');
    this.user = userOf(event);
    this.maker = maker;
  }

  /** The origin of an alert whose row is made of this event, or of several with it. */
  originOf(provenance: Provenance): AlertOrigin {
    if (provenance.count !== 1) return originOf(provenance);
    this.#origin ??= originOf(provenance);
    return this.#origin;
  }

  /** Fields that tell what the event is about. */
  get shown(): Shown {
    this.#shown ??= this.#known ?? shownOthers(this.event);
    return this.#shown;
  }

  /** The values of these. */
  get values(): readonly Raw[] {
    this.#values ??= this.shown.fields.map(({ logged }) => this.event.get(logged));
    return this.#values;
  }

  /** Fields of the event as JSON text; undefined if its reader cannot write them. */
  textOf(fields: readonly WrittenField[]): string | undefined {
    if (fields !== this.#written) {
      this.#text = this.event.texts?.jsonOf?.(fields);
      this.#written = fields;
    }
    return this.#text;
  }
}

/** The facts of the event at hand. */
export class CurrentFacts {
  readonly #maker = new FieldsMaker();
  #facts: EventFacts | undefined;
  #lastHeader: EventHeader | undefined;
  #lastKnown: Shown | undefined;

  /** The facts of an event, those of before if it is the same. */
  of(event: Event): EventFacts {
    if (this.#facts?.event !== event) {
      // Readers give one object to events that share a header.
      const { header } = event;
      if (header !== this.#lastHeader) this.#lastKnown = knownOf(header);
      this.#lastHeader = header;
      this.#facts = new EventFacts(event, this.#maker, this.#lastKnown);
    }
    return this.#facts;
  }

  /** To be called when the reader moves on: an event is a view, and what is read of it changes. */
  forget(): void {
    this.#facts = undefined;
  }
}
