import { spanAt } from '../../../source/index.ts';
import type { Stage } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { functionNamed } from '../functions.ts';
import type { ExpressionArgs } from '../operators/expression.ts';
import * as mistakes from './diagnostics.ts';
import { stageOf } from './operator.ts';

/** Reads `toLowerCase user` as the call that was meant (M13). */
export function bareCall(cursor: Cursor): readonly Stage[] | undefined {
  const [word, next, behind] = cursor.peekMany(3);
  const known = word?.kind === 'word' ? functionNamed(word.text) : undefined;
  if (!word || !known || known.min !== 1 || !next || (next.kind !== 'word' && next.kind !== 'field')) return undefined;
  if (next.text.toLowerCase() === 'as' || !/^(?:as|\||\)|\]|)$/i.test(behind?.text ?? '')) return undefined;
  cursor.take();
  const field = cursor.name();
  const alias = cursor.alias();
  const written = cursor.text.slice(field.span.start, field.span.end);
  cursor.report(
    mistakes.callWithoutParentheses.report({
      span: word.span,
      message: `the argument of \`${word.text}\` stands in parentheses`,
      data: { name: word.text },
      fixes: [
        {
          title: `write ${word.text}(…)`,
          class: 'repair',
          edits: [
            { span: { start: word.span.end, end: field.span.start }, text: '(' },
            { span: spanAt(field.span.end), text: alias ? ')' : `) as ${written}` },
          ],
        },
      ],
    }),
  );
  const arg = { kind: 'field' as const, name: field.name, quoted: field.quoted, span: field.span };
  const span = cursor.spanFrom(word.span.start);
  const args: ExpressionArgs = {
    expression: { kind: 'call', name: word.text, nameSpan: word.span, args: [arg], span },
    alias: alias ?? field,
  };
  return [stageOf('expression', word.span, span, args)];
}
