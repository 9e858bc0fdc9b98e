import { joinSpans, spanAt } from '../../../source/index.ts';
import type { Expression } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { regexLiteral } from '../regex-check.ts';
import { foreignInfix } from './diagnostics.ts';

/** Reads `x=/re/` of LogScale and `x != /re/`; the cursor stands before the operator. */
export function equalsRegex(cursor: Cursor, left: Expression): Expression | undefined {
  const token = cursor.peek();
  if (!/^(?:==?|!=|<>)$/.test(token.text) || !/^\s*\/[^/*\s]/.test(cursor.text.slice(token.span.end))) return undefined;
  cursor.take();
  const before = cursor.diagnostics.length;
  const pattern = regexLiteral(cursor);
  if (!pattern) {
    cursor.moveTo(token.span.start);
    cursor.diagnostics.length = before;
    return undefined;
  }
  const negate = token.text === '!=' || token.text === '<>';
  const span = joinSpans(left.span, { start: pattern.span.start, end: cursor.at });
  const { start, end } = token.span;
  const blank = (offset: number): string => (/\s/.test(cursor.text[offset] ?? '') ? '' : ' ');
  const right = negate ? '!(x matches /regex/)' : 'x matches /regex/';
  cursor.report(
    foreignInfix.report({
      span: token.span,
      message: `\`${token.text}\` compares with a value, not with a regular expression; write \`${right}\``,
      data: { name: token.text, right },
      fixes: [
        {
          title: `write ${right}`,
          class: 'repair',
          edits: [
            { span: token.span, text: `${blank(start - 1)}matches${blank(end)}` },
            ...(negate
              ? [
                  { span: spanAt(left.span.start), text: '!(' },
                  { span: spanAt(span.end), text: ')' },
                ]
              : []),
          ],
        },
      ],
    }),
  );
  const node: Expression = { kind: 'matches', left, pattern, span };
  return negate ? { kind: 'unary', operator: '!', operand: node, span } : node;
}
