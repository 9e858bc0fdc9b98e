/** A place for people: both numbers are 1-based, the column counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds line and column of an offset by binary search over line starts; `\n`, `\r\n` and lone `\r` end a line. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) this.#starts.push(i + 1);
    }
  }

  /** Number of lines; a text without a line end has one. */
  get count(): number {
    return this.#starts.length;
  }

  /** Position of an offset; offsets outside the text are clamped to its ends. */
  positionOf(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - this.#starts[low]! + 1 };
  }

  /** Offset of a 1-based position; the inverse of `positionOf`. */
  offsetOf(position: Position): number {
    const start = this.#starts[Math.max(0, Math.min(position.line, this.count) - 1)]!;
    return Math.min(start + position.column - 1, this.#text.length);
  }

  /** Text of a 1-based line without its line end. */
  lineText(line: number): string {
    const start = this.#starts[line - 1];
    if (start === undefined) return '';
    const end = this.#starts[line] ?? this.#text.length;
    return this.#text.slice(start, end).replace(/[\r\n]+$/, '');
  }
}
