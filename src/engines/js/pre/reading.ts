import type { FieldId, FieldTexts } from '../../../event/index.ts';

/** What a reading found: no value, one that units do not show, or its units. */
export const MISSING = 0;
export const UNTOLD = 1;
export const FOUND = 2;
export type Found = typeof MISSING | typeof UNTOLD | typeof FOUND;

const BACKSLASH = 0x5c;

/** Counts the events looked at, so that what a reading found of the one before is not taken for this one's. */
let current = 0;

/** Begins with another event, or with the same once more. */
export function startReading(): void {
  current++;
}

/** A value of the event at hand: a field, or the base name of a path in one. Looked up when first asked for. */
export class Reading {
  readonly field: FieldId;
  /** The reading of the path, if this is its base name. */
  readonly whole: Reading | undefined;
  /** Only where `read` gives `FOUND` do these hold the value. */
  units = new Uint16Array(0) as Uint16Array;
  start = 0;
  end = 0;
  #stamp = -1;
  #found: Found = MISSING;

  constructor(field: FieldId, whole: Reading | undefined) {
    this.field = field;
    this.whole = whole;
  }

  read(texts: FieldTexts): Found {
    if (this.#stamp === current) return this.#found;
    this.#stamp = current;
    this.#found = this.whole ? this.#baseName(this.whole, texts) : this.#field(texts);
    return this.#found;
  }

  #field(texts: FieldTexts): Found {
    const run = texts.units(this.field);
    if (!run) return run === null ? MISSING : UNTOLD;
    this.units = run.units;
    this.start = run.start;
    this.end = run.end;
    return FOUND;
  }

  /** Without a base name the column may keep another value. */
  #baseName(whole: Reading, texts: FieldTexts): Found {
    if (whole.read(texts) !== FOUND) return UNTOLD;
    const { units, start, end } = whole;
    let at = end;
    while (at > start && units[at - 1] !== BACKSLASH) at--;
    this.units = units;
    this.start = at;
    this.end = end;
    return at === end ? UNTOLD : FOUND;
  }
}
