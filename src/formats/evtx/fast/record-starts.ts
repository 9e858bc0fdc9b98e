import { CHUNK_HEADER_SIZE, type ChunkHeader, MIN_RECORD, readRecordHead } from '../container.ts';
import { MOST_STARTS, STARTS } from './layout.ts';
import type { ReaderMemory } from './memory.ts';

const MAGIC = 0x2a2a;

/** Chunk offsets of the records of a regular chunk, found without making an object of each. */
export class RecordStarts {
  readonly at: Int32Array;
  count = 0;

  constructor({ buffer }: ReaderMemory) {
    this.at = new Int32Array(buffer, STARTS, MOST_STARTS);
  }

  /**
   * Walks a chunk as `walkChunk` does. False as soon as anything is out of order (a head that is none, a size copy that differs,
   * records behind the stated end): then `walkChunk` itself has to find the records.
   */
  walk(view: DataView, length: number, header: ChunkHeader | undefined, goesOn: boolean): boolean {
    this.count = 0;
    if (!header) return false;
    const end = Math.min(header.free ?? length, length);
    let at = CHUNK_HEADER_SIZE;
    while (at + MIN_RECORD <= end) {
      if (view.getUint32(at, true) !== MAGIC) return false;
      const size = view.getUint32(at + 4, true);
      if (size < MIN_RECORD || at + size > end || view.getUint32(at + size - 4, true) !== size) return false;
      this.at[this.count++] = at;
      const id = view.getUint32(at + 12, true) * 4_294_967_296 + view.getUint32(at + 8, true);
      at += size;
      if (id === header.lastId) break;
    }
    return !(goesOn && readRecordHead(view, at, length));
  }
}
