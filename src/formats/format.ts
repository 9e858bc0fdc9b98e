import type { Event, EventHeader, HeaderSieve } from '../event/index.ts';

/**
 * Bytes of one input. Readers ask for positions that never go back before the start of their last request, so that a pipe
 * can serve as well as a file; `size` is unknown for pipes.
 */
export interface ByteSource {
  readonly name: string;
  readonly size: number | undefined;
  /** Fills `into` from `position` on; returns the bytes read, fewer than asked only at the end of the input. */
  read(position: number, into: Uint8Array): number | Promise<number>;
}

/** A part of the input that could not be decoded; reading went on behind it. */
export interface Damage {
  readonly file: string;
  /** Byte offset of the damaged part, and its length where known. */
  readonly offset: number;
  readonly length?: number;
  /** 1-based line number in text formats. */
  readonly line?: number;
  readonly reason: string;
}

/** Folded names of System fields that a header decides, unless the payload has a field of the name, which then wins. */
export const HEADER_NAMES: ReadonlySet<string> = new Set(['eventid', 'eventcode', 'channel', 'provider_name']);

/**
 * Says of a header, before the rest of the record is decoded, whether anybody wants such events. `payloadHas` tells, exactly, whether
 * the payload has a field of a name, of which only `HEADER_NAMES` are asked for. A reader may ignore it.
 */
export type HeaderGate = (header: EventHeader, payloadHas: (folded: string) => boolean) => boolean;

/** Takes what a reader finds. */
export interface EventSink {
  /** Called once per event, in record order; returning false stops the reader. */
  event(event: Event): boolean | undefined;
  damage(damage: Damage): void;
  /** Called in place of `event` for records that the gate turned down, `count` of one header; not always in their place among others. */
  skipped?(header: EventHeader, count: number): void;
  /** As `skipped` for records that the sieve turned down; `earliest` and `latest` are times in ms since 1970. */
  sieved?(header: EventHeader, count: number, earliest: number, latest: number): void;
}

/** A part of an input: the records or lines that start at `from` or behind it, and before `to`. */
export interface ByteRange {
  readonly from: number;
  /** Infinity in the last part, which ends where the input does. */
  readonly to: number;
}

/** What the reader of a part knows that those of later parts need, or that says something only together with theirs. */
export interface PartEnd {
  /** Lines of the part; in each part they are numbered from 1. */
  readonly lines?: number;
  /** The greatest record id of the part; an id up to it is a repeated one in later parts. */
  readonly highestId?: number;
  /** What `PartReading.join` makes its remarks of. */
  readonly remarks?: unknown;
}

/** Reading an input in parts, by several readers at once. */
export interface PartReading {
  /**
   * The parts, about `size` bytes each, of an input of `total` bytes; one that cannot be cut is one part. The source is read for them
   * as they are asked for.
   */
  cut(source: ByteSource, head: Uint8Array, total: number, size: number): AsyncIterable<ByteRange>;
  /** The remarks on the whole input, and damage that only shows where all parts are seen. */
  join(
    file: string,
    ends: readonly PartEnd[],
  ): { readonly notes: readonly string[]; readonly damage: readonly Damage[] };
}

/** What a reader knows of an input beside its events; nothing in it is damage. */
export interface ReadSummary {
  readonly events: number;
  /** Remarks for `inspect`, each one short line: dirty flag, stale header, empty chunks … */
  readonly notes: readonly string[];
  /** Shapes of the records met, with their counts (`evtx`, `windows-nested`, `json` …). */
  readonly shapes: ReadonlyMap<string, number>;
  /** Set if a part was read. */
  readonly end?: PartEnd;
}

/** The answer to "is this one of yours", with the reason that `inspect` prints. */
export interface Recognition {
  readonly shape: string;
  readonly reason: string;
}

/** Choices that a reader may need. */
export interface ReadOptions {
  /** Zone of times that carry none, an IANA name; UTC by default. */
  readonly timeZone?: string;
  readonly gate?: HeaderGate;
  /** A reader may turn down what this shows, of the events that the gate lets through; one gate goes with one sieve. */
  readonly sieve?: HeaderSieve;
  /** The part to read, one of those that `PartReading.cut` gave, of a source that answers at once and may be read anywhere. */
  readonly range?: ByteRange;
}

/** A log format: one object in one file, listed in `formats/index.ts`. */
export interface Format {
  readonly name: string;
  readonly summary: string;
  /** How content is recognized, for the reference page. */
  readonly recognizedBy: string;
  readonly examples: readonly { readonly title: string; readonly text: string }[];
  /** Looks at the first bytes (up to 64 KiB; fewer if the input is shorter) and the file's name. */
  recognize(head: Uint8Array, fileName: string): Recognition | undefined;
  read(source: ByteSource, sink: EventSink, options: ReadOptions): Promise<ReadSummary>;
  /**
   * Writes all events in their canonical form as NDJSON without making any of them, for formats that can do so faster; the bytes are
   * valid during the call of `write` only.
   */
  writeLines?(
    source: ByteSource,
    write: (bytes: Uint8Array) => void,
    damage: EventSink['damage'],
    range?: ByteRange,
  ): Promise<ReadSummary>;
  /** Set for formats of which parts can be read by themselves. */
  readonly parts?: PartReading;
}

/** Blocks of 256 KB after which a reader tells of events that it turned down, for those who watch, and at the end. */
export const TOLD_AFTER = 128;

/** Parts of about `size` bytes between `from` and `to`, each as long as a whole number of units. */
export function* evenRanges(from: number, total: number, size: number, unit: number): Iterable<ByteRange> {
  const step = Math.max(1, Math.round(size / unit)) * unit;
  for (let at = from; at === from || at < total; at += step) {
    yield { from: at === from ? 0 : at, to: at + step < total ? at + step : Number.POSITIVE_INFINITY };
  }
}
