import { type Span, spanAt } from '../../source/index.ts';
import type { FieldTestScope, NameNode, ScopeNode } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { subsearch } from './foreign/subsearch.ts';
import { isBlank, quotedEnd, skipTrivia } from './lexer.ts';
import { decodeName, decodePhrase } from './strings.ts';
import { parseSubquery, subqueryAhead } from './subquery.ts';
import * as problems from './syntax-diagnostics.ts';
import { isTemplate, TEMPLATE_SOURCE } from './template.ts';

const TEMPLATE = new RegExp(TEMPLATE_SOURCE, 'y');

/** End of the unquoted word at `at`; `value` words, behind `=`, may hold `=` and `!` (spec sumo §3.2). */
export function wordEnd(text: string, at: number, value: boolean): number {
  let i = at;
  while (i < text.length) {
    TEMPLATE.lastIndex = i;
    const template = TEMPLATE.exec(text)?.[0];
    if (template !== undefined) {
      i += template.length;
      continue;
    }
    const character = text[i]!;
    if (isBlank(character) || '|()"“”'.includes(character)) break;
    if (character === ']' && !text.slice(at, i).includes('[')) break;
    if (!value && (character === '=' || (character === '!' && text[i + 1] === '='))) break;
    i++;
  }
  return i;
}

function startOf(cursor: Cursor): number {
  const start = skipTrivia(cursor.text, cursor.at);
  return start;
}

function nextWord(cursor: Cursor): string {
  const start = startOf(cursor);
  return cursor.text.slice(start, wordEnd(cursor.text, start, false)).toLowerCase();
}

function atEnd(cursor: Cursor): boolean {
  const character = cursor.text[startOf(cursor)];
  return character === undefined || character === '|' || character === ')' || character === ']';
}

function takeKeyword(cursor: Cursor, word: string): boolean {
  if (nextWord(cursor) !== word) return false;
  const end = startOf(cursor) + word.length;
  if (/^\s*!?=/.test(cursor.text.slice(end))) return false;
  cursor.moveTo(end);
  return true;
}

/** Takes `&&` or `||` between two parts as the word that it stands for (M31). */
function takeSign(cursor: Cursor, sign: '&&' | '||', word: string): boolean {
  const start = startOf(cursor);
  const end = start + sign.length;
  if (!cursor.text.startsWith(sign, start) || !/^\s*[^\s|)&]/.test(cursor.text.slice(end))) return false;
  if (sign === '||' && operatorFollows(cursor, end)) return false;
  cursor.moveTo(end);
  cursor.report(
    problems.scopeOperator.report({
      span: { start, end },
      message: `\`${sign}\` in the scope is written \`${word}\``,
      data: { name: sign },
      fixes: [{ title: `write ${word}`, class: 'safe', edits: [{ span: { start, end }, text: word }] }],
    }),
  );
  return true;
}

/** True if what follows two pipes reads like a stage: one of them is then too many. */
function operatorFollows(cursor: Cursor, at: number): boolean {
  return /^\s*(?:where|count|json|parse|fields|sort|timeslice|limit|if|sum|avg|min|max|top|extract)\b/i.test(
    cursor.text.slice(at),
  );
}

/** Reads the keyword expression in front of the first pipe; an empty one is every message (spec sumo §3). */
export function parseScope(cursor: Cursor): ScopeNode {
  if (atEnd(cursor)) return { kind: 'all', span: spanAt(startOf(cursor)) };
  return parseOr(cursor);
}

function group(kind: 'and' | 'or', items: readonly ScopeNode[]): ScopeNode {
  const [first] = items;
  if (items.length === 1 && first) return first;
  return { kind, items, span: { start: first!.span.start, end: items.at(-1)!.span.end } };
}

function parseOr(cursor: Cursor): ScopeNode {
  const items = [parseAnd(cursor)];
  while (takeKeyword(cursor, 'or') || takeSign(cursor, '||', 'OR')) items.push(parseAnd(cursor));
  return group('or', items);
}

function parseAnd(cursor: Cursor): ScopeNode {
  const items = [parseNot(cursor)];
  for (;;) {
    if (takeKeyword(cursor, 'and') || takeSign(cursor, '&&', 'AND')) items.push(parseNot(cursor));
    else if (atEnd(cursor) || nextWord(cursor) === 'or' || cursor.panicking) return group('and', items);
    else items.push(parseNot(cursor));
  }
}

function parseNot(cursor: Cursor): ScopeNode {
  const start = startOf(cursor);
  const isBang = cursor.text[start] === '!' && cursor.text[start + 1] !== '=';
  if (isBang) cursor.moveTo(start + 1);
  else if (!takeKeyword(cursor, 'not')) return parseAtom(cursor);
  const item = cursor.nested(() => parseNot(cursor)) ?? unexpected(cursor);
  return { kind: 'not', item, span: cursor.spanFrom(start) };
}

function unexpected(cursor: Cursor): ScopeNode {
  const start = startOf(cursor);
  cursor.unexpected('a keyword, a phrase or a field test');
  return { kind: 'all', span: spanAt(start) };
}

function parseAtom(cursor: Cursor): ScopeNode {
  const start = startOf(cursor);
  const { text } = cursor;
  if (atEnd(cursor)) return unexpected(cursor);
  if (text[start] === '(') {
    cursor.moveTo(start + 1);
    const inner = cursor.nested(() => parseScope(cursor)) ?? unexpected(cursor);
    if (text[startOf(cursor)] !== ')') return unexpected(cursor);
    cursor.moveTo(startOf(cursor) + 1);
    return { ...inner, span: cursor.spanFrom(start) };
  }
  if (text[start] === '"' || /[“”]/.test(text[start]!)) return parseQuoted(cursor);
  if (text[start] === '%' && text[start + 1] === '"') return parsePercent(cursor);
  if (text[start] === '[') {
    cursor.moveTo(start);
    if (subqueryAhead(cursor)) return parseSubquery(cursor);
    const child = subsearch(cursor);
    if (child) return child;
  }
  const end = wordEnd(text, start, false);
  if (end === start) return unexpected(cursor);
  const span = { start, end };
  cursor.moveTo(end);
  const word = text.slice(start, end);
  const test = parseTest(cursor, { kind: 'name', name: word, quoted: false, span });
  if (test) return test;
  if (word === '*') return { kind: 'all', span };
  if (isTemplate(word)) return { kind: 'template', raw: word, span };
  return { kind: 'term', text: word, span };
}

function parseQuoted(cursor: Cursor): ScopeNode {
  const start = startOf(cursor);
  cursor.moveTo(start);
  const { raw, span } = cursor.string();
  const test = parseTest(cursor, { kind: 'name', name: decodeName(raw), quoted: true, span });
  return test ?? { kind: 'phrase', raw, value: decodePhrase(raw), span };
}

function parsePercent(cursor: Cursor): ScopeNode {
  const name = cursor.name();
  const test = parseTest(cursor, name);
  if (test) return test;
  cursor.unexpected('`=` behind the field name');
  return { kind: 'all', span: name.span };
}

function parseTest(cursor: Cursor, name: NameNode): FieldTestScope | undefined {
  const at = startOf(cursor);
  const operator = cursor.text[at] === '=' ? '=' : cursor.text.startsWith('!=', at) ? '!=' : undefined;
  if (!operator) return undefined;
  cursor.moveTo(at + operator.length);
  if (cursor.text[cursor.at] === '=') cursor.moveTo(cursor.at + 1);
  let start = cursor.at;
  while (isBlank(cursor.text[start])) start++;
  const { value, quoted, valueSpan } = parseValue(cursor, start);
  if (value === '' && !quoted) {
    cursor.moveTo(start);
    cursor.panic(
      problems.unexpectedToken.report({
        span: valueSpan,
        message: `expected a value behind \`${name.name}${operator}\``,
        data: { found: '', expected: 'a value' },
      }),
    );
  }
  return { kind: 'fieldTest', name, operator, value, quoted, valueSpan, span: cursor.spanFrom(name.span.start) };
}

function parseValue(cursor: Cursor, start: number): { value: string; quoted: boolean; valueSpan: Span } {
  cursor.moveTo(start);
  if (cursor.text[start] === '"' && !quotedEnd(cursor.text, start).closed) cursor.string();
  else if (/["“”]/.test(cursor.text[start] ?? '')) {
    const node = cursor.string();
    return { value: node.raw, quoted: true, valueSpan: node.span };
  }
  const end = wordEnd(cursor.text, start, true);
  cursor.moveTo(end);
  return { value: cursor.text.slice(start, end), quoted: false, valueSpan: { start, end } };
}
