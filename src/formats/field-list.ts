import type { Raw, RawField } from '../event/index.ts';

/** Collects fields in order; a name that comes again makes its value an array. */
export class FieldList {
  readonly #values = new Map<string, { value: Raw; many: boolean }>();

  add(name: string, value: Raw): void {
    const entry = this.#values.get(name);
    if (!entry) this.#values.set(name, { value, many: false });
    else if (entry.many) (entry.value as Raw[]).push(value);
    else this.#values.set(name, { value: [entry.value, value], many: true });
  }

  /** Adds to a field that is an array even if it holds one value only. */
  append(name: string, value: Raw): void {
    const entry = this.#values.get(name);
    if (entry) this.add(name, value);
    else this.#values.set(name, { value: [value], many: true });
  }

  fields(): RawField[] {
    return [...this.#values].map(([name, { value }]) => [name, value]);
  }
}
