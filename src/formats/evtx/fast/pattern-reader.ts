import type { TextNode } from '../element.ts';
import { ENTITIES } from '../entities.ts';
import type { PatternAttribute, PatternContent, PatternElement, Slot } from '../pattern.ts';
import { MARK } from './form.ts';

/** Makes the tree of an element that is written as a run of marks (`MARK`); what stands behind a mark a subclass reads. */
export abstract class PatternReader {
  protected readonly marks: ArrayLike<number>;
  protected at = 0;

  constructor(marks: ArrayLike<number>) {
    this.marks = marks;
  }

  /** Reads the slot on which an element depends, -1 for none. */
  protected abstract dependency(): number;
  protected abstract text(): string;
  protected abstract slot(): Slot;

  element(): PatternElement {
    this.at++;
    const dependency = this.dependency();
    const name = this.text();
    const attributes: PatternAttribute[] = [];
    while (this.marks[this.at] === MARK.attribute) {
      this.at++;
      const attribute = { name: this.text(), pieces: [] as (Slot | TextNode)[] };
      for (let piece = this.#piece(); piece; piece = this.#piece()) attribute.pieces.push(piece);
      attributes.push(attribute);
    }
    const selfClosing = this.marks[this.at++] === MARK.empty;
    const content: PatternContent[] = [];
    if (!selfClosing) {
      while (this.marks[this.at] !== MARK.close)
        content.push(this.marks[this.at] === MARK.open ? this.element() : this.#piece()!);
      this.at++;
    }
    return { kind: 'pattern', name, dependency, attributes, content, selfClosing };
  }

  #piece(): Slot | TextNode | undefined {
    switch (this.marks[this.at]) {
      case MARK.slot:
        this.at++;
        return this.slot();
      case MARK.text:
        this.at++;
        return { kind: 'text', text: this.text() };
      case MARK.entity: {
        this.at++;
        const name = this.text();
        return { kind: 'text', text: ENTITIES.get(name) ?? `&${name};` };
      }
      default:
        return undefined;
    }
  }
}
