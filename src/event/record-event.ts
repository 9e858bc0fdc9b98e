import { aliasesOf } from './aliases.ts';
import type { Event, EventMetadata, PayloadKind } from './event.ts';
import { foldName } from './field-table.ts';
import type { EventHeader, EventOrigin, EventTime } from './header.ts';
import type { Raw, RawField } from './raw.ts';
import { rawJsonOf } from './raw-json.ts';

/** What a reader decoded of one record. */
export interface RecordParts {
  readonly header: EventHeader;
  readonly origin: EventOrigin;
  readonly time: EventTime | undefined;
  readonly shape: string;
  readonly payloadKind: PayloadKind;
  readonly lossy?: boolean;
  readonly metadata?: EventMetadata;
  readonly system: readonly RawField[];
  readonly payload: readonly RawField[];
  /** Fields that are found by name but are no part of the payload as logged: dotted paths, `Data[0]`, names without blanks. */
  readonly derived?: readonly RawField[];
  /** The text of the record; without it `_raw` is the compact JSON of spec windows-telemetry §6.4. */
  readonly raw?: string | (() => string);
  readonly original?: string | (() => string);
}

const EMPTY_METADATA: EventMetadata = {};

function textOf(value: string | (() => string)): string {
  return typeof value === 'string' ? value : value();
}

/** The reference event: every value decoded beforehand, lookup by a map made on first use. */
export class RecordEvent implements Event {
  readonly #parts: RecordParts;
  #byName: Map<string, Raw> | undefined;

  constructor(parts: RecordParts) {
    this.#parts = parts;
  }

  get header(): EventHeader {
    return this.#parts.header;
  }
  get file(): string {
    return this.#parts.origin.file;
  }
  get origin(): EventOrigin {
    return this.#parts.origin;
  }
  get time(): EventTime | undefined {
    return this.#parts.time;
  }
  get shape(): string {
    return this.#parts.shape;
  }
  get payloadKind(): PayloadKind {
    return this.#parts.payloadKind;
  }
  get lossy(): boolean {
    return this.#parts.lossy ?? false;
  }
  get metadata(): EventMetadata {
    return this.#parts.metadata ?? EMPTY_METADATA;
  }

  get(name: string): Raw {
    const fields = this.#fields();
    const folded = foldName(name);
    if (fields.has(folded)) return fields.get(folded);
    for (const alias of aliasesOf(folded, this.#parts.shape, this.#parts.header)) {
      if (fields.has(alias)) return fields.get(alias);
    }
    return undefined;
  }

  system(): readonly RawField[] {
    return this.#parts.system;
  }

  payload(): readonly RawField[] {
    return this.#parts.payload;
  }

  raw(): string {
    const { raw } = this.#parts;
    return raw === undefined ? rawJsonOf(this) : textOf(raw);
  }

  original(): string {
    const { original } = this.#parts;
    return original === undefined ? this.raw() : textOf(original);
  }

  keep(): Event {
    return this;
  }

  /** The fields of the payload, and further names of them. */
  named(): Pick<RecordParts, 'payload' | 'derived'> {
    return this.#parts;
  }

  /** All of it but its original form, as plain data of which another thread makes the event again. */
  save(): RecordParts {
    const { header, origin, time, shape, payloadKind, system, payload, metadata, derived, raw } = this.#parts;
    return {
      ...{ header, origin, time, shape, payloadKind, system, payload, lossy: this.lossy },
      ...(metadata && { metadata }),
      ...(derived && { derived }),
      ...(raw !== undefined && { raw: textOf(raw) }),
    };
  }

  /** Payload before System before derived names: the first writer of a name wins. */
  #fields(): Map<string, Raw> {
    if (this.#byName) return this.#byName;
    const byName = new Map<string, Raw>();
    for (const list of [this.#parts.payload, this.#parts.system, this.#parts.derived ?? []]) {
      for (const [name, value] of list) {
        const folded = foldName(name);
        if (!byName.has(folded)) byName.set(folded, value);
      }
    }
    this.#byName = byName;
    return byName;
  }
}
