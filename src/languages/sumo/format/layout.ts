import type { Piece } from './piece.ts';

/** Columns by which lines that continue a stage are set in. */
const CONTINUED = 4;
/** Columns for each level below. */
const INNER = 2;

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text, gap }, index) => (index === 0 ? text : gap + text)).join('');
}

/** Columns that pieces take, a comment at their end aside. */
function widthOf(pieces: readonly Piece[], indent: number): number {
  const last = pieces.at(-1);
  const measured = last?.comment ? pieces.slice(0, -1) : pieces;
  return Math.max(
    ...textOf(measured)
      .split('\n')
      .map((line, index) => line.length + (index === 0 ? indent : 0)),
  );
}

/** Runs of pieces that begin where a joint of a kind and depth stands. */
function splitAt(pieces: readonly Piece[], joint: Piece['joint'], depth: number): Piece[][] {
  const runs: Piece[][] = [[]];
  for (const [index, piece] of pieces.entries()) {
    if (index > 0 && isJoint(piece) && piece.joint === joint && piece.depth === depth) runs.push([]);
    runs.at(-1)!.push(piece);
  }
  return runs;
}

function isJoint(piece: Piece): boolean {
  return piece.joint !== undefined && piece.gap === ' ';
}

/** Lists give way before conditions of the same depth: they stand around them. */
const RANK = { list: 0, logic: 1, words: 2 } as const;

function outermost(pieces: readonly Piece[]): Piece | undefined {
  let found: Piece | undefined;
  for (const piece of pieces.slice(1)) {
    if (!isJoint(piece)) continue;
    const isOuter =
      !found || piece.depth < found.depth || (piece.depth === found.depth && RANK[piece.joint!] < RANK[found.joint!]);
    if (isOuter) found = piece;
  }
  return found;
}

/** Lays pieces out in lines, breaking at the outermost joints first. */
function layOut(pieces: readonly Piece[], indent: number, step: number, width: number): string[] {
  const whole = `${' '.repeat(indent)}${textOf(pieces)}`;
  if (widthOf(pieces, indent) <= width) return [whole];
  const joint = outermost(pieces);
  if (!joint) return [whole];
  const runs = splitAt(pieces, joint.joint, joint.depth);
  const lines: string[] = [];
  let current: Piece[] = [];
  let at = indent;
  const flush = (): void => {
    lines.push(...layOut(current, at, INNER, width));
    current = [];
    at = indent + step;
  };
  for (const run of runs) {
    const isFilled = joint.joint !== 'logic' && widthOf([...current, ...run], at) <= width;
    if (current.length > 0 && !isFilled) flush();
    current.push(...run);
  }
  flush();
  return lines;
}

/** Runs of pieces between which a line must end because of a comment. */
function chunksOf(pieces: readonly Piece[]): Piece[][] {
  const chunks: Piece[][] = [[]];
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    const mustBreak = piece.comment === 'own' || (before?.comment !== undefined && before.comment !== 'amid');
    if (index > 0 && mustBreak) chunks.push([]);
    chunks.at(-1)!.push(piece);
  }
  return chunks;
}

/** The lines of one part of a query; `lead` is its pipe. */
export function layOutPart(pieces: readonly Piece[], lead: string, width: number): string[] {
  const [first, ...rest] = pieces;
  if (!first) return lead === '' ? [] : [lead.trimEnd()];
  const led: Piece[] = [{ ...first, text: lead + first.text }, ...rest];
  return chunksOf(led).flatMap((chunk, index) => {
    if (index === 0) return layOut(chunk, 0, CONTINUED, width);
    return layOut(chunk, CONTINUED + INNER * chunk[0]!.depth, INNER, width);
  });
}
