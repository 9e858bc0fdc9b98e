import type { PatternElement, Slot } from '../pattern.ts';
import { PatternReader } from './pattern-reader.ts';

const NO_DEPENDENCY = 0xffff;

class FormReader extends PatternReader {
  readonly #form: Uint16Array;

  constructor(form: Uint16Array) {
    super(form);
    this.#form = form;
  }

  protected dependency(): number {
    const dependency = this.#form[this.at++]!;
    return dependency === NO_DEPENDENCY ? -1 : dependency;
  }

  protected slot(): Slot {
    return { kind: 'slot', index: this.#form[this.at++]! };
  }

  protected text(): string {
    const from = this.at + 1;
    this.at = from + this.#form[from - 1]!;
    // No form is so long that its units are too many arguments.
    return String.fromCharCode.apply(null, this.#form.subarray(from, this.at) as unknown as number[]);
  }
}

/** The element of a definition's form. */
export function patternOfForm(form: Uint16Array): PatternElement {
  return new FormReader(form).element();
}
