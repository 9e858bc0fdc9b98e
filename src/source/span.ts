/** A half-open range of UTF-16 units in a text: `start` inclusive, `end` exclusive, both 0-based. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The smallest span that holds both. */
export function joinSpans(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** The empty span at an offset. */
export function spanAt(offset: number): Span {
  return { start: offset, end: offset };
}
