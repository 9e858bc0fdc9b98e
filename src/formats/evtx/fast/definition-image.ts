import type { ChunkView } from './window.ts';

/** Bytes of a definition's head: chain, GUID, size. */
const HEAD = 24;
/** Bytes of an inline name before its count of units: chain and hash. */
const NAME_HEAD = 6;

/**
 * A definition as its bytes stood in one chunk. An equal one elsewhere differs only in where names stand; so it can be told by
 * comparing bytes, faster than by bringing it into its form, and as surely: all that the form holds is compared.
 */
export class DefinitionImage {
  /** What stands behind the head. */
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #size: number;
  /** By name: its place in the bytes, and the length of a name that stands elsewhere, -1 for one that follows. */
  readonly names: readonly number[];
  /** Units of the names that stand elsewhere, one behind the other. */
  readonly units: readonly number[];

  /** `places` are the chunk offsets at which the definition at `offset` refers to names. */
  constructor(chunk: ChunkView, offset: number, places: readonly number[]) {
    const base = offset + HEAD;
    this.#size = chunk.view.getUint32(offset + 20, true);
    this.bytes = chunk.array.slice(base, base + this.#size);
    this.#view = new DataView(this.bytes.buffer);
    const names: number[] = [];
    const units: number[] = [];
    for (const place of places) {
      const target = chunk.view.getUint32(place, true);
      const count = target === place + 4 ? -1 : chunk.view.getUint16(target + 6, true);
      names.push(place - base, count);
      for (let i = 0; i < count; i++) units.push(chunk.view.getUint16(target + 8 + 2 * i, true));
    }
    this.names = names;
    this.units = units;
  }

  /** True if the definition at an offset is the same; false says nothing. */
  fits(chunk: ChunkView, offset: number): boolean {
    const { view, length } = chunk;
    const base = offset + HEAD;
    if (view.getUint32(offset + 20, true) !== this.#size || base + this.#size > length) return false;
    const { names } = this;
    let done = 0;
    let unit = 0;
    for (let i = 0; i < names.length; i += 2) {
      const place = names[i]!;
      if (!this.#isSame(view, base, done, place)) return false;
      const target = view.getUint32(base + place, true);
      const count = names[i + 1]!;
      done = place + 4;
      if (count < 0) {
        if (target !== base + done) return false;
        done += NAME_HEAD;
        continue;
      }
      if (target === base + done || target + 8 + 2 * count > length || view.getUint16(target + 6, true) !== count)
        return false;
      for (let at = target + 8, end = at + 2 * count; at < end; at += 2)
        if (view.getUint16(at, true) !== this.units[unit++]) return false;
    }
    return this.#isSame(view, base, done, this.#size);
  }

  #isSame(view: DataView, base: number, from: number, to: number): boolean {
    const mine = this.#view;
    let at = from;
    for (; at + 4 <= to; at += 4) if (view.getInt32(base + at, true) !== mine.getInt32(at, true)) return false;
    for (; at < to; at++) if (view.getUint8(base + at) !== mine.getUint8(at)) return false;
    return true;
  }
}
