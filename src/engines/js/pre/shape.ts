import type { TextShape } from '../../../event/index.ts';
import { behindPiece, endVerdict, hasStrange, startVerdict } from './piece.ts';
import { MAYBE, NO, type Verdict, YES } from './verdict.ts';

/** A shape of which only the parts given are asked. */
export function shapeOf(parts: Partial<TextShape>): TextShape {
  return { start: undefined, inside: [], end: undefined, whole: false, exact: true, ...parts };
}

/** Whether the units of a text have the shape. */
export function shapeVerdict(shape: TextShape, units: Uint16Array, from: number, to: number): Verdict {
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

function isStrange({ start, end, inside }: TextShape): boolean {
  return (start?.strange || end?.strange || inside.some((piece) => piece.strange)) ?? false;
}
