import type { TextPiece, TextShape } from '../../../event/index.ts';
import {
  needsBacktracking,
  parseRegex,
  type RegexDialect,
  type SequenceItem,
  sequencesOf,
} from '../../../value/index.ts';
import { type Change, type Place, packed, placeOfSet } from './piece.ts';
import { shapeOf } from './shape.ts';

/** Sequences that alternatives are multiplied to at most. */
const MOST = 16;

/** The shape of texts in which a sequence of items is found. */
function shapeOfSequence(items: readonly SequenceItem<Place>[]): TextShape {
  const isAnchored = items[0] === 'start';
  const isEnded = items.length > 0 && items.at(-1) === 'end';
  const middle = items.slice(isAnchored ? 1 : 0, isEnded ? -1 : undefined);
  const runs: Place[][] = [[]];
  for (const item of middle) {
    if (typeof item === 'string') runs.push([]);
    else runs.at(-1)!.push(item);
  }
  const pieces: TextPiece[] = runs.map(packed);
  const exact = pieces.length === 1;
  if (exact) {
    const [piece] = pieces;
    if (isAnchored) return shapeOf({ start: piece, whole: isEnded });
    return isEnded ? shapeOf({ end: piece }) : shapeOf({ inside: [piece!] });
  }
  const start = isAnchored ? pieces.shift() : undefined;
  const end = isEnded ? pieces.pop() : undefined;
  return shapeOf({ start, end, inside: pieces.filter((piece) => piece.first.length > 0), exact });
}

/** Shapes of which every text in which the pattern is found has one; undefined if nothing is known of them. */
export function shapesOfRegex(source: string, dialect: RegexDialect, change: Change): readonly TextShape[] | undefined {
  const { ast } = parseRegex(source, { dialect });
  if (!ast) return undefined;
  const isBounded = needsBacktracking(ast);
  return sequencesOf(ast, { most: MOST, itemOfSet: (set) => placeOfSet(set, change) }).map((items) => {
    const shape = shapeOfSequence(items);
    return isBounded ? { ...shape, exact: false } : shape;
  });
}
