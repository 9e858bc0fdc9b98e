import type { Query } from '../ast.ts';
import type { Lexeme } from '../lexemes.ts';
import { visitExpressions } from '../walk.ts';

/** A lexeme with what the layout needs to know of it. */
export interface Piece {
  readonly text: string;
  /** What stands before it on one line: a blank or nothing. */
  readonly gap: '' | ' ';
  /** Brackets open around it. */
  readonly depth: number;
  /** What a break before it would part: operands of a condition, inner stages, items of a list, words of a scope. */
  readonly joint: 'logic' | 'list' | 'words' | undefined;
  readonly comment: CommentPlace | undefined;
}

/** Where a comment stands: on the line of what is before it, on a line of its own, or amid a line. */
export type CommentPlace = 'behind' | 'own' | 'amid';

/** Binary operators of a query and names of its calls, by the offset of each. */
interface Known {
  readonly operators: ReadonlyMap<number, 'logic' | 'other'>;
  readonly calls: ReadonlySet<number>;
}

function knownOf(query: Query, lexemes: readonly Lexeme[]): Known {
  const calls = new Set<number>();
  const between: {
    readonly from: number;
    readonly to: number;
    readonly kind: 'logic' | 'other';
    readonly text: string;
  }[] = [];
  visitExpressions(query, (node) => {
    if (node.kind === 'call') calls.add(node.nameSpan.start);
    if (node.kind !== 'binary') return;
    const kind = node.operator === 'and' || node.operator === 'or' ? 'logic' : 'other';
    between.push({ from: node.left.span.end, to: node.right.span.start, kind, text: node.spelling });
  });
  const operators = new Map<number, 'logic' | 'other'>();
  const byStart = new Map(lexemes.map((lexeme, index) => [lexeme.span.start, index]));
  for (const { from, to, kind, text } of between) {
    for (let at = from; at < to; at++) {
      const lexeme = lexemes[byStart.get(at) ?? -1];
      if (lexeme?.text !== text) continue;
      operators.set(at, kind);
      break;
    }
  }
  return { operators, calls };
}

function commentPlace(text: string, lexemes: readonly Lexeme[], index: number): CommentPlace {
  const { span, text: comment } = lexemes[index]!;
  const next = lexemes[index + 1];
  const before = text.slice(lexemes[index - 1]?.span.end ?? 0, span.start);
  const isLast = !next || next.kind === 'pipe' || text.slice(span.end, next.span.start).includes('\n');
  if (index === 0 || before.includes('\n')) return isLast ? 'own' : 'amid';
  return comment.startsWith('//') || isLast ? 'behind' : 'amid';
}

/** How spaces are set: in one way wherever that is known to be safe, or only evened out. */
export type Spacing = 'uniform' | 'kept';

/** Cuts a query into pieces, those of each part (the scope, each stage) in a list of their own; pipes between them are left out. */
export function partsOf(text: string, query: Query, lexemes: readonly Lexeme[], spacing: Spacing): Piece[][] {
  const { operators, calls } = knownOf(query, lexemes);
  const parts: Piece[][] = [[]];
  let depth = 0;
  for (const [index, lexeme] of lexemes.entries()) {
    const before = lexemes[index - 1];
    if (lexeme.kind === 'pipe' && depth === 0) {
      parts.push([]);
      continue;
    }
    const isOpening = lexeme.kind === 'sign' && /^[([]$/.test(lexeme.text);
    const isClosing = lexeme.kind === 'sign' && /^[)\]]$/.test(lexeme.text);
    if (isClosing) depth = Math.max(0, depth - 1);
    const comment = lexeme.kind === 'comment' ? commentPlace(text, lexemes, index) : undefined;
    const written = comment ? lexeme.text.trimEnd() : lexeme.text;
    const gap = gapBefore(lexeme, before, { operators, calls }, spacing);
    parts.at(-1)!.push({ text: written, gap, depth, joint: jointBefore(lexeme, before, operators), comment });
    if (isOpening) depth++;
  }
  return parts;
}

function isNear(a: Lexeme | undefined, b: Lexeme): boolean {
  return a !== undefined && a.span.end === b.span.start;
}

function gapBefore(lexeme: Lexeme, before: Lexeme | undefined, known: Known, spacing: Spacing): '' | ' ' {
  if (!before) return '';
  if (lexeme.kind === 'comment' || before.kind === 'comment') return ' ';
  const source = isNear(before, lexeme) ? '' : ' ';
  if (spacing === 'kept') return source;
  if (lexeme.kind === 'pipe' || before.kind === 'pipe') return ' ';
  if (before.kind === 'sign' && /^[([]$/.test(before.text)) return '';
  if (lexeme.kind === 'sign' && /^[)\]]$/.test(lexeme.text)) return '';
  if (lexeme.isInScope || before.isInScope) return source;
  if (lexeme.text === ',') return '';
  if (before.text === ',') return ' ';
  if (known.operators.has(lexeme.span.start) || known.operators.has(before.span.start)) return ' ';
  if (before.text === '!') return '';
  if (lexeme.text === '(' && known.calls.has(before.span.start)) return '';
  return source;
}

function jointBefore(lexeme: Lexeme, before: Lexeme | undefined, operators: Known['operators']): Piece['joint'] {
  if (!before || lexeme.kind === 'comment' || before.kind === 'comment') return undefined;
  if (lexeme.kind === 'pipe') return 'logic';
  if (before.kind === 'pipe') return undefined;
  if (lexeme.isInScope) {
    if (lexeme.kind === 'word' && /^(?:and|or)$/i.test(lexeme.text)) return 'logic';
    const binds = /^(?:not|and|or|!)$|[=:([]$/i.test(before.text) || /^(?:!?=|[)\]])/.test(lexeme.text);
    return binds || !before.isInScope ? undefined : 'words';
  }
  if (operators.get(lexeme.span.start) === 'logic') return 'logic';
  return before.text === ',' && before.kind === 'sign' ? 'list' : undefined;
}
