import type { Span } from '../../source/index.ts';
import type { Query } from './ast.ts';
import { isBlank, quotedEnd, regexLiteralEnd, scanToken, skipTrivia } from './lexer.ts';
import { wordEnd } from './scope.ts';
import { type Block, blocksOf } from './walk.ts';

/** A piece of a query that is written without a gap: a token, a regex literal, a word of a scope, or a comment. */
export interface Lexeme {
  readonly kind: 'comment' | 'pipe' | 'macro' | 'word' | 'quoted' | 'regex' | 'sign' | 'end';
  readonly text: string;
  readonly span: Span;
  /** True in the keyword expression in front of a pipe. */
  readonly isInScope: boolean;
}

interface Region {
  readonly span: Span;
  readonly isScope: boolean;
}

function regionsOf(block: Block): Region[] {
  return blocksOf(block).flatMap(({ scope, stages }) => [
    ...(scope ? [{ span: scope.span, isScope: true }] : []),
    ...stages.map(({ span }) => ({ span, isScope: false })),
  ]);
}

/** True if the smallest region around an offset is a scope. */
function scopeTest(query: Query): (at: number) => boolean {
  const regions = regionsOf(query).sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  return (at) => regions.find(({ span }) => span.start <= at && at < span.end)?.isScope ?? false;
}

/** The comments between two tokens. */
function commentsBetween(text: string, from: number, to: number): Lexeme[] {
  const found: Lexeme[] = [];
  for (let at = from; at < to; ) {
    while (at < to && isBlank(text[at])) at++;
    if (at >= to) break;
    const end = text[at + 1] === '*' ? text.indexOf('*/', at + 2) : text.indexOf('\n', at);
    const stop = end < 0 || end >= to ? to : end + (text[at + 1] === '*' ? 2 : 0);
    found.push({ kind: 'comment', text: text.slice(at, stop), span: { start: at, end: stop }, isInScope: false });
    at = stop;
  }
  return found;
}

/** A call of a macro in a scope, where a backtick alone is a character like any other. */
const MACRO = /^`[\w.-]+(?:\([^`\n]*\))?`/;
/** Longest call that is looked for. */
const MOST_CHARACTERS = 2000;

function scopeLexeme(text: string, start: number): Lexeme {
  const sign = text[start]!;
  const make = (kind: Lexeme['kind'], end: number): Lexeme => ({
    kind,
    text: text.slice(start, end),
    span: { start, end },
    isInScope: true,
  });
  if (sign === '|') return make('pipe', start + 1);
  if (sign === '"') return make('quoted', quotedEnd(text, start).end);
  if (sign === '%' && text[start + 1] === '"') return make('quoted', quotedEnd(text, start + 1).end);
  const macro = sign === '`' ? MACRO.exec(text.slice(start, start + MOST_CHARACTERS))?.[0] : undefined;
  if (macro !== undefined) return make('macro', start + macro.length);
  if ('“”„‟'.includes(sign)) return make('quoted', scanToken(text, start).span.end);
  const end = '()[]'.includes(sign) ? start + 1 : wordEnd(text, start, true);
  return end === start + 1 && '()[]'.includes(sign) ? make('sign', end) : make('word', Math.max(end, start + 1));
}

function stageLexeme(text: string, start: number, before: Lexeme | undefined): Lexeme {
  const canBeRegex = before !== undefined && /^(?:matches|,|\()$/i.test(before.text);
  const end = text[start] === '/' && canBeRegex ? regexLiteralEnd(text, start) : -1;
  if (end > 0) return { kind: 'regex', text: text.slice(start, end), span: { start, end }, isInScope: false };
  const token = scanToken(text, start);
  const isQuoted = token.kind === 'string' || token.kind === 'single' || token.kind === 'field';
  const kind = isQuoted
    ? 'quoted'
    : token.kind === 'pipe' || token.kind === 'macro'
      ? token.kind
      : token.kind === 'punct'
        ? 'sign'
        : 'word';
  return { kind, text: token.text, span: token.span, isInScope: false };
}

/** A parsed query piece by piece, comments included, in the order of the text; white space is what lies between them. */
export function lexemesOf(text: string, query: Query): readonly Lexeme[] {
  const isScope = scopeTest(query);
  const found: Lexeme[] = [];
  let before: Lexeme | undefined;
  for (let at = 0; ; ) {
    const start = skipTrivia(text, at);
    found.push(...commentsBetween(text, at, start));
    if (start >= text.length) return found;
    before = isScope(start) ? scopeLexeme(text, start) : stageLexeme(text, start, before);
    found.push(before);
    at = before.span.end;
  }
}
