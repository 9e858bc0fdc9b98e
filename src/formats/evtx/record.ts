import {
  type Event,
  type EventHeader,
  type EventOrigin,
  type EventTime,
  type PayloadKind,
  type RawField,
  RecordEvent,
  type RecordParts,
} from '../../event/index.ts';
import { derivedFields } from '../derived-fields.ts';
import type { ElementNode } from './element.ts';
import { type Payload, payloadOf } from './payload.ts';
import { essentialsOf, systemOf } from './system.ts';
import { renderXml } from './xml.ts';

/** Where a record stands, and what its head says. */
export interface RecordPlace {
  readonly file: string;
  readonly offset: number;
  /** Identifier and time of the record head, used only where the event itself has none. */
  readonly headId: number;
  readonly headTime: EventTime;
  /** The highest record id of the file so far; shared by its records. */
  readonly ids: { highest: number };
}

/** The origin of a record; ids grow within a log, so one that is not above all before it may be a repeated one. */
function originOf(place: RecordPlace, record: number | string): EventOrigin {
  const { file, offset, ids } = place;
  const number = Number(record);
  if (number > ids.highest) {
    ids.highest = number;
    return { file, record, offset };
  }
  return { file, record, offset, repeats: true };
}

/** The parts of an EVTX event; System and payload are made of the tree when first asked for. */
class TreeParts implements RecordParts {
  readonly shape = 'evtx';
  readonly header: EventHeader;
  readonly origin: EventOrigin;
  readonly time: EventTime | undefined;
  readonly lossy: boolean;
  readonly #root: ElementNode;
  #system: readonly RawField[] | undefined;
  #payload: Payload | undefined;

  constructor(root: ElementNode, place: RecordPlace, lossy: boolean) {
    const { recordId, time, channel, provider, eventId } = essentialsOf(root);
    this.#root = root;
    this.header = { channel, provider, eventId };
    this.origin = originOf(place, recordId ?? place.headId);
    this.time = time ?? place.headTime;
    this.lossy = lossy;
  }

  get system(): readonly RawField[] {
    this.#system ??= systemOf(this.#root);
    return this.#system;
  }

  get payloadKind(): PayloadKind {
    return this.#decoded().kind;
  }

  get payload(): readonly RawField[] {
    return this.#decoded().fields;
  }

  get derived(): readonly RawField[] {
    return derivedFields(this.payload);
  }

  get original(): () => string {
    return () => renderXml(this.#root);
  }

  #decoded(): Payload {
    this.#payload ??= payloadOf(this.#root);
    return this.#payload;
  }
}

/** The event of a decoded record; `lossy` says that damage cut a part off. It does not depend on the reader's buffer. */
export function eventOfRecord(root: ElementNode, place: RecordPlace, lossy: boolean): Event {
  return new RecordEvent(new TreeParts(root, place, lossy));
}

const EARLIEST = Date.UTC(2001, 0);

/** True if enough of a damaged record is left to report it: its event id, who wrote it, and when. */
export function isUsable(root: ElementNode): boolean {
  if (root.name !== 'Event') return false;
  const { eventId, channel, provider, time } = essentialsOf(root);
  return eventId !== undefined && Boolean(channel || provider) && (time === undefined || time.ms >= EARLIEST);
}
