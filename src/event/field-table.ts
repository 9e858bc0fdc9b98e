/** A field name as an integer, valid for the table that gave it out. */
export type FieldId = number;

const folded = new Map<string, string>();

/** Names remembered at most; logs have few hundred, hostile ones any number. */
const REMEMBERED = 10_000;

/** Folds ASCII letters only, as field names compare. */
export function foldName(name: string): string {
  let known = folded.get(name);
  if (known === undefined) {
    known = name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    if (folded.size < REMEMBERED) folded.set(name, known);
  }
  return known;
}

/** Gives every field name, ASCII case folded, one integer; the first spelling met is the one shown. */
export class FieldTable {
  readonly #ids = new Map<string, FieldId>();
  readonly #names: string[] = [];

  /** The id of a name, new if it was not met before. */
  intern(name: string): FieldId {
    const key = foldName(name);
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#names.length;
      this.#ids.set(key, id);
      this.#names.push(name);
    }
    return id;
  }

  /** The id of a name if it was met, else undefined. */
  find(name: string): FieldId | undefined {
    return this.#ids.get(foldName(name));
  }

  /** The first spelling of an id's name. */
  nameOf(id: FieldId): string {
    const name = this.#names[id];
    if (name === undefined) throw new RangeError(`no field has the id ${id}`);
    return name;
  }

  get size(): number {
    return this.#names.length;
  }
}
