import type { Bytes } from './bytes.ts';
import type { Definition } from './pattern.ts';

const MOST = 4096;

/** Definitions seen anywhere in a file by template id, for chunks whose own copy was overwritten (spec evtx-format §11). */
export class TemplateLibrary {
  readonly #byId = new Map<number, Definition>();

  add(definition: Definition): void {
    if (this.#byId.size < MOST && !this.#byId.has(definition.id)) this.#byId.set(definition.id, definition);
  }

  get(id: number): Definition | undefined {
    return this.#byId.get(id);
  }

  /** All definitions in the order in which they were seen. */
  definitions(): Iterable<Definition> {
    return this.#byId.values();
  }
}

/** The library of a part of a file: when a definition is looked up first, those of all that stands before the part are added. */
export class PartLibrary extends TemplateLibrary {
  readonly #before: () => TemplateLibrary;
  #whole: TemplateLibrary | undefined;

  constructor(before: () => TemplateLibrary) {
    super();
    this.#before = before;
  }

  override add(definition: Definition): void {
    if (this.#whole) this.#whole.add(definition);
    else super.add(definition);
  }

  override get(id: number): Definition | undefined {
    if (!this.#whole) {
      this.#whole = this.#before();
      for (const own of this.definitions()) this.#whole.add(own);
    }
    return this.#whole.get(id);
  }
}

/** Offsets of definitions that the chunk's template table and its chains name (spec evtx-format §6). */
export function templatesOfTable(bytes: Bytes): number[] {
  const offsets = new Set<number>();
  if (bytes.length < 512) return [];
  for (let bucket = 0; bucket < 32; bucket++) {
    let at = bytes.u32(384 + 4 * bucket);
    while (at >= 512 && at + 24 <= bytes.length && !offsets.has(at)) {
      offsets.add(at);
      at = bytes.u32(at);
    }
  }
  return [...offsets];
}
