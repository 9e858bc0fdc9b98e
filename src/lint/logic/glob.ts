import { type CaseRule, foldCase } from '../../value/index.ts';

/**
 * A pattern over a whole text: literal pieces with any run of characters between them, so one piece is the text itself.
 * A folded one ignores letter case; its pieces are in folded form. The signs beyond ASCII that fold to an ASCII letter are left
 * out of account.
 */
export interface Glob {
  readonly pieces: readonly string[];
  readonly folded: boolean;
}

/** Stands for the runs of one pattern while it is tried on another; no text of a query holds it. */
const RUN = '\uffff';

/** Takes every text. */
export const ANY_TEXT: Glob = { pieces: ['', ''], folded: false };

/** True if a glob takes every text. */
export function isAnyText({ pieces }: Glob): boolean {
  return pieces.length > 1 && pieces.every((piece) => piece === '');
}

/** The glob of pieces; case rules other than `sensitive` fold, where there is anything to fold. */
export function globOf(pieces: readonly string[], rule: CaseRule): Glob {
  const folded = rule !== 'sensitive' && !isCaseless(pieces);
  return { pieces: folded ? pieces.map((piece) => foldCase(piece, 'unicode')) : pieces, folded };
}

/** The glob of a text in which `*` is a wildcard and nothing else is. */
export function globOfWildcard(text: string, rule: CaseRule): Glob {
  return globOf(text.replace(/\*+/g, '*').split('*'), rule);
}

/** The only text that a glob takes; undefined if it takes several, letter case among them. */
export function onlyText(glob: Glob): string | undefined {
  return glob.pieces.length === 1 && !glob.folded ? glob.pieces[0] : undefined;
}

function takes(pieces: readonly string[], text: string): boolean {
  const first = pieces[0]!;
  if (pieces.length === 1) return text === first;
  const last = pieces.at(-1)!;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

function foldedPieces(glob: Glob): readonly string[] {
  return glob.folded ? glob.pieces : glob.pieces.map((piece) => foldCase(piece, 'unicode'));
}

/** True if the pieces are of signs that have no letter case. */
function isCaseless(pieces: readonly string[]): boolean {
  return pieces.every((piece) => /^[\x00-@[-`{-\x7f]*$/.test(piece));
}

/**
 * True if every text of the first glob is one of the second: exactly if the second takes the first with each of its runs written as a
 * sign that only a run of the second can take.
 */
export function globImplies(a: Glob, b: Glob): boolean {
  if (isAnyText(b)) return true;
  if (a.folded && !b.folded && !isCaseless(b.pieces)) return false;
  const own = b.folded ? foldedPieces(a) : a.pieces;
  if (own.some((piece) => piece.includes(RUN))) return false;
  return takes(b.pieces, own.join(RUN));
}

/** True if no text is in both globs; two with runs meet unless their beginnings or their ends differ. */
export function areGlobsDisjoint(a: Glob, b: Glob): boolean {
  const folds = a.folded || b.folded;
  const [x, y] = folds ? [foldedPieces(a), foldedPieces(b)] : [a.pieces, b.pieces];
  if (x.length === 1) return !takes(y, x[0]!);
  if (y.length === 1) return !takes(x, y[0]!);
  const [start, otherStart] = [x[0]!, y[0]!];
  const [end, otherEnd] = [x.at(-1)!, y.at(-1)!];
  const startsMeet = start.startsWith(otherStart) || otherStart.startsWith(start);
  const endsMeet = end.endsWith(otherEnd) || otherEnd.endsWith(end);
  return !startsMeet || !endsMeet;
}

/** The glob as the author would write it. */
export function printGlob(glob: Glob): string {
  return glob.pieces.join('*');
}

/**
 * The glob of the texts whose lower or upper case is in a glob; undefined if there are none, because the glob asks for letters that such
 * a text cannot hold.
 */
export function beforeFolding(glob: Glob, to: 'lower' | 'upper'): Glob | undefined {
  const fold = (text: string): string => (to === 'lower' ? text.toLowerCase() : text.toUpperCase());
  if (!glob.folded && glob.pieces.some((piece) => fold(piece) !== piece)) return undefined;
  return globOf(glob.pieces, 'unicode');
}
