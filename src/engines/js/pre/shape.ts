import { behindPiece, endVerdict, hasStrange, type Piece, startVerdict } from './piece.ts';
import { MAYBE, NO, type Verdict, YES } from './verdict.ts';

/** What a text must look like: pieces at its ends and, between them, others in order. */
export interface Shape {
  readonly start: Piece | undefined;
  readonly inside: readonly Piece[];
  readonly end: Piece | undefined;
  /** True if `start` is all of the text. */
  readonly whole: boolean;
  /** False if more is asked of the text than the pieces say. */
  readonly exact: boolean;
}

/** A shape of which only the parts given are asked. */
export function shapeOf(parts: Partial<Shape>): Shape {
  return { start: undefined, inside: [], end: undefined, whole: false, exact: true, ...parts };
}

/** Whether the units of a text have the shape. */
export function shapeVerdict(shape: Shape, units: Uint16Array, from: number, to: number): Verdict {
  const { start, end, inside, whole, exact } = shape;
  let verdict: Verdict = exact ? YES : MAYBE;
  let at = from;
  let stop = to;
  if (start) {
    const { length } = start.first;
    if (whole ? to - from !== length : to - from < length) return NO;
    // The end differs where file names and paths do.
    const found = whole ? endVerdict(start, units, to) : startVerdict(start, units, from);
    if (found !== YES) return found;
    at += length;
  }
  if (end) {
    if (stop - at < end.first.length) return NO;
    const found = endVerdict(end, units, stop);
    if (found === NO) return NO;
    if (found === MAYBE) verdict = MAYBE;
    stop -= end.first.length;
  }
  for (const piece of inside) {
    at = behindPiece(piece, units, at, stop);
    if (at < 0) return isStrange(shape) && hasStrange(units, from, to) ? MAYBE : NO;
  }
  return verdict;
}

function isStrange({ start, end, inside }: Shape): boolean {
  return (start?.strange || end?.strange || inside.some((piece) => piece.strange)) ?? false;
}
