import { ChunkXml, type DecodedRecord } from '../binxml.ts';
import { Bytes } from '../bytes.ts';
import type { Definition } from '../pattern.ts';
import { TemplateLibrary } from '../templates.ts';
import type { ChunkView } from './window.ts';

/** Notices that the chunk's template table is read, which the walker does only if a definition is not where it should be. */
class WatchedBytes extends Bytes {
  wasTableRead = false;

  override u32(at: number): number {
    if (at >= 384 && at < 512) this.wasTableRead = true;
    return super.u32(at);
  }
}

/** Definitions that one attempt adds, held back until it is known to stand. */
class Draft extends TemplateLibrary {
  readonly #whole: TemplateLibrary;
  readonly #added: Definition[] = [];

  constructor(whole: TemplateLibrary) {
    super();
    this.#whole = whole;
  }

  override add(definition: Definition): void {
    this.#added.push(definition);
  }

  override get(id: number): Definition | undefined {
    return this.#whole.get(id);
  }

  commit(): void {
    for (const definition of this.#added.splice(0)) this.#whole.add(definition);
  }
}

/**
 * The generic walker for single records of a chunk. It is not told of the records before, which cost more than the one that is
 * asked for, unless it has to search for a definition: then it catches up and reads the record once more.
 */
export class Fallback {
  readonly #chunk: ChunkView;
  readonly #library: TemplateLibrary;
  readonly #bytes: WatchedBytes;
  readonly #draft: Draft;
  readonly #first: ChunkXml;
  #whole: ChunkXml | undefined;

  constructor(chunk: ChunkView, library: TemplateLibrary) {
    this.#chunk = chunk;
    this.#library = library;
    this.#bytes = new WatchedBytes(chunk.array, chunk.length);
    this.#draft = new Draft(library);
    this.#first = new ChunkXml(this.#bytes, this.#draft);
  }

  /** Decodes the record at a chunk offset; `before` are the records that may have brought definitions, in order. */
  record(at: number, size: number, before: readonly number[]): DecodedRecord {
    if (!this.#whole) {
      const decoded = this.#first.record(at + 24, at + size - 4);
      if (!this.#bytes.wasTableRead) {
        this.#draft.commit();
        return decoded;
      }
      this.#whole = new ChunkXml(this.#chunk.bytes, this.#library);
      for (const earlier of before) {
        this.#whole.record(earlier + 24, earlier + this.#chunk.view.getUint32(earlier + 4, true) - 4);
      }
    }
    return this.#whole.record(at + 24, at + size - 4);
  }
}
