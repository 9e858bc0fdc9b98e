import type { TextNode } from '../element.ts';
import { ENTITIES } from '../entities.ts';
import type { PatternAttribute, PatternContent, PatternElement, Slot } from '../pattern.ts';
import { MARK } from './form.ts';

const NO_DEPENDENCY = 0xffff;

class FormReader {
  readonly #form: Uint16Array;
  #at = 0;

  constructor(form: Uint16Array) {
    this.#form = form;
  }

  element(): PatternElement {
    const dependency = this.#form[this.#at + 1]!;
    this.#at += 2;
    const name = this.#text();
    const attributes: PatternAttribute[] = [];
    while (this.#form[this.#at] === MARK.attribute) {
      this.#at++;
      const attribute = { name: this.#text(), pieces: [] as (Slot | TextNode)[] };
      for (let piece = this.#piece(); piece; piece = this.#piece()) attribute.pieces.push(piece);
      attributes.push(attribute);
    }
    const selfClosing = this.#form[this.#at++] === MARK.empty;
    const content: PatternContent[] = [];
    if (!selfClosing) {
      while (this.#form[this.#at] !== MARK.close) {
        content.push(this.#form[this.#at] === MARK.open ? this.element() : this.#piece()!);
      }
      this.#at++;
    }
    return {
      kind: 'pattern',
      name,
      dependency: dependency === NO_DEPENDENCY ? -1 : dependency,
      attributes,
      content,
      selfClosing,
    };
  }

  #piece(): Slot | TextNode | undefined {
    switch (this.#form[this.#at]) {
      case MARK.slot:
        this.#at += 2;
        return { kind: 'slot', index: this.#form[this.#at - 1]! };
      case MARK.text:
        this.#at++;
        return { kind: 'text', text: this.#text() };
      case MARK.entity: {
        this.#at++;
        const name = this.#text();
        return { kind: 'text', text: ENTITIES.get(name) ?? `&${name};` };
      }
      default:
        return undefined;
    }
  }

  #text(): string {
    const from = this.#at + 1;
    this.#at = from + this.#form[from - 1]!;
    // No form is so long that its units are too many arguments.
    return String.fromCharCode.apply(null, this.#form.subarray(from, this.#at) as unknown as number[]);
  }
}

/** The element of a definition's form. */
export function patternOfForm(form: Uint16Array): PatternElement {
  return new FormReader(form).element();
}
