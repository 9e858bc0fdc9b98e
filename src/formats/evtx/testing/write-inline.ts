import { CHUNK_HEADER_SIZE, CHUNK_SIZE, FILE_HEADER_SIZE } from '../container.ts';
import { VECTOR } from './bases.ts';

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
class InlineBytes {
  readonly list: number[] = [];
  readonly #names = new Map<string, number>();
  readonly #repeatsNames: boolean;

  constructor(repeatsNames: boolean) {
    this.#repeatsNames = repeatsNames;
  }

  get place(): number {
    return CHUNK_HEADER_SIZE + this.list.length;
  }

  number(value: number, size: number): void {
    for (let i = 0, rest = value; i < size; i++, rest = Math.floor(rest / 256)) this.list.push(rest % 256);
  }

  text(text: string): void {
    for (let i = 0; i < text.length; i++) this.number(text.charCodeAt(i), 2);
  }

  /** Writes a number over one that stands at a place. */
  patch(place: number, value: number): void {
    for (let i = 0, rest = value; i < 4; i++, rest = Math.floor(rest / 256))
      this.list[place - CHUNK_HEADER_SIZE + i] = rest % 256;
  }

  #name(name: string): void {
    const known = this.#names.get(name);
    if (known !== undefined && !this.#repeatsNames) {
      this.number(known, 4);
      return;
    }
    const place = this.place + 4;
    this.#names.set(name, place);
    this.number(place, 4);
    this.number(0, 6);
    this.number(name.length, 2);
    this.text(name);
    this.number(0, 2);
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
    out.number(0, 4);
    out.number(index + 1, 8);
    out.number(154_000 * 864_000_000_000, 8);
    out.number(0x0001_010f, 4);
    out.element(event);
    out.number(0, 1);
    while ((out.place - start) % 8 !== 4) out.number(0, 1);
    const size = out.place + 4 - start;
    out.patch(start + 4, size);
    out.number(size, 4);
  }
  if (out.place > CHUNK_SIZE) throw new RangeError('too much for one chunk');
  const file = new Uint8Array(FILE_HEADER_SIZE + CHUNK_SIZE);
  file.set(VECTOR.subarray(0, FILE_HEADER_SIZE + CHUNK_HEADER_SIZE));
  file.set(out.list, FILE_HEADER_SIZE + CHUNK_HEADER_SIZE);
  const view = new DataView(file.buffer, FILE_HEADER_SIZE);
  view.setUint32(32, events.length, true);
  view.setUint32(48, out.place, true);
  view.setUint32(120, 4, true);
  return file;
}
