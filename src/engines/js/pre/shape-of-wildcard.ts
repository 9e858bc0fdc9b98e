import type { TextPiece, TextShape } from '../../../event/index.ts';
import { type CaseRule, parseWildcard } from '../../../value/index.ts';
import { type Change, pieceOf } from './piece.ts';
import { shapeOf } from './shape.ts';

/** The shape of the texts that a wildcard takes as `compileWildcard` does; undefined if units alone do not tell. */
export function shapeOfWildcard(
  text: string,
  rule: CaseRule,
  question: boolean,
  change: Change,
): TextShape | undefined {
  const parts = parseWildcard(text, { star: true, question });
  const pieces: (TextPiece | undefined)[] = [];
  for (const part of parts) {
    if (part.kind !== 'literal') pieces.push(undefined);
    else {
      const piece = pieceOf(part.text, rule, change);
      if (!piece) return undefined;
      pieces.push(piece);
    }
  }
  const exact = parts.every((part) => part.kind !== 'one');
  if (parts.length === 0) return shapeOf({ start: pieceOf('', rule, change), whole: true });
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (pieces.length === 1) return shapeOf(first ? { start: first, whole: true } : { exact });
  return shapeOf({
    start: first,
    end: last,
    inside: pieces.slice(1, -1).filter((piece) => piece !== undefined),
    exact,
  });
}

/** The shape of a text that is, or that holds, another. */
export function shapeOfText(
  text: string,
  rule: CaseRule,
  part: 'whole' | 'anywhere',
  change: Change,
): TextShape | undefined {
  const piece = pieceOf(text, rule, change);
  if (!piece) return undefined;
  return part === 'whole' ? shapeOf({ start: piece, whole: true }) : shapeOf({ inside: [piece] });
}
