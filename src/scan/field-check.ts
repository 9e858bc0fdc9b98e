import type { Event } from '../event/index.ts';

/** Watches which fields that a query reads from events no event has, so that a misspelt name does not pass in silence. */
export class FieldCheck {
  readonly #missing: Set<string>;

  /** Built-in names, which begin with `_`, are not watched: platforms fill them. */
  constructor(names: Iterable<string>) {
    this.#missing = new Set([...names].filter((name) => !name.startsWith('_')));
  }

  look(event: Event): void {
    for (const name of this.#missing) if (event.get(name) !== undefined) this.#missing.delete(name);
  }

  /** Says that elsewhere no name is missing but these. */
  keepOnly(missing: readonly string[]): void {
    for (const name of this.#missing) if (!missing.includes(name)) this.#missing.delete(name);
  }

  /** Names that no event had so far. */
  get missing(): readonly string[] {
    return [...this.#missing];
  }
}
