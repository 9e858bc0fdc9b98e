import { type Diagnostic, isRefusal } from '../../../diagnostic/index.ts';
import type { Query } from '../ast.ts';
import { lexemesOf } from '../lexemes.ts';
import { parseSumo } from '../parser.ts';
import { isSameTree } from '../same-tree.ts';
import { layOutPart } from './layout.ts';
import { type Piece, partsOf } from './piece.ts';

/** Columns of a line of formatted text, where its pieces allow. */
const WIDTH = 100;

/** A query in its one layout, or why it has none. */
export type FormattedSumo =
  | { readonly text: string; readonly refusals: readonly [] }
  | { readonly text: undefined; readonly refusals: readonly Diagnostic[] };

interface Part {
  readonly pieces: readonly Piece[];
  /** Comments on lines of their own above the pipe. */
  readonly above: readonly Piece[];
  /** True if a comment names the line that it is about, so that no line is broken. */
  readonly isUnbroken: boolean;
}

const namesLine = (piece: Piece): boolean => piece.comment !== undefined && piece.text.includes('spoor-ignore');

/** Sets comments that stand between stages above the pipe that follows. */
function arrange(parts: readonly (readonly Piece[])[]): Part[] {
  let waiting: Piece[] = [];
  const arranged = parts.map((pieces, index): Part => {
    const head = pieces.findIndex((piece) => piece.comment === undefined);
    const leading = head < 0 ? pieces : pieces.slice(0, head);
    const rest = head < 0 ? [] : pieces.slice(head);
    let end = rest.length;
    while (end > 0 && rest[end - 1]!.comment === 'own') end--;
    // In front of a query without a scope there is no line for a comment to stand behind.
    const above = index === 0 || head >= 0 ? [...waiting, ...leading] : waiting;
    waiting = [...(index > 0 && head < 0 ? leading : []), ...rest.slice(end)];
    const own = rest.slice(0, end);
    return { pieces: own, above, isUnbroken: [...above, ...own].some(namesLine) };
  });
  return [...arranged, { pieces: [], above: waiting, isUnbroken: false }];
}

function write(parts: readonly Part[]): string {
  const lines = parts.flatMap(({ pieces, above, isUnbroken }, index) => {
    const isPiped = index > 0 && index < parts.length - 1;
    const width = isUnbroken ? Number.POSITIVE_INFINITY : WIDTH;
    return [...above.map(({ text }) => text), ...layOutPart(pieces, isPiped ? '| ' : '', width)];
  });
  return lines.join('\n');
}

/** Spaces set uniformly where that keeps the tree of the part, else as they are. */
function safeParts(text: string, query: Query): Part[] {
  const lexemes = lexemesOf(text, query);
  const uniform = arrange(partsOf(text, query, lexemes, 'uniform'));
  if (isSame(write(uniform), query)) return uniform;
  const kept = arrange(partsOf(text, query, lexemes, 'kept'));
  let parts = kept;
  for (const [index, part] of uniform.entries()) {
    const tried = parts.map((one, i) => (i === index ? part : one));
    if (isSame(write(tried), query)) parts = tried;
  }
  return parts;
}

function isSame(text: string, query: Query): boolean {
  const again = parseSumo(text);
  return !again.diagnostics.some(isRefusal) && isSameTree(again.query, query);
}

/**
 * Writes a query in its one layout: one stage a line, conditions, lists and scopes that are too long for a line broken at their
 * outermost joints, comments at their place. Only white space changes; parsing gives an equal tree, and formatting the result changes
 * nothing. A query that the platform refuses is left alone.
 */
export function formatSumo(text: string): FormattedSumo {
  const { query, diagnostics } = parseSumo(text);
  const refusals = diagnostics.filter(isRefusal);
  if (refusals.length > 0) return { text: undefined, refusals };
  const written = write(safeParts(text, query));
  const formatted = isSame(written, query) ? written : text.trimEnd();
  return { text: withEnds(formatted, text), refusals: [] };
}

/** Line ends as all lines of the text have them, and one at its end if it had one. */
function withEnds(formatted: string, original: string): string {
  const isEnded = /\n\s*$/.test(original) && formatted !== '' && !formatted.endsWith('\n');
  const text = isEnded ? `${formatted}\n` : formatted;
  const isCrLf = original.includes('\r\n') && !/(?<!\r)\n/.test(original);
  return isCrLf ? text.replace(/(?<!\r)\n/g, '\r\n') : text;
}
