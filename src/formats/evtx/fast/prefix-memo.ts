import type { Frame } from './frame.ts';
import type { NameTable } from './names.ts';

/** Longest rendering that is remembered. */
const MOST = 1024;
/** Numbers kept per value: size and type in one, then up to 16 bytes. */
const WIDTH = 5;

/**
 * The start of the last line of a plan, remembered with the values that it was made of: event id, channel, computer, provider,
 * level … are the same in most records of a plan, so that the bytes can be copied.
 */
export class PrefixMemo {
  readonly words = new Float64Array(MOST / 8);
  /** 0 if nothing is remembered. */
  length = 0;
  readonly #slots: readonly number[];
  readonly #values: Int32Array;
  #names: NameTable | undefined;
  #channel = -1;
  #provider = -1;
  #eventId = -1;

  /** `slots` are those of the values that the prefix shows beside channel, provider and event id. */
  constructor(slots: readonly number[]) {
    this.#slots = slots;
    this.#values = new Int32Array(WIDTH * slots.length);
  }

  /** True if the record in the frame has the values that are remembered. */
  fits(frame: Frame): boolean {
    if (
      this.length === 0 ||
      this.#eventId !== frame.eventId ||
      this.#channel !== frame.channel ||
      this.#provider !== frame.provider ||
      this.#names !== frame.names
    )
      return false;
    const { offsets, sizes, types, chunk } = frame;
    const { view } = chunk;
    const slots = this.#slots;
    const values = this.#values;
    for (let i = 0, known = 0; i < slots.length; i++, known += WIDTH) {
      const slot = slots[i]!;
      const size = sizes[slot]!;
      if (values[known] !== ((size << 8) | types[slot]!)) return false;
      const at = offsets[slot]!;
      if (size >= 4) {
        for (let word = 0; word < size >> 2; word++)
          if (values[known + 1 + word] !== view.getInt32(at + 4 * word, true)) return false;
      } else if (size > 0) {
        const value = size === 1 ? view.getUint8(at) : view.getUint16(at, true);
        if (values[known + 1] !== value) return false;
      }
    }
    return true;
  }

  /** Remembers a rendering of the record in the frame, if it is of a kind that can be. */
  keep(frame: Frame, bytes: DataView, start: number, end: number): void {
    this.length = 0;
    if (end - start > MOST - 8) return;
    const { view } = frame.chunk;
    let known = 0;
    for (const slot of this.#slots) {
      const size = frame.sizes[slot]!;
      const at = frame.offsets[slot]!;
      if (size > 16 || (size >= 4 ? (size & 3) !== 0 : size === 3)) return;
      this.#values[known] = (size << 8) | frame.types[slot]!;
      for (let word = 0; word < size >> 2; word++) this.#values[known + 1 + word] = view.getInt32(at + 4 * word, true);
      if (size === 1) this.#values[known + 1] = view.getUint8(at);
      if (size === 2) this.#values[known + 1] = view.getUint16(at, true);
      known += WIDTH;
    }
    for (let at = start, word = 0; at < end; at += 8, word++) this.words[word] = bytes.getFloat64(at, true);
    this.#names = frame.names;
    this.#channel = frame.channel;
    this.#provider = frame.provider;
    this.#eventId = frame.eventId;
    this.length = end - start;
  }
}
