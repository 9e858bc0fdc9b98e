/** Anchors: each literal piece at its first occurrence behind the one before; a star at an end takes all up to there (spec sumo §6.1). */
export function matchAnchor(pieces: readonly string[], text: string): string[] | undefined {
  let at = 0;
  const values: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    const last = index === pieces.length - 1;
    if (index > 0 && last && piece === '') {
      values.push(text.slice(at));
      return values;
    }
    const found = text.indexOf(piece, at);
    if (found < 0) return undefined;
    if (index > 0) values.push(text.slice(at, found));
    at = found + piece.length;
  }
  return values;
}
