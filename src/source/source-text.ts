import { LineIndex } from './line-index.ts';

/** A text that a diagnostic can point into; `name` is the path as the user gave it, or a label in angle brackets. */
export class SourceText {
  readonly name: string;
  readonly text: string;
  #lines: LineIndex | undefined;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  /** Line starts, made on first use because most texts never need a line number. */
  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.text);
    return this.#lines;
  }
}
