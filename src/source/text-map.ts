import type { Edit } from './edit.ts';
import type { Span } from './span.ts';

/** A part of a text that stands for a part of another: `same` unit by unit, `escape` as a whole, `opaque` as a whole that no edit may change. */
export interface MapPiece {
  readonly kind: 'same' | 'escape' | 'opaque';
  /** Range in the inner text; pieces follow each other without a gap. */
  readonly start: number;
  readonly end: number;
  readonly outer: Span;
}

/** Leads from a text that was made of another, as by undoing escapes, back to the places of the other. */
export interface TextMap {
  /** Range of the outer text that a range of the inner one stands for. */
  outerSpan(span: Span): Span;
  /** The same change in the outer text, written as that place needs it; undefined where it would change what an opaque part stands for. */
  outerEdit(edit: Edit): Edit | undefined;
}

/** The map of a text onto itself. */
export const IDENTITY_MAP: TextMap = { outerSpan: (span) => span, outerEdit: (edit) => edit };

/** A map through a text in the middle: `inner` leads to it, `outer` onward. */
export function chainMaps(inner: TextMap, outer: TextMap): TextMap {
  if (inner === IDENTITY_MAP) return outer;
  if (outer === IDENTITY_MAP) return inner;
  return {
    outerSpan: (span) => outer.outerSpan(inner.outerSpan(span)),
    outerEdit: (edit) => {
      const middle = inner.outerEdit(edit);
      return middle && outer.outerEdit(middle);
    },
  };
}

/** Builds an inner text piece by piece, and the map back to the outer one. */
export class TextMapBuilder {
  readonly #outer: string;
  readonly #encode: (text: string, at: number) => string;
  readonly #pieces: MapPiece[] = [];
  readonly #parts: string[] = [];
  #length = 0;

  /** `encode` writes a text as the outer place with this offset needs it. */
  constructor(outer: string, encode: (text: string, at: number) => string = (text) => text) {
    this.#outer = outer;
    this.#encode = encode;
  }

  /** Text so far. */
  get text(): string {
    return this.#parts.join('');
  }

  /** Adds a range of the outer text as it is. */
  same(start: number, end: number): void {
    if (end > start) this.#add('same', this.#outer.slice(start, end), { start, end });
  }

  /** Adds a text that a range of the outer one stands for. */
  add(kind: 'escape' | 'opaque', text: string, outer: Span): void {
    this.#add(kind, text, outer);
  }

  #add(kind: MapPiece['kind'], text: string, outer: Span): void {
    this.#pieces.push({ kind, start: this.#length, end: this.#length + text.length, outer });
    this.#parts.push(text);
    this.#length += text.length;
  }

  /** The text and its map; `end` is the outer offset behind the last piece. */
  build(end: number): { readonly text: string; readonly map: TextMap } {
    const { text } = this;
    return { text, map: new PiecewiseMap(text, this.#outer, this.#pieces, end, this.#encode) };
  }
}

class PiecewiseMap implements TextMap {
  readonly #inner: string;
  readonly #outer: string;
  readonly #pieces: readonly MapPiece[];
  readonly #end: number;
  readonly #encode: (text: string, at: number) => string;

  constructor(
    inner: string,
    outer: string,
    pieces: readonly MapPiece[],
    end: number,
    encode: (text: string, at: number) => string,
  ) {
    this.#inner = inner;
    this.#outer = outer;
    this.#pieces = pieces.filter((piece) => piece.end > piece.start);
    this.#end = end;
    this.#encode = encode;
  }

  /** Index of the piece that holds the unit at an offset; the number of pieces behind the last. */
  #indexAt(offset: number): number {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#pieces[middle]!.end <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #startOf(offset: number): number {
    const piece = this.#pieces[this.#indexAt(offset)];
    if (!piece) return this.#end;
    return piece.kind === 'same' ? piece.outer.start + offset - piece.start : piece.outer.start;
  }

  #endOf(offset: number): number {
    const piece = this.#pieces[this.#indexAt(offset - 1)];
    if (!piece) return this.#end;
    return piece.kind === 'same' ? piece.outer.start + offset - piece.start : piece.outer.end;
  }

  outerSpan({ start, end }: Span): Span {
    const from = this.#startOf(start);
    return { start: from, end: end > start ? this.#endOf(end) : from };
  }

  outerEdit({ span, text }: Edit): Edit | undefined {
    const inside = this.#pieces
      .slice(this.#indexAt(span.start), this.#indexAt(Math.max(span.start, span.end - 1)) + 1)
      .filter(({ kind, start, end }) => kind === 'opaque' && start < span.end && end > span.start);
    if (inside.some(({ start, end }) => start < span.start || end > span.end)) return undefined;
    const at = this.#startOf(span.start);
    let rest = text;
    let written = '';
    for (const { start, end, outer } of inside) {
      const shown = this.#inner.slice(start, end);
      const found = rest.indexOf(shown);
      if (found < 0) return undefined;
      written += this.#encode(rest.slice(0, found), at) + this.#outer.slice(outer.start, outer.end);
      rest = rest.slice(found + shown.length);
    }
    return { span: this.outerSpan(span), text: written + this.#encode(rest, at) };
  }
}
