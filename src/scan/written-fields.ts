import type { WrittenField } from '../event/index.ts';

/** Lists remembered at most. */
const REMEMBERED = 1_000;

/** Gives equal lists of fields as one, so that a reader which is told them by their identity learns each once. */
export class WrittenFields {
  readonly #known = new Map<string, readonly WrittenField[]>();

  of(list: readonly WrittenField[]): readonly WrittenField[] {
    const key = JSON.stringify(list.map(({ name, field, ifTelling }) => [name, field, ifTelling]));
    const known = this.#known.get(key);
    if (known) return known;
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(key, list);
    return list;
  }
}
