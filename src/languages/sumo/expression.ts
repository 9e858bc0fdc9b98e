import { joinSpans, nearestName, spanAt } from '../../source/index.ts';
import type { BinaryOperator, Expression } from './ast.ts';
import { callNode } from './call.ts';
import type { Cursor } from './cursor.ts';
import { equalsRegex } from './foreign/equals-regex.ts';
import { foreignCall, foreignInfix, foreignPrefix } from './foreign/expressions.ts';
import { rawField } from './foreign/raw-field.ts';
import { subsearch } from './foreign/subsearch.ts';
import { parseMembers } from './members.ts';
import { regexLiteral } from './regex-check.ts';
import { parseSubquery, subqueryAhead } from './subquery.ts';
import * as problems from './syntax-diagnostics.ts';

const COMPARISONS: Readonly<Record<string, BinaryOperator>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

function withSpan(node: Expression, start: number, end: number): Expression {
  return { ...node, span: { start, end } };
}

/** Terms of one chain that are read: a chain is a tree as deep as it is long. */
const MOST_TERMS = 2500;

function nothing(at: number): Expression {
  return { kind: 'field', name: '', quoted: false, span: spanAt(at) };
}

/** Reads an expression of any kind (spec sumo §5.1). */
export function parseExpression(cursor: Cursor): Expression {
  return cursor.nested(() => parseTernary(cursor)) ?? nothing(cursor.at);
}

function parseTernary(cursor: Cursor): Expression {
  const condition = parseOr(cursor);
  if (!cursor.takePunct('?')) return condition;
  const then = parseExpression(cursor);
  if (!cursor.expectPunct(':')) return condition;
  const otherwise = parseExpression(cursor);
  return { kind: 'ternary', condition, then, otherwise, span: joinSpans(condition.span, otherwise.span) };
}

function binary(operator: BinaryOperator, spelling: string, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, spelling, left, right, span: joinSpans(left.span, right.span) };
}

function parseOr(cursor: Cursor): Expression {
  let left = parseAnd(cursor);
  for (let terms = 1; ; terms++) {
    if (terms > MOST_TERMS) {
      cursor.tooDeep();
      return left;
    }
    const token = cursor.takeWord('or') ?? cursor.takePunct('||');
    if (!token) return left;
    left = binary('or', token.text, left, parseAnd(cursor));
  }
}

function parseAnd(cursor: Cursor): Expression {
  let left = parseComparison(cursor);
  for (let terms = 1; ; terms++) {
    if (terms > MOST_TERMS) {
      cursor.tooDeep();
      return left;
    }
    const token = cursor.takeWord('and') ?? cursor.takePunct('&&');
    if (!token) return left;
    left = binary('and', token.text, left, parseComparison(cursor));
  }
}

function parseComparison(cursor: Cursor): Expression {
  let left = parseSum(cursor);
  for (let terms = 1; ; terms++) {
    if (terms > MOST_TERMS) {
      cursor.tooDeep();
      return left;
    }
    const next = parseComparisonTail(cursor, left);
    if (!next) return left;
    left = next;
  }
}

function parseComparisonTail(cursor: Cursor, left: Expression): Expression | undefined {
  const token = cursor.peek();
  const operator = token.kind === 'punct' ? COMPARISONS[token.text] : undefined;
  if (operator) {
    const regex = equalsRegex(cursor, left);
    if (regex) return regex;
    cursor.take();
    return mended(cursor, binary(operator, token.text, left, parseSum(cursor)));
  }
  if (cursor.isWord('matches')) return foreignInfix(cursor, left, parseSum) ?? parseMatches(cursor, left);
  if (cursor.isWord('in'))
    return foreignInfix(cursor, left, parseSum) ?? mended(cursor, parseMembers(cursor, left, false));
  if (cursor.isWord('not') && cursor.peekSecond().text.toLowerCase() === 'in') {
    cursor.take();
    return mended(cursor, parseMembers(cursor, left, true));
  }
  if (token.kind === 'template' && cursor.depth > 0) {
    cursor.take();
    const span = joinSpans(left.span, token.span);
    return { kind: 'template', raw: cursor.text.slice(span.start, span.end), span };
  }
  if (cursor.isWord('contains')) {
    cursor.take();
    const right = parseSum(cursor);
    return mended(cursor, { kind: 'contains', left, right, span: joinSpans(left.span, right.span) });
  }
  return foreignInfix(cursor, left, parseSum);
}

/** The comparison, or its negation where `!` stands before its field. */
function mended(cursor: Cursor, node: Expression): Expression {
  const isComparison = node.kind === 'binary' || node.kind === 'in' || node.kind === 'contains';
  return (isComparison ? foreignPrefix(cursor, node) : undefined) ?? node;
}

function parseMatches(cursor: Cursor, left: Expression): Expression {
  cursor.take();
  const pattern = regexLiteral(cursor) ?? parseSum(cursor);
  const node: Expression = { kind: 'matches', left, pattern, span: joinSpans(left.span, pattern.span) };
  return foreignPrefix(cursor, node) ?? node;
}

function parseSum(cursor: Cursor): Expression {
  let left = parseProduct(cursor);
  for (let terms = 1; ; terms++) {
    if (terms > MOST_TERMS) {
      cursor.tooDeep();
      return left;
    }
    const token = cursor.takePunct('+', '-');
    if (!token) return left;
    left = binary(token.text as '+' | '-', token.text, left, parseProduct(cursor));
  }
}

function parseProduct(cursor: Cursor): Expression {
  let left = parseUnary(cursor);
  for (let terms = 1; ; terms++) {
    if (terms > MOST_TERMS) {
      cursor.tooDeep();
      return left;
    }
    const token = cursor.takePunct('*', '/', '%');
    if (!token) return left;
    left = binary(token.text as '*' | '/' | '%', token.text, left, parseUnary(cursor));
  }
}

function parseUnary(cursor: Cursor): Expression {
  const token = cursor.takePunct('!', '-');
  if (token) {
    const operand = cursor.nested(() => parseUnary(cursor)) ?? nothing(cursor.at);
    return { kind: 'unary', operator: token.text as '!' | '-', operand, span: joinSpans(token.span, operand.span) };
  }
  return prefixNot(cursor) ?? parsePrimary(cursor);
}

function prefixNot(cursor: Cursor): Expression | undefined {
  if (!cursor.isWord('not')) return undefined;
  const second = cursor.peekSecond();
  const isCall = cursor.peekMany(3)[2]?.text === '(';
  const operandFollows =
    second.text === '(' ||
    second.text === '!' ||
    ['string', 'field', 'number', 'template'].includes(second.kind) ||
    (second.kind === 'word' && !['as', 'in', 'and', 'or', 'matches', 'contains'].includes(second.text.toLowerCase())) ||
    (isCall && ['matches', 'contains'].includes(second.text.toLowerCase()));
  if (!operandFollows) return undefined;
  const token = cursor.take();
  const operand = cursor.nested(() => parseComparison(cursor)) ?? nothing(cursor.at);
  const bare = cursor.text[operand.span.start] !== '(';
  const edits = [
    { span: { start: token.span.start, end: operand.span.start }, text: bare ? '!(' : '!' },
    ...(bare ? [{ span: spanAt(operand.span.end), text: ')' }] : []),
  ];
  cursor.report(
    problems.prefixNot.report({
      span: token.span,
      message: '`not` before an expression is undocumented; the negation is `!( … )`',
      fixes: [{ title: 'write `!( … )`', class: 'safe', edits }],
    }),
  );
  return { kind: 'unary', operator: 'not', operand, span: joinSpans(token.span, operand.span) };
}

function parsePrimary(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token.kind === 'number') return cursor.number();
  if (token.kind === 'string' || token.kind === 'single') return cursor.string();
  if (cursor.takePunct('(')) {
    cursor.depth++;
    const inner = parseExpression(cursor);
    cursor.depth--;
    cursor.expectPunct(')');
    return withSpan(inner, token.span.start, cursor.at);
  }
  if (subqueryAhead(cursor)) return parseSubquery(cursor);
  if (cursor.isPunct('[')) {
    const child = subsearch(cursor);
    if (child) return child;
  }
  if (token.kind === 'template') {
    cursor.take();
    return { kind: 'template', raw: token.text, span: token.span };
  }
  if (token.kind === 'word') return parseWord(cursor);
  if (cursor.isName()) {
    const { name, quoted, span } = cursor.name();
    return { kind: 'field', name, quoted, span };
  }
  cursor.unexpected('a value');
  return nothing(token.span.start);
}

function parseWord(cursor: Cursor): Expression {
  const token = cursor.peek();
  const word = token.text.toLowerCase();
  if (word === 'fields' && cursor.peekSecond().text === '[') {
    const raw = rawField(cursor);
    if (raw) return raw;
  }
  if (cursor.peekSecond().text === '(') return foreignCall(cursor) ?? callNode(cursor);
  if (word === 'true' || word === 'false') {
    cursor.take();
    return { kind: 'boolean', value: word === 'true', span: token.span };
  }
  if (word === 'null') {
    cursor.take();
    return { kind: 'null', span: token.span };
  }
  const { name, quoted, span } = cursor.name();
  return { kind: 'field', name, quoted, span };
}

/** The nearest of some names as the end of a message, or nothing. */
export function suggestion(name: string, candidates: Iterable<string>): string {
  const nearest = nearestName(name, candidates);
  return nearest === undefined ? '' : `; did you mean \`${nearest}\`?`;
}
