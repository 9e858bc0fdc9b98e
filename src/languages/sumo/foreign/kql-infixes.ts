import { type Edit, joinSpans, type Span, spanAt } from '../../../source/index.ts';
import type { Expression, StringNode } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import type { Token } from '../lexer.ts';
import { parseMembers } from '../members.ts';
import { foreignInfix } from './diagnostics.ts';
import { regexPattern, replaceString } from './patterns.ts';

type Operand = (cursor: Cursor) => Expression;
type Infix = (cursor: Cursor, left: Expression, operand: Operand) => Expression | undefined;

function report(cursor: Cursor, span: Span, name: string, right: string, edits: readonly Edit[]): void {
  cursor.report(
    foreignInfix.report({
      span,
      message: `there is no \`${name}\` comparison; write \`${right}\``,
      data: { name, right },
      fixes: [{ title: `write ${right}`, class: 'repair', edits }],
    }),
  );
}

function isText(node: Expression): node is StringNode {
  return node.kind === 'string';
}

/** `x has_any ("a", "b")`: one pattern each, joined by a word. */
export function anyOf(word: 'or' | 'and'): Infix {
  return (cursor, left) => {
    if (cursor.peekSecond().text !== '(') return undefined;
    const token = cursor.peek();
    const before = cursor.diagnostics.length;
    const { items, span } = parseMembers(cursor, left, false);
    const texts = items.filter(isText);
    const name = cursor.text.slice(left.span.start, left.span.end);
    const patterns = texts.map(
      (item): Expression => ({ kind: 'matches', left, pattern: replaceString(item, `*${item.raw}*`), span }),
    );
    const [first, ...rest] = patterns;
    if (!first || texts.length !== items.length || cursor.panicking) return undefined;
    cursor.diagnostics.length = before;
    const written = texts.map(({ raw }) => `${name} matches "*${raw}*"`).join(` ${word} `);
    report(cursor, token.span, token.text, `x matches "*a*" ${word} x matches "*b*"`, [
      { span, text: texts.length > 1 ? `(${written})` : written },
    ]);
    return rest.reduce<Expression>(
      (all, one) => ({ kind: 'binary', operator: word, spelling: word, left: all, right: one, span }),
      first,
    );
  };
}

function lowerCase(node: Expression): Expression {
  return { kind: 'call', name: 'toLowerCase', nameSpan: node.span, args: [node], span: node.span };
}

/** `x in~ ("A", "b")`, letter case aside; the cursor stands before `in`. */
export function foldedMembers(cursor: Cursor, left: Expression, negated: boolean, start: Span): Expression | undefined {
  const [word, tilde] = cursor.peekMany(2);
  if (!word || tilde?.text !== '~' || tilde.span.start !== word.span.end) return undefined;
  cursor.take();
  const { items, span } = parseMembers(cursor, left, negated);
  const texts = items.filter(isText);
  const operator = { start: start.start, end: tilde.span.end };
  const edits: Edit[] = [
    { span: spanAt(left.span.start), text: 'toLowerCase(' },
    { span: spanAt(left.span.end), text: ')' },
    { span: operator, text: negated ? 'not in' : 'in' },
    ...texts
      .filter(({ raw }) => raw.toLowerCase() !== raw && !raw.includes('\\'))
      .map((item) => ({ span: item.span, text: `"${item.raw.toLowerCase()}"` })),
  ];
  report(cursor, operator, negated ? '!in~' : 'in~', `toLowerCase(x) ${negated ? 'not in' : 'in'} (…)`, edits);
  const folded = items.map((item) => (isText(item) ? replaceString(item, item.raw.toLowerCase()) : item));
  return { kind: 'in', left: lowerCase(left), negated, items: folded, span };
}

const PATTERNS: ReadonlyMap<string, (raw: string) => string> = new Map([
  ['startswith', (raw) => `${raw}*`],
  ['startswith_cs', (raw) => `${raw}*`],
  ['hasprefix', (raw) => `*${raw}*`],
  ['endswith', (raw) => `*${raw}`],
  ['endswith_cs', (raw) => `*${raw}`],
  ['hassuffix', (raw) => `*${raw}*`],
  ['has', (raw) => `*${raw}*`],
  ['has_cs', (raw) => `*${raw}*`],
  ['contains_cs', (raw) => `*${raw}*`],
]);

/** `x !startswith "a"` and kin; the cursor stands before the exclamation mark. */
export function negatedPattern(cursor: Cursor, left: Expression): Expression | undefined {
  const [bang, word, text] = cursor.peekMany(3);
  const make = PATTERNS.get(word?.text.toLowerCase() ?? '');
  if (!bang || !word || !make || (text?.kind !== 'string' && text?.kind !== 'single')) return undefined;
  cursor.take();
  cursor.take();
  const before = cursor.diagnostics.length;
  const given = cursor.string();
  cursor.diagnostics.length = cursor.panicking ? cursor.diagnostics.length : before;
  const pattern = replaceString(given, make(given.raw));
  const span = joinSpans(left.span, given.span);
  const operator = joinSpans(bang.span, word.span);
  report(cursor, operator, `!${word.text}`, `!(x matches "${pattern.raw}")`, [
    { span: spanAt(left.span.start), text: '!(' },
    { span: operator, text: 'matches' },
    { span: given.span, text: `"${pattern.raw}")` },
  ]);
  return { kind: 'unary', operator: '!', operand: { kind: 'matches', left, pattern, span }, span };
}

/** `x contains_cs "a"` and kin. */
export const wildcardWord: Infix = (cursor, left) => {
  const [word, text] = cursor.peekMany(2);
  const make = PATTERNS.get(word?.text.toLowerCase() ?? '');
  if (!word || !make || text?.kind !== 'string') return undefined;
  cursor.take();
  const given = cursor.string();
  const pattern = replaceString(given, make(given.raw));
  report(cursor, word.span, word.text, `x matches "${pattern.raw}"`, [
    { span: word.span, text: 'matches' },
    { span: given.span, text: `"${pattern.raw}"` },
  ]);
  return { kind: 'matches', left, pattern, span: joinSpans(left.span, given.span) };
};

const MODIFIERS: ReadonlyMap<string, (node: StringNode) => Expression> = new Map<
  string,
  (node: StringNode) => Expression
>([
  ['contains', (node) => replaceString(node, `*${node.raw}*`)],
  ['startswith', (node) => replaceString(node, `${node.raw}*`)],
  ['endswith', (node) => replaceString(node, `*${node.raw}`)],
  ['re', regexPattern],
]);

/** `field|contains "a"` of Sigma, where a pipe that touches both words is no pipe. */
export const sigmaModifier: Infix = (cursor, left) => {
  const [pipe, word, next, behind] = cursor.peekMany(4) as readonly (Token | undefined)[];
  const make = MODIFIERS.get(word?.text.toLowerCase() ?? '');
  if (!pipe || !word || !make || pipe.span.start !== left.span.end || word.span.start !== pipe.span.end)
    return undefined;
  const text = next?.text === ':' || next?.text === '=' ? behind : next;
  if (left.kind !== 'field' || (text?.kind !== 'string' && text?.kind !== 'single')) return undefined;
  cursor.moveTo(text.span.start);
  const before = cursor.diagnostics.length;
  const given = cursor.string();
  cursor.diagnostics.length = cursor.panicking ? cursor.diagnostics.length : before;
  const pattern = make(given);
  const written = pattern.kind === 'regex' ? `/${pattern.raw}/` : pattern.kind === 'string' ? `"${pattern.raw}"` : '';
  const operator = joinSpans(pipe.span, word.span);
  report(cursor, operator, `|${word.text}`, `x matches ${pattern.kind === 'regex' ? '/regex/' : '"*text*"'}`, [
    { span: { start: pipe.span.start, end: given.span.end }, text: ` matches ${written}` },
  ]);
  return { kind: 'matches', left, pattern, span: joinSpans(left.span, given.span) };
};
