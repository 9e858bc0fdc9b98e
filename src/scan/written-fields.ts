import type { FieldPlaces, WrittenField } from '../event/index.ts';

/** Lists remembered at most. */
const REMEMBERED = 1_000;

/** The fields that are written of some events; undefined if they have to be read. */
export interface WrittenList {
  readonly fields: readonly WrittenField[] | undefined;
}

/** Lists of fields to be written, made once for all rules that ask for the same; equal ones are one, since readers tell them by identity. */
export class WrittenFields {
  readonly #byPlaces = new WeakMap<FieldPlaces, Map<string, WrittenList>>();
  readonly #known = new Map<string, WrittenList>();

  /** The fields of events with these places; `key` says what they are to be, and `make` finds them. */
  of(places: FieldPlaces, key: string, make: () => readonly WrittenField[] | undefined): WrittenList {
    let lists = this.#byPlaces.get(places);
    if (!lists) {
      lists = new Map();
      this.#byPlaces.set(places, lists);
    }
    let list = lists.get(key);
    if (!list) {
      list = this.#one(make());
      lists.set(key, list);
    }
    return list;
  }

  #one(fields: readonly WrittenField[] | undefined): WrittenList {
    const key = JSON.stringify(fields) ?? '';
    let list = this.#known.get(key);
    if (!list) {
      list = { fields };
      if (this.#known.size >= REMEMBERED) this.#known.clear();
      this.#known.set(key, list);
    }
    return list;
  }
}
