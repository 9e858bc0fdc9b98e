import type { Diagnostic } from '../../diagnostic/index.ts';
import { nearestName, type Span, spanAt } from '../../source/index.ts';
import { aggregateNamed } from './aggregates.ts';
import type { Pipeline, Query, ScopeNode, Stage } from './ast.ts';
import { Cursor, type Grammar } from './cursor.ts';
import { parseExpression } from './expression.ts';
import { colonAssignment } from './foreign/assignment.ts';
import { bareCall } from './foreign/bare-call.ts';
import { FOREIGN_OPERATORS, OPERATOR_HINTS } from './foreign/index.ts';
import { FOREIGN_INFIXES } from './foreign/infixes.ts';
import { operatorAt, operatorKeywords } from './operator-lookup.ts';
import { type ExpressionArgs, expressionOperator, parseExpressionStage } from './operators/expression.ts';
import { type TemplateArgs, templateOperator } from './operators/template.ts';
import { unknownOperator as unknownStage } from './operators/unknown.ts';
import { parseScope } from './scope.ts';
import { secondQuery } from './second-query.ts';
import * as problems from './syntax-diagnostics.ts';

/** What `parseSumo` gives: always a tree, and the mistakes found on the way. */
export interface ParsedSumo {
  readonly query: Query;
  readonly diagnostics: readonly Diagnostic[];
}

const GRAMMAR: Grammar = {
  expression: parseExpression,
  pipeline: (cursor) =>
    cursor.nested(() => parsePipeline(cursor)) ?? {
      kind: 'pipeline',
      scope: undefined,
      stages: [],
      span: spanAt(cursor.at),
    },
  query: (cursor) =>
    cursor.nested(() => parseQuery(cursor)) ?? {
      kind: 'query',
      scope: { kind: 'all', span: spanAt(cursor.at) },
      stages: [],
      span: spanAt(cursor.at),
    },
};

/** Longest query that the platform takes (spec sumo §1). */
const MOST_CHARACTERS = 15_000;

function reportLength(cursor: Cursor): void {
  const { length } = cursor.text;
  cursor.report(
    problems.tooLong.report({
      span: { start: MOST_CHARACTERS, end: length },
      message: `the query has ${length} characters; the platform takes 15000`,
      data: { length },
    }),
  );
}

/** Parses a Sumo Logic log search; never throws on a user's mistake (spec sumo §1). */
export function parseSumo(text: string): ParsedSumo {
  const cursor = new Cursor(text, GRAMMAR);
  if (text.length > MOST_CHARACTERS) reportLength(cursor);
  const query = parseQuery(cursor);
  while (cursor.peek().kind !== 'end') {
    cursor.calm();
    cursor.unexpected('a pipe or the end of the query');
    cursor.take();
    cursor.skipStage();
    if (cursor.peek().kind === 'pipe') (query.stages as Stage[]).push(...parseStages(cursor));
  }
  if (cursor.hasLostPlace) cursor.doubt(0);
  return { query, diagnostics: cursor.diagnostics };
}

function parseQuery(cursor: Cursor): Query {
  const start = cursor.at;
  cursor.calm();
  const scope = catAhead(cursor) ? undefined : parseQueryScope(cursor);
  const first = scope ? [] : parseStage(cursor, cursor.peek().span);
  const stages = [...first, ...parseStages(cursor)];
  return {
    kind: 'query',
    scope: scope ?? { kind: 'all', span: { start, end: start } },
    stages,
    span: cursor.spanFrom(start),
  };
}

/** `cat` stands in the place of the scope (spec sumo §11.2). */
function catAhead(cursor: Cursor): boolean {
  return cursor.isWord('cat') && /^\s*(?:path:|shared\/|\/)/.test(cursor.text.slice(cursor.peek().span.end));
}

/** Reports `let name = value;` in the place of the scope. */
function reportLet(cursor: Cursor): void {
  const { start } = cursor.peek().span;
  const found = /^let\s+[A-Za-z_]\w*\s*=(?!=)[^|]*;/i.exec(cursor.text.slice(start));
  if (!found) return;
  const span = { start, end: start + found[0].length };
  cursor.report(
    problems.letStatement.report({ span, message: 'there are no variables; write the value where it is used' }),
  );
}

function parseQueryScope(cursor: Cursor): ScopeNode {
  reportLet(cursor);
  const scope = parseScope(cursor);
  if (!cursor.atStageEnd()) cursor.unexpected('a pipe');
  if (cursor.panicking) {
    cursor.skipStage();
    cursor.hasLostPlace = true;
  }
  return scope;
}

function parseStages(cursor: Cursor): Stage[] {
  const stages: Stage[] = [];
  while (cursor.peek().kind === 'pipe') {
    const pipe = cursor.take();
    stages.push(...parseStage(cursor, pipe.span));
  }
  return stages;
}

/** True if the parentheses of a pipeline begin with a stage and not with a scope. */
function beginsWithStage(cursor: Cursor): boolean {
  const [first, second] = cursor.peekMany(2);
  if (!first || first.kind === 'pipe' || first.kind === 'end') return false;
  if (operatorAt(cursor)) return true;
  return second?.text === '(' || second?.text.toLowerCase() === 'as';
}

/** Parses the inside of the parentheses of `join` and `filter`. */
function parsePipeline(cursor: Cursor): Pipeline {
  const start = cursor.at;
  const stages: Stage[] = [];
  let scope: ScopeNode | undefined;
  cursor.calm();
  if (beginsWithStage(cursor)) stages.push(...parseStage(cursor, cursor.peek().span));
  else if (cursor.peek().kind !== 'pipe') scope = parseQueryScope(cursor);
  stages.push(...parseStages(cursor));
  return { kind: 'pipeline', scope, stages, span: cursor.spanFrom(start) };
}

function parseStage(cursor: Cursor, pipe: Span): readonly Stage[] {
  cursor.calm();
  if (cursor.atStageEnd()) {
    cursor.report(
      problems.emptyStage.report({
        span: pipe,
        message: 'nothing follows this pipe',
        fixes: [{ title: 'remove the pipe', class: 'repair', edits: [{ span: pipe, text: '' }] }],
      }),
    );
    return [];
  }
  const before = cursor.diagnostics.length;
  const stages = [...(foreignStages(cursor) ?? operatorStages(cursor) ?? otherStages(cursor))];
  while (!cursor.panicking && cursor.peek().kind === 'template') stages.push(templateTail(cursor));
  if (!cursor.panicking) skipTouchingComment(cursor);
  if (!cursor.panicking) stages.push(...stagesWithoutPipe(cursor, stages.at(-1)));
  if (!cursor.panicking) secondQuery(cursor);
  if (!cursor.panicking && !cursor.atStageEnd()) cursor.unexpected('a pipe or the end of the query');
  if (cursor.panicking) {
    cursor.skipStage();
    cursor.doubt(before);
  }
  cursor.calm();
  return stages;
}

/** Skips a comment that touches the word before it; no stage goes on with two slashes. */
function skipTouchingComment(cursor: Cursor): void {
  const { start } = cursor.peek().span;
  if (!cursor.text.startsWith('//', start)) return;
  const line = cursor.text.indexOf('\n', start);
  const end = line < 0 ? cursor.text.length : line;
  const span = { start, end: start + 2 };
  cursor.report(
    problems.touchingComment.report({
      span,
      message: 'this comment touches the word before it; set it off by a blank',
      fixes: [{ title: 'write a blank before it', class: 'safe', edits: [{ span: spanAt(start), text: ' ' }] }],
    }),
  );
  cursor.moveTo(end);
}

/** Reads `, expression as name` behind an expression stage: each of them is a stage. */
function expressionBehindComma(cursor: Cursor): readonly Stage[] {
  const comma = cursor.take();
  const before = cursor.diagnostics.length;
  const token = cursor.peek();
  const args = parseExpressionStage(cursor);
  if (!args.alias) {
    cursor.diagnostics.length = before;
    cursor.calm();
    cursor.moveTo(comma.span.start);
    return [];
  }
  const span = { start: comma.span.start, end: token.span.start };
  const found = problems.missingPipe.report({
    span: comma.span,
    message: 'each expression is a stage of its own: write a pipe instead of the comma',
    data: { name: ',' },
    fixes: [{ title: 'write a pipe', class: 'repair', edits: [{ span, text: '\n| ' }] }],
  });
  cursor.diagnostics.splice(before, 0, found);
  const stage: Stage = {
    kind: 'stage',
    operator: expressionOperator.name,
    nameSpan: token.span,
    span: cursor.spanFrom(token.span.start),
    args,
  };
  return [stage, ...(cursor.panicking ? [] : stagesWithoutPipe(cursor, stage))];
}

const CLAUSES = ['having', 'where', 'sort', 'order', 'limit'];

/** Reads `where …` and kin behind a stage, where a pipe is missing: other languages have them as clauses. */
function stagesWithoutPipe(cursor: Cursor, last: Stage | undefined): readonly Stage[] {
  const word = cursor.peek();
  const isNamed = last?.operator === expressionOperator.name && (last.args as ExpressionArgs).alias !== undefined;
  if (isNamed && word.text === ',') return expressionBehindComma(cursor);
  if (!cursor.isWord(...CLAUSES)) return [];
  const before = cursor.diagnostics.length;
  const isHaving = cursor.isWord('having');
  const stages = isHaving ? foreignStages(cursor) : operatorStages(cursor);
  if (!stages) {
    cursor.diagnostics.length = before;
    return [];
  }
  const name = isHaving ? 'where' : word.text;
  const found = problems.missingPipe.report({
    span: word.span,
    message: `\`${word.text}\` is a stage of its own: write \`| ${name}\``,
    data: { name },
    fixes: [{ title: `write | ${name}`, class: 'repair', edits: [{ span: word.span, text: `| ${name}` }] }],
  });
  cursor.diagnostics.splice(before, isHaving ? 1 : 0, found);
  return [...stages, ...(cursor.panicking ? [] : stagesWithoutPipe(cursor, stages.at(-1)))];
}

/** A template behind a stage, without a pipe: it stands for further stages, pipe included (spec sumo §2). */
function templateTail(cursor: Cursor): Stage<TemplateArgs> {
  const { span, text } = cursor.take();
  return { kind: 'stage', operator: templateOperator.name, nameSpan: span, span, args: { raw: text, piped: false } };
}

function foreignStages(cursor: Cursor): readonly Stage[] | undefined {
  const { start } = cursor.peek().span;
  const before = cursor.diagnostics.length;
  for (const foreign of FOREIGN_OPERATORS) {
    if (!cursor.isWord(...foreign.words)) continue;
    const stages = foreign.parse(cursor);
    if (stages) return stages;
    cursor.diagnostics.length = before;
    cursor.moveTo(start);
  }
  return colonAssignment(cursor) ?? bareCall(cursor);
}

function operatorStages(cursor: Cursor): readonly Stage[] | undefined {
  const found = operatorAt(cursor);
  if (!found) return undefined;
  const { start } = cursor.peek().span;
  cursor.moveTo(found.nameSpan.end);
  const inserted = cursor.inserted.length;
  cursor.stageStart = start;
  const args = found.operator.parse(cursor, found.keyword);
  const stage: Stage = {
    kind: 'stage',
    operator: found.operator.name,
    nameSpan: found.nameSpan,
    span: cursor.spanFrom(start),
    args,
  };
  return [...cursor.inserted.splice(inserted), stage];
}

const CONTINUING_WORDS = new Set(
  ['as', 'matches', 'in', 'contains', 'and', 'or', ...FOREIGN_INFIXES.keys()].filter((word) => word !== 'not'),
);

/** True if the next two tokens cannot begin an expression: two words in a row, or a word alone. */
function looksLikeOperator(cursor: Cursor): boolean {
  const [first, second, third] = cursor.peekMany(3);
  if (first?.kind !== 'word' || !second) return false;
  const word = second.text.toLowerCase();
  if (second.kind === 'word' && CONTINUING_WORDS.has(word)) return false;
  if (second.kind === 'word' && word === 'not') return third?.text.toLowerCase() !== 'in';
  return (
    ['word', 'string', 'single', 'field', 'number', 'template', 'pipe', 'end'].includes(second.kind) ||
    (second.kind === 'punct' && /^[)\]]$/.test(second.text))
  );
}

function otherStages(cursor: Cursor): readonly Stage[] {
  const token = cursor.peek();
  const { start } = token.span;
  if (!looksLikeOperator(cursor)) {
    const args = parseExpressionStage(cursor);
    return [
      { kind: 'stage', operator: expressionOperator.name, nameSpan: token.span, span: cursor.spanFrom(start), args },
    ];
  }
  const nearest = nearestName(token.text, operatorKeywords());
  const aggregate = aggregateNamed(token.text);
  const hint = aggregate
    ? `write its field in parentheses: \`${aggregate.example}\``
    : OPERATOR_HINTS.get(token.text.toLowerCase());
  const message = hint
    ? `there is no operator \`${token.text}\`; ${hint}`
    : `there is no operator \`${token.text}\`${nearest ? `; did you mean \`${nearest}\`?` : ''}`;
  cursor.report(
    problems.unknownOperator.report({
      span: token.span,
      message,
      data: { name: token.text, nearest },
      ...(nearest && !hint
        ? { fixes: [{ title: `use ${nearest}`, class: 'suggested', edits: [{ span: token.span, text: nearest }] }] }
        : {}),
    }),
  );
  cursor.skipStage();
  const span = cursor.spanFrom(start);
  const args = { text: cursor.text.slice(span.start, span.end) };
  return [{ kind: 'stage', operator: unknownStage.name, nameSpan: token.span, span, args }];
}
