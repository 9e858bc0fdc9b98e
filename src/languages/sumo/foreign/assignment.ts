import { spanAt } from '../../../source/index.ts';
import type { Stage } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import type { ExpressionArgs } from '../operators/expression.ts';
import { foreignStage, stageOf } from './operator.ts';

/** Reads `name := expression` of LogScale as the stage that was meant. */
export function colonAssignment(cursor: Cursor): readonly Stage[] | undefined {
  const [word, colon, equals] = cursor.peekMany(3);
  if (!word || !cursor.isName() || colon?.text !== ':' || !equals?.text.startsWith('=')) return undefined;
  if (equals.text !== '=' || equals.span.start !== colon.span.end) return undefined;
  const name = cursor.name();
  cursor.moveTo(equals.span.end);
  const before = cursor.diagnostics.length;
  const expression = cursor.expression();
  const edits = [
    { span: { start: name.span.start, end: expression.span.start }, text: '' },
    { span: spanAt(expression.span.end), text: ` as ${cursor.text.slice(name.span.start, name.span.end)}` },
  ];
  const span = { start: colon.span.start, end: equals.span.end };
  cursor.diagnostics.splice(before, 0, foreignStage(':=', span, 'expression as name', edits));
  const args: ExpressionArgs = { expression, alias: name };
  return [stageOf('expression', word.span, cursor.spanFrom(word.span.start), args)];
}
