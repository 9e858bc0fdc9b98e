import type { Diagnostic } from '../../diagnostic/index.ts';
import type { Span } from '../../source/index.ts';
import { invalidCondition, unportableCondition } from './diagnostics.ts';

/** What a condition asks of selections, by their names. */
export type Condition =
  | { readonly kind: 'name'; readonly span: Span; readonly name: string }
  /** At least `count` of the selections that a pattern names, or all of them; no pattern stands for `them`. */
  | {
      readonly kind: 'of';
      readonly span: Span;
      readonly count: number | 'all';
      readonly pattern: string | undefined;
      readonly patternSpan: Span;
    }
  | { readonly kind: 'and' | 'or'; readonly span: Span; readonly items: readonly Condition[] }
  | { readonly kind: 'not'; readonly span: Span; readonly item: Condition };

/** A condition as read; without one there is a finding that fails. */
export interface ParsedCondition {
  readonly condition: Condition | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What stands behind a `|`, as old rules have it, with its offset in the text. */
  readonly aggregation: { readonly text: string; readonly start: number } | undefined;
}

interface Token {
  readonly text: string;
  readonly start: number;
}

/** Where the parts of a condition's text stand in the file. */
export type PlaceOf = (start: number, end: number) => Span;

const TOKEN = /[A-Za-z0-9_*.-]+|[()]|\S/g;
const WORD = /^[A-Za-z0-9_*.-]+$/;
const KEYWORDS = new Set(['and', 'or', 'not', 'of', 'them']);

/** Levels of parentheses and negations. */
const MOST_LEVELS = 200;

class Fault extends Error {
  readonly span: Span;

  constructor(message: string, span: Span) {
    super(message);
    this.span = span;
  }
}

class Parser {
  readonly diagnostics: Diagnostic[] = [];
  readonly #tokens: readonly Token[];
  readonly #place: PlaceOf;
  readonly #end: number;
  #at = 0;
  #level = 0;

  constructor(text: string, place: PlaceOf) {
    this.#tokens = [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], start: match.index }));
    this.#place = place;
    this.#end = text.length;
  }

  parse(): Condition {
    const condition = this.#or();
    const rest = this.#tokens[this.#at];
    if (rest)
      throw new Fault(`\`${rest.text}\` does not belong here; \`and\` or \`or\` is expected`, this.#spanOf(rest));
    return condition;
  }

  #spanOf({ text, start }: Token): Span {
    return this.#place(start, start + text.length);
  }

  /** The keyword of a token: letter case counts, but for a remark capitals are taken too. */
  #keyword(token: Token | undefined): string | undefined {
    if (!token) return undefined;
    const lower = token.text.toLowerCase();
    if (!KEYWORDS.has(lower)) return undefined;
    return token.text === lower || token.text === lower.toUpperCase() ? lower : undefined;
  }

  #take(keyword: string): Token | undefined {
    const token = this.#tokens[this.#at];
    if (!token || this.#keyword(token) !== keyword) return undefined;
    this.#at++;
    if (token.text !== keyword)
      this.diagnostics.push(
        unportableCondition.report({
          span: this.#spanOf(token),
          message: `\`${token.text}\` is read as \`${keyword}\`; other tools take it for a name`,
          fixes: [
            {
              title: `write \`${keyword}\``,
              class: 'safe',
              edits: [{ span: this.#spanOf(token), text: keyword }],
            },
          ],
        }),
      );
    return token;
  }

  #joined(kind: 'and' | 'or', next: () => Condition): Condition {
    const items = [next()];
    while (this.#take(kind)) items.push(next());
    const [first] = items;
    if (items.length === 1) return first!;
    return { kind, span: { start: first!.span.start, end: items.at(-1)!.span.end }, items };
  }

  #or(): Condition {
    return this.#joined('or', () => this.#joined('and', () => this.#not()));
  }

  #not(): Condition {
    const token = this.#take('not');
    if (!token) return this.#primary();
    this.#deeper(token);
    const item = this.#not();
    this.#level--;
    return { kind: 'not', span: { start: this.#spanOf(token).start, end: item.span.end }, item };
  }

  #deeper(token: Token): void {
    if (++this.#level > MOST_LEVELS) throw new Fault('the condition is nested too deeply', this.#spanOf(token));
  }

  #primary(): Condition {
    const token = this.#tokens[this.#at];
    if (!token) throw new Fault('the condition ends where a selection is expected', this.#place(this.#end, this.#end));
    if (token.text === '(') return this.#group(token);
    const next = this.#tokens[this.#at + 1];
    if (this.#keyword(next) === 'of' && /^(?:\d+|any|all|ANY|ALL)$/.test(token.text)) return this.#quantified(token);
    if (!WORD.test(token.text) || this.#keyword(token))
      throw new Fault(`\`${token.text}\` stands where a selection is expected`, this.#spanOf(token));
    if (token.text.includes('*'))
      throw new Fault(
        `a pattern needs a quantifier: \`1 of ${token.text}\` or \`all of ${token.text}\``,
        this.#spanOf(token),
      );
    this.#at++;
    return { kind: 'name', span: this.#spanOf(token), name: token.text };
  }

  #group(open: Token): Condition {
    this.#at++;
    this.#deeper(open);
    const inner = this.#or();
    this.#level--;
    const close = this.#tokens[this.#at];
    if (close?.text !== ')') throw new Fault('this parenthesis is never closed', this.#spanOf(open));
    this.#at++;
    return { ...inner, span: { start: this.#spanOf(open).start, end: this.#spanOf(close).end } };
  }

  #quantified(quantifier: Token): Condition {
    const start = this.#spanOf(quantifier).start;
    this.#at++;
    this.#take('of');
    const target = this.#tokens[this.#at];
    if (!target) throw new Fault('`of` needs `them` or a pattern', this.#place(this.#end, this.#end));
    const patternSpan = this.#spanOf(target);
    const isThem = this.#take('them') !== undefined;
    if (!isThem) {
      if (!WORD.test(target.text) || this.#keyword(target))
        throw new Fault('`of` needs `them` or the pattern of selections', patternSpan);
      this.#at++;
    }
    return {
      kind: 'of',
      span: { start, end: patternSpan.end },
      count: this.#count(quantifier),
      pattern: isThem ? undefined : target.text,
      patternSpan,
    };
  }

  #count(token: Token): number | 'all' {
    const word = token.text.toLowerCase();
    const count = word === 'any' ? 1 : word === 'all' ? 'all' : Number(word);
    if (count === 0) throw new Fault('0 selections always hold; 1 or more are expected', this.#spanOf(token));
    if (token.text !== word || (count !== 'all' && count > 1))
      this.diagnostics.push(
        unportableCondition.report({
          span: this.#spanOf(token),
          message: `\`${token.text} of\` is read as ${count === 'all' ? 'all of them' : `at least ${count}`}; other tools refuse it`,
        }),
      );
    return count;
  }
}

/** Reads a condition; `place` tells where its characters stand in the file (spec sigma §6). */
export function parseCondition(text: string, place: PlaceOf): ParsedCondition {
  const bar = text.indexOf('|');
  const search = bar < 0 ? text : text.slice(0, bar);
  const aggregation = bar < 0 ? undefined : { text: text.slice(bar + 1), start: bar + 1 };
  const parser = new Parser(search, place);
  try {
    return { condition: parser.parse(), diagnostics: parser.diagnostics, aggregation };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const found = invalidCondition.report({ span: error.span, message: error.message });
    return { condition: undefined, diagnostics: [...parser.diagnostics, found], aggregation };
  }
}

/** True if a name fits a pattern in which `*` is any run of characters; names that begin with `_` only fit patterns that do. */
export function fitsPattern(name: string, pattern: string | undefined): boolean {
  if (name.startsWith('_') && !pattern?.startsWith('_')) return false;
  if (pattern === undefined) return true;
  const pieces = pattern.split('*');
  if (pieces.length === 1) return name === pattern;
  const [first, last] = [pieces[0]!, pieces.at(-1)!];
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, at);
    if (found < 0 || found + piece.length > name.length - last.length) return false;
    at = found + piece.length;
  }
  return true;
}
