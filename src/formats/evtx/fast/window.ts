import { Bytes } from '../bytes.ts';
import { CHUNK_SIZE } from '../container.ts';

/**
 * One chunk as the fast path sees it. Values stand at odd offsets as often as at even ones, so the chunk is there twice, once
 * shifted by a byte: the unit at byte offset `at` is `even[at >> 1]` or `odd[at >> 1]` (design performance.md §2).
 */
export interface ChunkView {
  readonly array: Uint8Array;
  readonly view: DataView;
  readonly even: Uint16Array;
  readonly odd: Uint16Array;
  /** Bytes of the chunk that were read; fewer than the arrays hold if the file ends inside it. */
  length: number;
  bytes: Bytes;
}

/** Chunks that one read brings in. */
const CHUNKS = 16;

/** A reused window over the file, so that no fresh buffer is touched while it is read. */
export class Window {
  readonly array = new Uint8Array(CHUNKS * CHUNK_SIZE);
  readonly #shifted = new Uint8Array(CHUNK_SIZE);
  readonly #views: readonly ChunkView[];

  constructor() {
    const { buffer } = this.array;
    const odd = new Uint16Array(this.#shifted.buffer);
    this.#views = Array.from({ length: CHUNKS }, (_, i) => {
      const array = this.array.subarray(i * CHUNK_SIZE, (i + 1) * CHUNK_SIZE);
      return {
        array,
        view: new DataView(buffer, i * CHUNK_SIZE, CHUNK_SIZE),
        even: new Uint16Array(buffer, i * CHUNK_SIZE, CHUNK_SIZE / 2),
        odd,
        length: CHUNK_SIZE,
        bytes: new Bytes(array, CHUNK_SIZE),
      };
    });
  }

  /** The chunk at an index of the window; the view before it is no longer valid, its shifted copy is overwritten. */
  chunk(index: number, length: number): ChunkView {
    const chunk = this.#views[index]!;
    this.#shifted.set(chunk.array.subarray(1));
    if (chunk.length !== length) {
      chunk.length = length;
      chunk.bytes = new Bytes(chunk.array, length);
    }
    return chunk;
  }
}
