import { Bytes } from '../bytes.ts';
import { CHUNK_SIZE } from '../container.ts';
import { CHUNKS, WINDOW } from './layout.ts';
import type { ReaderMemory } from './memory.ts';

/**
 * One chunk as the fast path sees it. Values stand at odd offsets as often as at even ones; so that each is a run of code units,
 * the chunk is there twice, once shifted by a byte (design performance.md §2).
 */
export class ChunkView {
  readonly array: Uint8Array;
  readonly view: DataView;
  /** Bytes of the chunk that were read; fewer than the arrays hold if the file ends inside it. */
  length = CHUNK_SIZE;
  bytes: Bytes;
  /** The memory that the chunk is in, where the host has such; places in it are those of `array` and its offset. */
  readonly memory: WebAssembly.Memory | undefined;
  readonly #even: Uint16Array;
  readonly #shifted: Shifted;

  constructor({ buffer, wasm }: ReaderMemory, start: number, shifted: Shifted) {
    this.memory = wasm;
    this.array = new Uint8Array(buffer, start, CHUNK_SIZE);
    this.view = new DataView(buffer, start, CHUNK_SIZE);
    this.#even = new Uint16Array(buffer, start, CHUNK_SIZE / 2);
    this.#shifted = shifted;
    this.bytes = new Bytes(this.array, CHUNK_SIZE);
  }

  /** True once the shifted copy is made, so that values at odd offsets cost nothing more. */
  get isShifted(): boolean {
    return this.#shifted.of === this;
  }

  /** The array in which the unit at a byte offset has the index `offset >> 1`. The shifted copy is made when first asked for. */
  units(offset: number): Uint16Array {
    if ((offset & 1) === 0) return this.#even;
    const shifted = this.#shifted;
    if (shifted.of !== this) {
      shifted.of = this;
      shifted.array.set(this.array.subarray(1));
    }
    return shifted.units;
  }
}

/** The shifted copy, one for all chunks of a window. */
class Shifted {
  readonly array = new Uint8Array(CHUNK_SIZE);
  readonly units = new Uint16Array(this.array.buffer);
  of: ChunkView | undefined;
}

/** A reused window over the file, so that no fresh buffer is touched while it is read. */
export class Window {
  readonly array: Uint8Array;
  readonly #shifted = new Shifted();
  readonly #views: readonly ChunkView[];

  constructor(memory: ReaderMemory) {
    this.array = new Uint8Array(memory.buffer, WINDOW, CHUNKS * CHUNK_SIZE);
    this.#views = Array.from(
      { length: CHUNKS },
      (_, i) => new ChunkView(memory, WINDOW + i * CHUNK_SIZE, this.#shifted),
    );
  }

  /** The chunk at an index of the window; views given before are no longer valid. */
  chunk(index: number, length: number): ChunkView {
    const chunk = this.#views[index]!;
    this.#shifted.of = undefined;
    if (chunk.length !== length) {
      chunk.length = length;
      chunk.bytes = new Bytes(chunk.array, length);
    }
    return chunk;
  }
}
