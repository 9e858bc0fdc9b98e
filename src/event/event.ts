import type { FieldTexts } from './field-texts.ts';
import type { EventHeader, EventOrigin, EventTime } from './header.ts';
import type { Raw, RawField } from './raw.ts';

/** The payload element of a Windows event, or `fields` for a record of any other log. */
export type PayloadKind = 'EventData' | 'UserData' | 'ProcessingErrorData' | 'fields';

/** Built-in fields that an input line sets by keys that begin with `_`, and that metadata tests read. */
export interface EventMetadata {
  readonly _sourceCategory?: string;
  readonly _sourceName?: string;
  readonly _sourceHost?: string;
  readonly _source?: string;
  readonly _collector?: string;
  readonly _index?: string;
  readonly [name: `_${string}`]: Raw;
}

/**
 * An event as engines see it: a view, read lazily, valid only until the reader moves on; `keep()` makes it lasting.
 * Names compare with ASCII case folded; `get` finds Data or UserData first, then System, then an alias of the shape, then a
 * generic alias limited to the event's channel and id.
 */
export interface Event {
  readonly header: EventHeader;
  /** The input that the event is of, as in `origin`, which costs more to ask for. */
  readonly file: string;
  readonly origin: EventOrigin;
  readonly time: EventTime | undefined;
  /** Name of the shape that the record has (`evtx`, `windows-flat`, `json`, `text` …). */
  readonly shape: string;
  readonly payloadKind: PayloadKind;
  /** True if the input's form cannot hold what the log held, so that values may be missing. */
  readonly lossy: boolean;
  readonly metadata: EventMetadata;
  /** Values where they stand, if the reader can show them so. */
  readonly texts?: FieldTexts;
  /** The value of a field by name, aliases included; `undefined` if the event has no such field. */
  get(name: string): Raw;
  /** System fields by their canonical names (spec windows-telemetry §1), as far as present, in canonical order. */
  system(): readonly RawField[];
  /** Payload fields as logged: order and spelling kept; a name that occurs twice has an array. */
  payload(): readonly RawField[];
  /** The text that keyword searches and `_raw` read. */
  raw(): string;
  /**
   * Puts into `values` what stands at paths of keys in the JSON object that `raw` gives: a text without its quotes, a number or a word as
   * it is written, null for JSON's null, undefined where there is nothing. False if that takes reading the text.
   */
  rawValues?(paths: readonly (readonly string[])[], values: (string | null | undefined)[]): boolean;
  /** The form that the file had (XML for EVTX, the line for text formats). */
  original(): string;
  /** A copy that stays valid after the reader moved on. */
  keep(): Event;
}
