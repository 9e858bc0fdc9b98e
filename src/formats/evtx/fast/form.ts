import type { ChunkView } from './window.ts';

/** Marks of a form: a template definition without what differs from chunk to chunk, as a run of 16-bit numbers. */
export const MARK = {
  /** dependency, length of the name, name */
  open: 1,
  /** length of the name, name; its pieces follow */
  attribute: 2,
  /** length, units */
  text: 3,
  /** index of the value */
  slot: 4,
  /** length of the name, name */
  entity: 5,
  content: 6,
  empty: 7,
  close: 8,
} as const;

/** Longest form that is taken; bounds what one record of the template can unfold to, names and literal text together. */
export const MAX_FORM = 24_000;
/** Deepest element that is taken, far below the generic walker's bound. */
const MAX_DEPTH = 24;
const MORE = 0x40;

/** Chunk offsets at which the definition that `formOf` took last refers to names. */
export const namePlaces: number[] = [];

const scratch = new Uint16Array(MAX_FORM + 70_000);

/**
 * Brings a definition into its form, in one pass without allocation: equal forms are equal trees, whether names stand inline
 * or are referred to (spec evtx-format §7, §13.2). Anything unusual, and any fault, makes it undefined: the generic walker's
 * task. The result is valid until the next call.
 */
export function formOf(chunk: ChunkView, offset: number): Uint16Array | undefined {
  namePlaces.length = 0;
  const length = new Normalizer(chunk).run(offset);
  return length < 0 ? undefined : scratch.subarray(0, length);
}

class Normalizer {
  readonly #view: DataView;
  readonly #limit: number;
  #end = 0;
  #at = 0;
  #out = 0;

  constructor(chunk: ChunkView) {
    this.#view = chunk.view;
    this.#limit = chunk.length;
  }

  run(offset: number): number {
    const size = this.#view.getUint32(offset + 20, true);
    this.#end = offset + 24 + size;
    if (this.#end > this.#limit) return -1;
    this.#at = offset + 24;
    if (size > 4 && this.#view.getUint8(this.#at) === 0x0f) this.#at += 4;
    let depth = 0;
    do {
      if (this.#at >= this.#end || this.#out > MAX_FORM) return -1;
      const token = this.#view.getUint8(this.#at);
      switch (token & ~MORE) {
        case 0x01: {
          const isOpen = this.#element(token);
          if (isOpen === undefined || depth === MAX_DEPTH) return -1;
          if (isOpen) depth++;
          break;
        }
        case 0x04:
          scratch[this.#out++] = MARK.close;
          this.#at++;
          depth--;
          break;
        default:
          if (depth === 0 || this.#piece() !== true) return -1;
      }
    } while (depth > 0);
    const isWhole = this.#at >= this.#end || (this.#view.getUint8(this.#at) & ~MORE) === 0;
    return isWhole && depth === 0 && this.#out <= MAX_FORM ? this.#out : -1;
  }

  /** The start tag of an element: true if content follows, false if it is closed at once, undefined if it is not understood. */
  #element(token: number): boolean | undefined {
    if (this.#at + 11 > this.#end) return undefined;
    scratch[this.#out++] = MARK.open;
    scratch[this.#out++] = this.#view.getUint16(this.#at + 1, true);
    this.#at += 7;
    if (!this.#name()) return undefined;
    if ((token & MORE) !== 0) {
      this.#at += 4;
      while (this.#at < this.#end && (this.#view.getUint8(this.#at) & ~MORE) === 0x06) {
        scratch[this.#out++] = MARK.attribute;
        this.#at++;
        if (!this.#name()) return undefined;
        let more: boolean | undefined;
        while ((more = this.#piece()) === true);
        if (more === undefined) return undefined;
      }
    }
    if (this.#at >= this.#end) return undefined;
    const closing = this.#view.getUint8(this.#at++);
    if (closing !== 0x02 && closing !== 0x03) return undefined;
    scratch[this.#out++] = closing === 0x02 ? MARK.content : MARK.empty;
    return closing === 0x02;
  }

  /** Text, reference or substitution: true if one was taken, false if none stands here, undefined if it is not understood. */
  #piece(): boolean | undefined {
    if (this.#at >= this.#end || this.#out > MAX_FORM) return undefined;
    switch (this.#view.getUint8(this.#at) & ~MORE) {
      case 0x05: {
        if (this.#at + 4 > this.#end) return undefined;
        const units = this.#view.getUint16(this.#at + 2, true);
        scratch[this.#out++] = MARK.text;
        this.#at += 4;
        if (this.#at + 2 * units > this.#end) return undefined;
        this.#copy(this.#at, units);
        this.#at += 2 * units;
        return true;
      }
      case 0x09:
        scratch[this.#out++] = MARK.entity;
        this.#at++;
        return this.#name() ? true : undefined;
      case 0x0d:
      case 0x0e:
        if (this.#at + 4 > this.#end) return undefined;
        scratch[this.#out++] = MARK.slot;
        scratch[this.#out++] = this.#view.getUint16(this.#at + 1, true);
        this.#at += 4;
        return true;
      case 0x07:
      case 0x08:
        return undefined;
      default:
        return false;
    }
  }

  #name(): boolean {
    const at = this.#at;
    if (at + 4 > this.#end) return false;
    const offset = this.#view.getUint32(at, true);
    if (offset + 8 > this.#limit) return false;
    const units = this.#view.getUint16(offset + 6, true);
    if (offset + 8 + 2 * units > this.#limit || this.#out > MAX_FORM) return false;
    namePlaces.push(at);
    this.#copy(offset + 8, units);
    this.#at = offset === at + 4 ? at + 14 + 2 * units : at + 4;
    return true;
  }

  #copy(at: number, units: number): void {
    const view = this.#view;
    let out = this.#out;
    scratch[out++] = units;
    for (const end = at + 2 * units; at < end; at += 2) scratch[out++] = view.getUint16(at, true);
    this.#out = out;
  }
}
