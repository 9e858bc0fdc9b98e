import { CHUNK_HEADER_SIZE } from '../container.ts';
import { Bytes, logOf } from './write-evtx.ts';

/** A text, or `{ entity }` for a reference by name. */
export type InlinePiece = string | { readonly entity: string };

/** An element that stands in a record itself. */
export interface InlineElement {
  readonly name: string;
  readonly attributes?: readonly (readonly [name: string, pieces: readonly InlinePiece[]])[];
  /** Undefined for one that is closed at once. */
  readonly content?: readonly (InlineElement | InlinePiece)[];
}

/** Bytes of one chunk; a name stands where it comes first, and is referred to after. */
class InlineBytes extends Bytes {
  readonly #names = new Map<string, number>();
  readonly #repeatsNames: boolean;

  constructor(repeatsNames: boolean) {
    super(CHUNK_HEADER_SIZE);
    this.#repeatsNames = repeatsNames;
  }

  #name(name: string): void {
    const known = this.#names.get(name);
    if (known !== undefined && !this.#repeatsNames) {
      this.number(known, 4);
      return;
    }
    this.#names.set(name, this.place + 4);
    this.name(name);
  }

  #piece(piece: InlinePiece): void {
    if (typeof piece === 'string') {
      this.number(0x0105, 2);
      this.number(piece.length, 2);
      this.text(piece);
    } else {
      this.number(0x09, 1);
      this.#name(piece.entity);
    }
  }

  element({ name, attributes = [], content }: InlineElement): void {
    this.number(attributes.length > 0 ? 0x41 : 0x01, 1);
    this.number(0, 4);
    this.#name(name);
    if (attributes.length > 0) this.number(0, 4);
    for (const [index, [key, pieces]] of attributes.entries()) {
      this.number(index < attributes.length - 1 ? 0x46 : 0x06, 1);
      this.#name(key);
      for (const piece of pieces) this.#piece(piece);
    }
    if (!content) {
      this.number(0x03, 1);
      return;
    }
    this.number(0x02, 1);
    for (const part of content) {
      if (typeof part === 'object' && 'name' in part) this.element(part);
      else this.#piece(part);
    }
    this.number(0x04, 1);
  }
}

/** A log of one chunk whose records hold their elements themselves, as those that a collector wrote; ids are counted from 1. */
export function inlineEvtxOf(events: readonly InlineElement[], repeatsNames = false): Uint8Array {
  const out = new InlineBytes(repeatsNames);
  for (const [index, event] of events.entries()) {
    const start = out.place;
    out.number(0x2a2a, 4);
    const size = out.hole();
    out.number(index + 1, 8);
    out.number(154_000 * 864_000_000_000, 8);
    out.number(0x0001_010f, 4);
    out.element(event);
    out.number(0, 1);
    while ((out.place - start) % 8 !== 4) out.number(0, 1);
    size(out.place + 4 - start);
    out.number(out.place + 4 - start, 4);
  }
  return logOf(out, events.length);
}
