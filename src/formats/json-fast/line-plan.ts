import {
  aliasesOf,
  type EventHeader,
  type FieldId,
  foldName,
  type PayloadKind,
  QUERY_FIELDS,
} from '../../event/index.ts';
import type { JsonObject } from '../json-value.ts';
import type { Shape } from '../shapes/shape.ts';
import type { ShapeHabits } from './habits.ts';
import { type HeaderMembers, LastHeader } from './headers.ts';

/** In place of a member: the event has no such field. */
export const MISSING = -1;
/** In place of a member: only the whole object tells. */
export const UNTOLD = -2;

/** Headers of which a plan remembers something. */
const MOST = 4096;

/** Headers of a plan that the kernel is told of; it goes through all of them. */
const MOST_TOLD = 128;

/** What rehearsal finds out of a variant. */
export interface PlanParts {
  /** Keys of the object, by member. */
  readonly names: readonly string[];
  readonly shape: Shape;
  readonly habits: ShapeHabits;
  readonly payloadKind: PayloadKind;
  readonly header: HeaderMembers;
  /** Members whose texts are looked at for whole events in them. */
  readonly envelopes: readonly number[];
  /** The member that holds the time. */
  readonly time: number;
  /** Folded names of payload fields as logged, and further names of them. */
  readonly payload: ReadonlySet<string>;
  /** Members by the folded names of their fields, payload before System before derived names. */
  readonly places: ReadonlyMap<string, number>;
  /** Folded names whose fields depend on values. */
  readonly opaque: ReadonlySet<string>;
  /** Folded keys of nested values, which may bring fields by names that begin so. */
  readonly nested: readonly string[];
  readonly hasMetadata: boolean;
  /** True if it is told without `places` that the field EventID is the header's. */
  readonly ownsId: boolean;
  /** True if it is told without `payload` that it has no field of a folded name. */
  readonly lacks: (folded: string) => boolean;
  /** True if `_raw` or `_messageTime` stands in the object. */
  readonly hasBuiltins: boolean;
}

/** Which built-in fields stand in an object with some keys. */
export function builtinsOf(names: readonly string[]): Pick<PlanParts, 'hasMetadata' | 'hasBuiltins'> {
  return {
    hasMetadata: names.some((name) => name.startsWith('_') && name !== '_raw'),
    hasBuiltins: names.includes('_raw') || names.includes('_messageTime'),
  };
}

/** True if a folded name may be that of a field inside one of these nested values. */
export function isInside(folded: string, nested: readonly string[]): boolean {
  return nested.some((key) => {
    const sign = folded[key.length];
    return (sign === '.' || sign === '[') && folded.startsWith(key);
  });
}

/** What is known of the lines of a variant that have one header. */
export class HeaderLines {
  /** How many were met that the kernel did not pass over. */
  count = 0;
  /** What the gate said of them; undefined if it was not asked yet. */
  passesGate: boolean | undefined;
  /** Where the kernel was told of them, 0 if it cannot be; undefined if that was not tried. */
  told: number | undefined;
  /** True if it was told of their sieve. */
  isSifted = false;
  /** False if none of them lost anything; undefined if that was not looked at yet. */
  mayLose: boolean | undefined;
  /** Places of fields by their names, and by their ids. */
  readonly places = new Map<string, number>();
  readonly ids: number[] = [];
}

/** How lines of one variant are read: where each field stands, and what is known by header. */
export class LinePlan {
  readonly parts: PlanParts;
  readonly lastHeader = new LastHeader();
  readonly #byHeader = new Map<EventHeader, HeaderLines>();
  /** The header that was asked of last, and its lines. */
  #last: EventHeader | undefined;
  #lastLines = NO_LINES;
  #toldCount = 0;
  #hidesHeader: boolean | undefined;
  /** The paths that were asked for last, and the members of their first keys. */
  #paths: readonly (readonly string[])[] | undefined;
  #members: readonly number[] = [];

  constructor(parts: PlanParts) {
    this.parts = parts;
  }

  /** What is known of lines with a header. */
  linesOf(header: EventHeader): HeaderLines {
    if (header !== this.#last) {
      let lines = this.#byHeader.get(header);
      if (!lines) {
        lines = new HeaderLines();
        if (this.#byHeader.size === MOST) this.#byHeader.clear();
        this.#byHeader.set(header, lines);
      }
      this.#last = header;
      this.#lastLines = lines;
    }
    return this.#lastLines;
  }

  /** The member that holds a field of an event with this header, `MISSING` or `UNTOLD`. */
  place(name: string, header: EventHeader): number {
    const { places } = this.linesOf(header);
    let place = places.get(name);
    if (place === undefined) {
      place = this.#find(foldName(name), header);
      if (places.size < MOST) places.set(name, place);
    }
    return place;
  }

  /** As `place` of the name that has an id among those of queries. */
  placeOf(id: FieldId, header: EventHeader): number {
    return (this.linesOf(header).ids[id] ??= this.place(QUERY_FIELDS.nameOf(id), header));
  }

  /** Members of the first keys of paths, `MISSING` for one that the object has not. */
  membersOf(paths: readonly (readonly string[])[]): readonly number[] {
    if (paths !== this.#paths) {
      this.#paths = paths;
      this.#members = paths.map(([key]) => this.parts.names.lastIndexOf(key!));
    }
    return this.#members;
  }

  #find(folded: string, header: EventHeader): number {
    for (const candidate of [folded, ...aliasesOf(folded, this.parts.shape.name, header)]) {
      const place = this.parts.places.get(candidate);
      if (place !== undefined) return place;
      if (isInside(candidate, this.parts.nested)) return UNTOLD;
    }
    return MISSING;
  }

  /** Whether the payload has a field of a folded name, or one of which it is a further name; undefined if only the whole object tells. */
  payloadHas(folded: string): boolean | undefined {
    const { opaque, lacks } = this.parts;
    if (opaque.has(folded)) return undefined;
    return !lacks(folded) && this.parts.payload.has(folded);
  }

  /** True if the field EventID is that of the header. */
  ownsId(header: EventHeader): boolean {
    const { ownsId, header: members } = this.parts;
    return ownsId || this.place('EventID', header) === members.eventId;
  }

  /** True if a name of the header may mean something else in an event than what its header says. */
  get hidesHeader(): boolean {
    if (this.#hidesHeader === undefined) {
      const { places, header } = this.parts;
      const isShown = (folded: string, member: number): boolean =>
        this.payloadHas(folded) === false && places.get(folded) === (member < 0 ? undefined : member);
      this.#hidesHeader = !isShown('eventid', header.eventId) || !isShown('channel', header.channel);
    }
    return this.#hidesHeader;
  }

  /** False if no event with this header lost anything. */
  mayLose(header: EventHeader): boolean {
    const lines = this.linesOf(header);
    if (lines.mayLose === undefined) {
      const { shape, habits } = this.parts;
      const { channel, eventId } = header;
      const worst = { ...habits.worst, ...(channel !== undefined && { Channel: channel }), EventID: eventId ?? null };
      // Of an old 4648 the values decide (see json-event.ts).
      lines.mayLose =
        eventId === 4648 || (habits.worst !== undefined && shape.read(worst as JsonObject, undefined).lossy === true);
    }
    return lines.mayLose;
  }

  /** True if the kernel may be told of one more header. */
  get hasRoom(): boolean {
    return this.#toldCount < MOST_TOLD;
  }

  /** Notes where the kernel was told of lines, 0 if it cannot be. */
  noteTold(lines: HeaderLines, place: number): void {
    lines.told = place;
    this.#toldCount++;
  }
}

const NO_LINES = new HeaderLines();
