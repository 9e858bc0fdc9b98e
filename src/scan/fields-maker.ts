import { setOwn } from './cells.ts';
import { WrittenFields } from './written-fields.ts';

/** Makes objects of fields; one that would equal the one before is the same object, so that alerts of an event share it. */
export class FieldsMaker {
  /** Fields that readers are asked to write. */
  readonly lists = new WrittenFields();
  readonly #names: string[] = [];
  readonly #values: unknown[] = [];
  #count = 0;
  #isSame = false;
  #made: Readonly<Record<string, unknown>> = {};
  #madeCount = 0;

  /** Begins an object. */
  begin(): void {
    this.#count = 0;
    this.#isSame = true;
  }

  /** Adds a field, whose name it has not yet. */
  add(name: string, value: unknown): void {
    const at = this.#count++;
    if (this.#isSame && at < this.#madeCount && this.#names[at] === name && this.#values[at] === value) return;
    this.#isSame = false;
    this.#names[at] = name;
    this.#values[at] = value;
  }

  /** How many fields were added. */
  get count(): number {
    return this.#count;
  }

  /** The object, which nobody changes. */
  end(): Readonly<Record<string, unknown>> {
    if (this.#isSame && this.#count === this.#madeCount) return this.#made;
    const made: Record<string, unknown> = {};
    for (let at = 0; at < this.#count; at++) setOwn(made, this.#names[at]!, this.#values[at]);
    this.#made = made;
    this.#madeCount = this.#count;
    return made;
  }
}
