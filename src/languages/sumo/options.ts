import type { NameNode } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { scanToken } from './lexer.ts';
import type { Printer } from './operator.ts';
import { unclosedString } from './syntax-diagnostics.ts';

/** An option `name=value`; the value is text as written. */
export interface OptionNode {
  readonly name: NameNode;
  readonly value: string;
}

/** True if `name =` is next. */
export function optionAhead(cursor: Cursor): boolean {
  return cursor.peek().kind === 'word' && cursor.peekSecond().text === '=';
}

/** Reads one option; the caller has seen `optionAhead`. */
export function parseOption(cursor: Cursor): OptionNode {
  const name = cursor.name();
  cursor.take();
  const value = cursor.peek().kind === 'template' ? cursor.take().text : cursor.takeRun(/[\s,|()\]]/).text;
  if (value === '') cursor.unexpected(`a value for \`${name.name}\``);
  return { name, value };
}

/** Reads options with or without commas between them; a comma is taken only when an option follows. */
export function parseOptions(cursor: Cursor): OptionNode[] {
  const options: OptionNode[] = [];
  for (;;) {
    if (cursor.isPunct(',')) {
      const [, name, equals] = cursor.peekMany(3);
      if (name?.kind !== 'word' || equals?.text !== '=') return options;
      cursor.take();
    }
    if (!optionAhead(cursor) || cursor.panicking) return options;
    options.push(parseOption(cursor));
  }
}

/** Writes options with a blank in front and commas between them, or nothing. */
export function printOptions(options: readonly OptionNode[], printer: Printer): string {
  const written = options.map(({ name, value }) => `${printer.name(name)}=${value}`);
  return written.length > 0 ? ` ${written.join(', ')}` : '';
}

/** Takes the rest of the stage as text, comments dropped and white space evened out. */
export function takeRest(cursor: Cursor): string {
  const start = cursor.at;
  cursor.skipStage();
  const end = cursor.at;
  let text = '';
  let at = start;
  for (;;) {
    const token = scanToken(cursor.text, at);
    if (token.span.start >= end || token.kind === 'end') return text;
    if (!token.closed) {
      cursor.panic(unclosedString.report({ span: token.span, message: 'this text has no closing quote' }));
    }
    text += (text !== '' && token.span.start > at ? ' ' : '') + token.text;
    at = token.span.end;
  }
}
