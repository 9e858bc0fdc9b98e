/** A field name as an integer, valid for the table that gave it out. */
export type FieldId = number;

/** Folds ASCII letters only, as field names compare. */
export function foldName(name: string): string {
  return /[A-Z]/.test(name) ? name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : name;
}

/** Gives every field name, ASCII case folded, one integer; the first spelling met is the one shown. */
export class FieldTable {
  readonly #ids = new Map<string, FieldId>();
  readonly #names: string[] = [];

  /** The id of a name, new if it was not met before. */
  intern(name: string): FieldId {
    const folded = foldName(name);
    let id = this.#ids.get(folded);
    if (id === undefined) {
      id = this.#names.length;
      this.#ids.set(folded, id);
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
