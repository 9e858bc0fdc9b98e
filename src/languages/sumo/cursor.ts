import type { Diagnostic, Fix } from '../../diagnostic/index.ts';
import { type Span, spanAt } from '../../source/index.ts';
import type { Expression, NameNode, NumberNode, Pipeline, Quantity, Query, Stage, StringNode } from './ast.ts';
import { percentFieldEnd, scanToken, type Token } from './lexer.ts';
import { numberValue } from './number.ts';
import { decodeName, decodePlain, encodePlain } from './strings.ts';
import * as problems from './syntax-diagnostics.ts';

/** The parts of the grammar that refer to each other; handed in so that operator files need not import the parser. */
export interface Grammar {
  expression(cursor: Cursor): Expression;
  pipeline(cursor: Cursor): Pipeline;
  query(cursor: Cursor): Query;
}

/** Levels of nesting that are read; each costs about ten calls. */
const MOST_LEVELS = 200;

/** A position in a query text with the reading steps that operators share; collects the diagnostics. */
export class Cursor {
  readonly text: string;
  readonly grammar: Grammar;
  readonly diagnostics: Diagnostic[] = [];
  /** Offset behind the last token taken. */
  at = 0;
  #nesting = 0;
  /** Number of parentheses open around what is read. */
  depth = 0;
  /** Offset of the first word of the stage that is read. */
  stageStart = 0;
  /** True after an unreadable scope or an unclosed text: it is uncertain where stages begin. */
  hasLostPlace = false;
  /** Stages that a mistake stands for and that go in front of the stage being read. */
  readonly inserted: Stage[] = [];
  #peeked: Token | undefined;
  #panicking = false;

  constructor(text: string, grammar: Grammar) {
    this.text = text;
    this.grammar = grammar;
  }

  /** The next token. */
  peek(): Token {
    this.#peeked ??= scanToken(this.text, this.at);
    return this.#peeked;
  }

  /** The token behind the next one. */
  peekSecond(): Token {
    return scanToken(this.text, this.peek().span.end);
  }

  /** The next `count` tokens. */
  peekMany(count: number): readonly Token[] {
    const tokens = [this.peek()];
    while (tokens.length < count) tokens.push(scanToken(this.text, tokens.at(-1)!.span.end));
    return tokens;
  }

  /** Takes the next token. */
  take(): Token {
    const token = this.peek();
    this.moveTo(token.span.end);
    return token;
  }

  /** Goes to an offset, forward or back. */
  moveTo(offset: number): void {
    this.at = offset;
    this.#peeked = undefined;
  }

  /** True if the next token is one of these words, letter case aside. */
  isWord(...words: readonly string[]): boolean {
    const token = this.peek();
    return token.kind === 'word' && words.includes(token.text.toLowerCase());
  }

  /** Takes the next token if it is one of these words. */
  takeWord(...words: readonly string[]): Token | undefined {
    return this.isWord(...words) ? this.take() : undefined;
  }

  /** Takes a row of words, all or none. */
  takeWords(...words: readonly string[]): boolean {
    const tokens = this.peekMany(words.length);
    if (!words.every((word, i) => tokens[i]?.kind === 'word' && tokens[i].text.toLowerCase() === word)) return false;
    this.moveTo(tokens.at(-1)!.span.end);
    return true;
  }

  /** True if the next token is this punctuation. */
  isPunct(...texts: readonly string[]): boolean {
    const token = this.peek();
    return token.kind === 'punct' && texts.includes(token.text);
  }

  /** Takes the next token if it is this punctuation. */
  takePunct(...texts: readonly string[]): Token | undefined {
    return this.isPunct(...texts) ? this.take() : undefined;
  }

  /** Takes punctuation or reports that it is missing. */
  expectPunct(text: string): boolean {
    if (this.takePunct(text)) return true;
    this.unexpected(`\`${text}\``);
    return false;
  }

  /** Takes a word or reports that it is missing. */
  expectWord(...words: readonly string[]): boolean {
    if (this.takeWord(...words)) return true;
    this.unexpected(words.map((word) => `\`${word}\``).join(' or '));
    return false;
  }

  /** True at a pipe, a closing bracket of an outer construct, or the end of the text. */
  atStageEnd(): boolean {
    const token = this.peek();
    return token.kind === 'pipe' || token.kind === 'end' || this.isPunct(')', ']');
  }

  /** Adds a finding. */
  report(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }

  /** Reports the next token as out of place, once a stage: what follows an error is rarely worth a word. */
  unexpected(expected: string, fixes?: readonly Fix[]): void {
    const token = this.peek();
    this.panic(
      problems.unexpectedToken.report({
        span: token.span,
        message: `expected ${expected}, found ${describe(token)}`,
        data: { found: token.text, expected },
        ...(fixes ? { fixes } : {}),
      }),
    );
  }

  /** Reports a syntax error unless this stage has one already. */
  panic(diagnostic: Diagnostic): void {
    if (!this.#panicking) this.diagnostics.push(diagnostic);
    this.#panicking = true;
  }

  /** True from the first syntax error of a stage to its end. */
  get panicking(): boolean {
    return this.#panicking;
  }

  /** Reads something nested one level deeper; undefined, and a finding, when that is too deep for us. */
  nested<T>(read: () => T): T | undefined {
    if (this.#nesting >= MOST_LEVELS) return this.tooDeep();
    this.#nesting++;
    const result = read();
    this.#nesting--;
    return result;
  }

  /** Reports nesting or a chain beyond what we read, and leaves the stage. */
  tooDeep(): undefined {
    this.panic(problems.tooDeep.report({ span: this.peek().span, message: 'this is nested too deeply to be read' }));
    this.skipStage();
    return undefined;
  }

  /** Makes the fixes of findings from an index on guesses: no repair is certain in a stage that cannot be read to its end. */
  doubt(from: number): void {
    const doubted = this.diagnostics.splice(from).map((diagnostic) => {
      const fixes = diagnostic.fixes?.map((fix) => ({ ...fix, class: 'suggested' as const }));
      return fixes ? { ...diagnostic, fixes } : diagnostic;
    });
    this.diagnostics.push(...doubted);
  }

  /** Ends the silence of `panic`; the parser calls it between stages. */
  calm(): void {
    this.#panicking = false;
  }

  /** Span from an offset to the last token taken. */
  spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.at) };
  }

  /** True if the next token can be a field name. */
  isName(): boolean {
    const { kind } = this.peek();
    if (kind === 'word' || kind === 'field' || kind === 'template') return true;
    return this.isPunct('%') && this.#percentEnd() > 0;
  }

  #percentEnd(): number {
    const { start, end: behind } = this.peek().span;
    const quoted = this.peekSecond();
    if (quoted.kind === 'string' && /^\s*$/.test(this.text.slice(behind, quoted.span.start))) return quoted.span.end;
    const end = percentFieldEnd(this.text, start);
    return end > start ? end : 0;
  }

  /** Reads a field name; reports and returns an empty name when none is there. */
  name(expected = 'a field name'): NameNode {
    const token = this.peek();
    if (this.isPunct('%') && this.#percentEnd() > 0) {
      const end = this.#percentEnd();
      this.moveTo(end);
      const written = this.text.slice(token.span.start + 1, end).trim();
      return {
        kind: 'name',
        name: written.startsWith('"') ? decodeName(written.slice(1, -1)) : written,
        quoted: true,
        span: this.spanFrom(token.span.start),
      };
    }
    if (token.kind === 'field') {
      this.take();
      if (!token.closed) this.#unclosed(token);
      const raw = token.text.slice(2, token.closed ? -1 : undefined);
      return { kind: 'name', name: decodeName(raw), quoted: true, span: token.span };
    }
    if (token.kind === 'word' || token.kind === 'template') {
      this.take();
      if (/^\d/.test(token.text)) this.#needsQuotes(token);
      return { kind: 'name', name: token.text, quoted: false, span: token.span };
    }
    this.unexpected(expected);
    return { kind: 'name', name: '', quoted: false, span: spanAt(token.span.start) };
  }

  #needsQuotes(token: Token): void {
    this.report(
      problems.nameNeedsQuotes.report({
        span: token.span,
        message: `the field name \`${token.text}\` begins with a digit and must be written \`%"${token.text}"\``,
        data: { name: token.text },
        fixes: [{ title: 'quote the name', class: 'repair', edits: [{ span: token.span, text: `%"${token.text}"` }] }],
      }),
    );
  }

  /** Reads `a, b, c`; stops before a comma that no name follows. */
  names(): NameNode[] {
    const names = [this.name()];
    while (this.isPunct(',') && this.#nameBehindComma()) {
      this.take();
      names.push(this.name());
    }
    return names;
  }

  /** False before the options of a stage, as in `by host, window=5`. */
  #nameBehindComma(): boolean {
    const [, name, behind] = this.peekMany(3);
    if (name?.kind === 'word') return behind?.text !== '=';
    return name?.kind === 'field' || name?.kind === 'template' || name?.text === '%';
  }

  /** Reads `by a, b` or `group by a, b` when it is there. */
  byNames(): NameNode[] {
    if (this.isWord('group') && this.peekSecond().text.toLowerCase() === 'by') this.take();
    return this.takeWord('by') ? this.names() : [];
  }

  /** Reads `as a` when it is there. */
  alias(): NameNode | undefined {
    return this.takeWord('as') ? this.name('a name behind `as`') : undefined;
  }

  /** True if the next token is a quoted text. */
  isString(): boolean {
    const { kind } = this.peek();
    return kind === 'string' || kind === 'single';
  }

  /** Reads a quoted text and reports an unclosed one, curly quotes and single quotes. */
  string(expected = 'a text in double quotes'): StringNode {
    const token = this.peek();
    if (token.kind === 'single') return this.#singleQuoted(this.take());
    if (token.kind !== 'string') {
      this.unexpected(expected);
      return { kind: 'string', raw: '', value: '', span: spanAt(token.span.start) };
    }
    this.take();
    const raw = token.text.slice(1, token.closed ? -1 : undefined);
    if (!token.closed) this.#unclosed(token);
    else if (!token.text.startsWith('"') || !token.text.endsWith('"')) this.#curly(token);
    return { kind: 'string', raw, value: decodePlain(raw), span: token.span };
  }

  #unclosed(token: Token): void {
    this.hasLostPlace = true;
    const quote = token.kind === 'single' ? "'" : '"';
    this.panic(
      problems.unclosedString.report({
        span: token.span,
        message: 'this text has no closing quote',
        fixes: [
          { title: 'close the text', class: 'suggested', edits: [{ span: spanAt(token.span.end), text: quote }] },
        ],
      }),
    );
  }

  #curly(token: Token): void {
    const { start, end } = token.span;
    const edits = [
      { span: { start, end: start + 1 }, text: '"' },
      { span: { start: end - 1, end }, text: '"' },
    ];
    this.report(
      problems.curlyQuotes.report({
        span: token.span,
        message: 'text is delimited by straight double quotes, not by curly ones',
        fixes: [{ title: 'use straight quotes', class: 'repair', edits }],
      }),
    );
  }

  #singleQuoted(token: Token): StringNode {
    if (!token.closed) this.#unclosed(token);
    const inner = token.text.slice(1, token.closed ? -1 : undefined);
    const raw = inner.replace(/\\'/g, "'").replace(/(\\[\s\S])|"/g, (_, escaped?: string) => escaped ?? '\\"');
    if (token.closed) {
      this.report(
        problems.singleQuotes.report({
          span: token.span,
          message: 'text is delimited by double quotes, not by single ones',
          fixes: [{ title: 'use double quotes', class: 'repair', edits: [{ span: token.span, text: `"${raw}"` }] }],
        }),
      );
    }
    return { kind: 'string', raw, value: decodePlain(raw), span: token.span };
  }

  /** True if the next token is a number or a template. */
  isQuantity(): boolean {
    const { kind } = this.peek();
    return kind === 'number' || kind === 'template';
  }

  /** Reads a number, with an optional minus. */
  number(): NumberNode {
    const start = this.peek().span.start;
    const minus = this.takePunct('-') !== undefined;
    const token = this.peek();
    if (token.kind !== 'number') {
      this.unexpected('a number');
      return { kind: 'number', raw: '0', value: 0, span: spanAt(token.span.start) };
    }
    this.take();
    const raw = (minus ? '-' : '') + token.text.replace(/\.$/, '');
    return { kind: 'number', raw, value: numberValue(raw), span: this.spanFrom(start) };
  }

  /** Reads a number or a template that stands for one. */
  quantity(): Quantity {
    const token = this.peek();
    if (token.kind !== 'template') return this.number();
    this.take();
    return { kind: 'template', raw: token.text, span: token.span };
  }

  /** Reads a time span such as `5m`, `-1d` or `1 h` (the blank is dropped), or a template. */
  duration(): Quantity {
    const found = this.quantity();
    const unit = this.peek();
    if (found.kind !== 'number' || !/\d$/.test(found.raw) || unit.kind !== 'word') return found;
    if (!/^[wdhms]$/.test(unit.text)) return found;
    this.take();
    const raw = found.raw + unit.text;
    return { kind: 'number', raw, value: numberValue(raw), span: this.spanFrom(found.span.start) };
  }

  /** Reads an expression. */
  expression(): Expression {
    return this.grammar.expression(this);
  }

  /** Takes text up to, not including, the offset where `stop` holds for the next character; used for unquoted addresses. */
  takeRun(stop: RegExp): Token {
    const { start } = this.peek().span;
    let end = start;
    while (end < this.text.length && !stop.test(this.text[end]!)) {
      if (this.text[end] === '"') {
        const quoted = scanToken(this.text, end);
        end = quoted.span.end;
      } else end++;
    }
    this.moveTo(end);
    return { kind: 'word', text: this.text.slice(start, end), span: { start, end }, closed: true };
  }

  /** Skips to the next pipe of this level, or to what closes the level. */
  skipStage(): void {
    let depth = 0;
    for (;;) {
      const token = this.peek();
      if (token.kind === 'end' || (depth === 0 && this.atStageEnd())) return;
      if (this.isPunct('(', '[')) depth++;
      if (this.isPunct(')', ']')) depth--;
      this.take();
    }
  }
}

function describe(token: Token): string {
  if (token.kind === 'end') return 'the end of the query';
  if (token.kind === 'pipe') return 'the next stage';
  const text = token.text.length > 30 ? `${token.text.slice(0, 30)}…` : token.text;
  return `\`${text}\``;
}

/** Text of a plain string in quotes, escaped. */
export function quotePlain(value: string): string {
  return `"${encodePlain(value)}"`;
}
