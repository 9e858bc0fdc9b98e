import type { Diagnostic } from '../../../diagnostic/index.ts';
import { type Edit, type Span, spanAt } from '../../../source/index.ts';
import type { Expression, NameNode, Stage } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import type { Token } from '../lexer.ts';
import type { ExpressionArgs } from '../operators/expression.ts';
import * as mistakes from './diagnostics.ts';
import { type ForeignOperator, foreignStage, stageOf } from './operator.ts';
import { stagesOfText, takeStageText } from './rewrite.ts';
import { stagesForAssignments } from './stage-calls.ts';

interface Assignment {
  readonly name: NameNode;
  readonly expression: Expression;
  /** Comma in front of it. */
  readonly comma: Span | undefined;
}

function assignmentAhead(cursor: Cursor): boolean {
  return cursor.isName() && cursor.peekSecond().text === '=';
}

function parseAssignments(cursor: Cursor): Assignment[] {
  const assignments: Assignment[] = [];
  let comma: Span | undefined;
  while (assignmentAhead(cursor)) {
    const name = cursor.name();
    cursor.take();
    assignments.push({ name, expression: cursor.expression(), comma });
    comma = cursor.takePunct(',')?.span;
    if (!comma) break;
  }
  return assignments;
}

function assignmentEdits(cursor: Cursor, start: number, assignments: readonly Assignment[]): Edit[] {
  return assignments.flatMap(({ name, expression, comma }) => [
    { span: { start: comma?.start ?? start, end: expression.span.start }, text: comma ? '\n| ' : '' },
    { span: spanAt(expression.span.end), text: ` as ${cursor.text.slice(name.span.start, name.span.end)}` },
  ]);
}

/** Reads `word name = expression, …` as expression stages; the cursor stands behind the word. */
export function assignmentStages(
  cursor: Cursor,
  word: Token,
  report: (names: readonly string[], edits: readonly Edit[]) => Diagnostic,
): readonly Stage[] | undefined {
  if (!assignmentAhead(cursor)) return undefined;
  const from = cursor.at;
  const stages = stagesForAssignments(takeStageText(cursor) ?? '');
  if (stages !== undefined) {
    const span = cursor.spanFrom(word.span.start);
    cursor.report(report([], [{ span, text: stages }]));
    return stagesOfText(cursor, stages, span);
  }
  cursor.moveTo(from);
  const before = cursor.diagnostics.length;
  const assignments = parseAssignments(cursor);
  const edits = assignmentEdits(cursor, word.span.start, assignments);
  const names = assignments.map(({ name }) => name.name);
  cursor.diagnostics.splice(before, 0, report(names, edits));
  return assignments.map(({ name, expression }): Stage<ExpressionArgs> => {
    const span = { start: name.span.start, end: expression.span.end };
    return stageOf('expression', word.span, span, { expression, alias: name });
  });
}

/** `eval x = e` (M01). */
export const foreignEval: ForeignOperator = {
  words: ['eval'],
  bad: '* | eval kind = if(User = "SYSTEM", "os", "person"), upper_user = toUpperCase(User)',
  good: '* | if(User = "SYSTEM", "os", "person") as kind\n|  toUpperCase(User) as upper_user'.replace('|  ', '| '),
  parse(cursor) {
    const word = cursor.take();
    return assignmentStages(cursor, word, (fields, edits) =>
      mistakes.evalOperator.report({
        span: word.span,
        message: 'there is no `eval`; write the expression first and name it with `as`',
        data: { fields },
        fixes: [{ title: 'write `expression as name`', class: 'repair', edits }],
      }),
    );
  },
};

/** `extend x = e`. */
export const foreignExtend: ForeignOperator = {
  words: ['extend'],
  bad: '* | extend name_length = length(User)',
  good: '* | length(User) as name_length',
  parse(cursor) {
    const word = cursor.take();
    return assignmentStages(cursor, word, (_fields, edits) =>
      foreignStage(word.text, word.span, 'expression as name', edits),
    );
  },
};
