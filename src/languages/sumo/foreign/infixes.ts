import type { Fix, FixClass } from '../../../diagnostic/index.ts';
import { type Edit, joinSpans, spanAt } from '../../../source/index.ts';
import type { Expression, MatchesNode, StringNode } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import type { Token } from '../lexer.ts';
import { parseMembers } from '../members.ts';
import { regexLiteral } from '../regex-check.ts';
import { dotConcatenation } from './concatenation.ts';
import * as mistakes from './diagnostics.ts';
import { anyOf, foldedMembers, negatedPattern, sigmaModifier, wildcardWord } from './kql-infixes.ts';
import { patternEdit, regexPattern, replaceString, stringPattern } from './patterns.ts';

type Operand = (cursor: Cursor) => Expression;
type Infix = (cursor: Cursor, left: Expression, operand: Operand) => Expression | undefined;

interface Report {
  readonly token: Token;
  readonly right: string;
  readonly edits: readonly Edit[];
  readonly class?: FixClass;
  /** Another reading, where there are two. */
  readonly other?: Fix;
}

function report(cursor: Cursor, { token, right, edits, ...rest }: Report): void {
  const name = token.text;
  cursor.report(
    mistakes.foreignInfix.report({
      span: token.span,
      message: `there is no \`${name}\` comparison; write \`${right}\``,
      data: { name, right },
      ...(edits.length > 0
        ? {
            fixes: [
              { title: `write ${right}`, class: rest.class ?? 'repair', edits },
              ...(rest.other ? [rest.other] : []),
            ],
          }
        : {}),
    }),
  );
}

/** `matches` over an operator, set off by blanks where it touched its neighbors. */
function wordEdit(cursor: Cursor, token: Token, word: string): Edit {
  const { start, end } = token.span;
  const before = /[\s(]/.test(cursor.text[start - 1] ?? ' ') ? '' : ' ';
  const after = /\s/.test(cursor.text[end] ?? ' ') ? '' : ' ';
  return { span: token.span, text: before + word + after };
}

function negation(left: Expression, end: number): Edit[] {
  return [
    { span: spanAt(left.span.start), text: '!(' },
    { span: spanAt(end), text: ')' },
  ];
}

function finish(node: MatchesNode | Expression, negate: boolean): Expression {
  return negate ? { kind: 'unary', operator: '!', operand: node, span: node.span } : node;
}

function tokenAhead(cursor: Cursor): Token {
  return cursor.take();
}

/** What `=~` with a text is in Kusto: an equality, letter case aside. */
function foldedEquality(token: Token, left: Expression, given: StringNode, negate: boolean): Fix {
  const right = `toLowerCase(x) ${negate ? '!=' : '='} "text"`;
  const edits = [
    { span: spanAt(left.span.start), text: 'toLowerCase(' },
    { span: { start: left.span.end, end: token.span.end }, text: `) ${negate ? '!=' : '='}` },
    { span: given.span, text: `"${given.raw.toLowerCase()}"` },
  ];
  return { title: `write ${right}`, class: 'suggested', edits };
}

/** `x =~ "regex"`, `x !~ "regex"`, `x rlike "regex"` (M11); without a sign of a regex the meaning is a guess. */
function regexInfix(negate: boolean): Infix {
  return (cursor, left, operand) => {
    const token = tokenAhead(cursor);
    const literal = regexLiteral(cursor);
    const given = literal ?? operand(cursor);
    const pattern = given.kind === 'string' ? regexPattern(given) : given;
    const span = joinSpans(left.span, given.span);
    const plain = given.kind === 'string' && !/[\\^$*+?()[\]{}|]/.test(given.raw);
    const edits = [
      wordEdit(cursor, token, 'matches'),
      ...(given.kind === 'string' ? [patternEdit(given, pattern)] : []),
      ...(negate ? negation(left, span.end) : []),
    ];
    report(cursor, {
      token,
      right: negate ? '!(x matches /regex/)' : 'x matches /regex/',
      edits,
      class: plain ? 'suggested' : 'repair',
      ...(plain && given.kind === 'string' ? { other: foldedEquality(token, left, given, negate) } : {}),
    });
    return finish({ kind: 'matches', left, pattern, span }, negate);
  };
}

/** Words such as `startswith "a"`, which a wildcard pattern replaces. */
function wildcardInfix(makeRaw: (raw: string) => string, negate = false): Infix {
  return (cursor, left) => {
    const second = cursor.peekSecond().kind;
    if (second !== 'string' && second !== 'single') return undefined;
    const token = tokenAhead(cursor);
    const before = cursor.diagnostics.length;
    const given = cursor.string();
    const span = joinSpans(left.span, given.span);
    const pattern = replaceString(given, makeRaw(given.raw));
    cursor.diagnostics.length = cursor.panicking ? cursor.diagnostics.length : before;
    const edits = [
      wordEdit(cursor, token, 'matches'),
      patternEdit(given, pattern),
      ...(negate ? negation(left, span.end) : []),
    ];
    report(cursor, { token, right: `x matches "${pattern.raw}"`, edits });
    return finish({ kind: 'matches', left, pattern, span }, negate);
  };
}

const matchesRegex: Infix = (cursor, left, operand) => {
  const second = cursor.peekSecond();
  if (second.kind !== 'word' || second.text.toLowerCase() !== 'regex') return undefined;
  cursor.take();
  const token = tokenAhead(cursor);
  const given = regexLiteral(cursor) ?? operand(cursor);
  const pattern = given.kind === 'string' ? regexPattern(given) : given;
  const edits = [
    { span: { start: token.span.start, end: given.span.start }, text: '' },
    ...(given.kind === 'string' ? [patternEdit(given, pattern)] : []),
  ];
  report(cursor, { token, right: 'x matches /regex/', edits });
  return { kind: 'matches', left, pattern, span: joinSpans(left.span, given.span) };
};

const isNullInfix: Infix = (cursor, left) => {
  const words = cursor.peekMany(3);
  const second = words[1]?.text.toLowerCase();
  const negate = second === 'not' && words[2]?.text.toLowerCase() === 'null';
  if (second !== 'null' && !negate) return undefined;
  const token = tokenAhead(cursor);
  cursor.take();
  if (negate) cursor.take();
  const span = { start: left.span.start, end: cursor.at };
  report(cursor, {
    token,
    right: negate ? '!isNull(x)' : 'isNull(x)',
    edits: [
      { span: spanAt(left.span.start), text: negate ? '!isNull(' : 'isNull(' },
      { span: { start: left.span.end, end: cursor.at }, text: ')' },
    ],
  });
  return finish({ kind: 'call', name: 'isNull', nameSpan: token.span, args: [left], span }, negate);
};

const between: Infix = (cursor, left, operand) => {
  const token = tokenAhead(cursor);
  const wrapped = cursor.isPunct('(') ? cursor.take() : undefined;
  const low = operand(cursor);
  const joint = cursor.takeWord('and') ?? cursor.takePunct('..');
  if (!joint) {
    cursor.unexpected('`and`');
    return left;
  }
  const high = operand(cursor);
  if (wrapped) cursor.expectPunct(')');
  const span = { start: left.span.start, end: cursor.at };
  const source = cursor.text.slice(left.span.start, left.span.end);
  const slice = (node: Expression): string => cursor.text.slice(node.span.start, node.span.end);
  report(cursor, {
    token,
    right: 'x >= low and x <= high',
    edits: [{ span, text: `(${source} >= ${slice(low)} and ${source} <= ${slice(high)})` }],
  });
  const compare = (operator: '>=' | '<=', right: Expression): Expression => ({
    kind: 'binary',
    operator,
    spelling: operator,
    left,
    right,
    span,
  });
  return {
    kind: 'binary',
    operator: 'and',
    spelling: 'and',
    left: compare('>=', low),
    right: compare('<=', high),
    span,
  };
};

/** `x not between a and b`: the repair of `between` is made first, then `!` stands before its parentheses. */
function notBetween(cursor: Cursor, left: Expression, operand: Operand): Expression | undefined {
  const not = cursor.take();
  const before = cursor.diagnostics.length;
  const inner = between(cursor, left, operand);
  const found = cursor.diagnostics[before];
  const edit = found?.fixes?.[0]?.edits[0];
  if (!inner || !found || !edit) return inner;
  const right = '!(x >= low and x <= high)';
  const fix = { title: `write ${right}`, class: 'repair' as const, edits: [{ ...edit, text: `!${edit.text}` }] };
  cursor.diagnostics[before] = {
    ...found,
    span: not.span,
    message: `there is no \`not between\`; write \`${right}\``,
    fixes: [fix],
  };
  return { kind: 'unary', operator: '!', operand: inner, span: inner.span };
}

const notInfix: Infix = (cursor, left, operand) => {
  const second = cursor.peekSecond();
  const word = second.text.toLowerCase();
  if (word === 'between') return notBetween(cursor, left, operand);
  if (word !== 'like' && word !== 'matches' && word !== 'contains') return undefined;
  const token = tokenAhead(cursor);
  const inner = cursor.take();
  const literal = word === 'matches' ? regexLiteral(cursor) : undefined;
  const given = literal ?? operand(cursor);
  const span = joinSpans(left.span, given.span);
  const like = word === 'like' && given.kind === 'string' ? replaceString(given, stringPattern(given.raw)) : undefined;
  const edits: Edit[] = [
    { span: joinSpans(token.span, inner.span), text: word === 'contains' ? 'contains' : 'matches' },
    ...negation(left, span.end),
    ...(like ? [patternEdit(given, like)] : []),
  ];
  report(cursor, { token, right: '!(x matches "…")', edits });
  const node: Expression =
    word === 'contains'
      ? { kind: 'contains', left, right: given, span }
      : { kind: 'matches', left, pattern: like ?? given, span };
  return finish(node, true);
};

/** `x !in (…)`, `x !contains "…"`, `x !has "…"`. */
const bangInfix: Infix = (cursor, left, operand) => {
  const [bang, word] = cursor.peekMany(2);
  const name = word?.text.toLowerCase();
  if (!bang || !word || word.span.start !== bang.span.end) return undefined;
  const token: Token = { ...word, text: `!${word.text}`, span: joinSpans(bang.span, word.span) };
  if (name === 'in') {
    cursor.take();
    const folded = foldedMembers(cursor, left, true, bang.span);
    if (folded) return folded;
    report(cursor, { token, right: 'x not in (…)', edits: [{ span: token.span, text: 'not in' }] });
    return parseMembers(cursor, left, true);
  }
  if (name !== 'contains' && name !== 'has') return negatedPattern(cursor, left);
  cursor.take();
  cursor.take();
  const right = operand(cursor);
  const span = joinSpans(left.span, right.span);
  const edits = [{ span: token.span, text: 'contains' }, ...negation(left, span.end)];
  report(cursor, { token, right: '!(x contains y)', edits });
  return finish({ kind: 'contains', left, right, span }, true);
};

/** Infix operators of other languages by lower-case text. */
export const FOREIGN_INFIXES: ReadonlyMap<string, Infix> = new Map(
  Object.entries<Infix>({
    '=~': regexInfix(false),
    '!~': regexInfix(true),
    '!': bangInfix,
    rlike: regexInfix(false),
    matches: matchesRegex,
    is: isNullInfix,
    between,
    not: notInfix,
    like: wildcardInfix(stringPattern),
    ilike: wildcardInfix(stringPattern),
    has: wildcardInfix((raw) => `*${raw}*`),
    startswith: wildcardInfix((raw) => `${raw}*`),
    endswith: wildcardInfix((raw) => `*${raw}`),
    has_any: anyOf('or'),
    has_all: anyOf('and'),
    in: (cursor, left) => foldedMembers(cursor, left, false, cursor.peek().span),
    startswith_cs: wildcardWord,
    endswith_cs: wildcardWord,
    hasprefix: wildcardWord,
    hassuffix: wildcardWord,
    has_cs: wildcardWord,
    contains_cs: wildcardWord,
    '.': dotConcatenation,
    '|': sigmaModifier,
  }),
);
