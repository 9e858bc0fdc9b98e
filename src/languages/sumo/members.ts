import type { Expression, InNode } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { foreignInfix } from './foreign/diagnostics.ts';
import { subqueryAhead } from './subquery.ts';

function listIn(cursor: Cursor, close: ')' | ']'): Expression[] {
  const items: Expression[] = [];
  do items.push(cursor.expression());
  while (cursor.takePunct(','));
  cursor.expectPunct(close);
  return items;
}

/** Members in square brackets, as SQL dialects write them. */
function bracketed(cursor: Cursor): Expression[] {
  const open = cursor.take();
  const before = cursor.diagnostics.length;
  const items = listIn(cursor, ']');
  const close = { start: cursor.at - 1, end: cursor.at };
  cursor.diagnostics.splice(
    before,
    0,
    foreignInfix.report({
      span: open.span,
      message: 'the members of `in` stand in parentheses',
      data: { name: 'in […]', right: 'in (…)' },
      fixes: [
        {
          title: 'write parentheses',
          class: 'repair',
          edits: [
            { span: open.span, text: '(' },
            { span: close, text: ')' },
          ],
        },
      ],
    }),
  );
  return items;
}

function parseItems(cursor: Cursor): readonly Expression[] {
  const token = cursor.peek();
  if (token.kind === 'template') {
    cursor.take();
    return [{ kind: 'template', raw: token.text, span: token.span }];
  }
  if (cursor.isPunct('[') && !subqueryAhead(cursor)) return bracketed(cursor);
  return cursor.expectPunct('(') ? listIn(cursor, ')') : [];
}

/** Reads `in (a, b)`; the cursor stands before `in` (spec sumo §5.4). */
export function parseMembers(cursor: Cursor, left: Expression, negated: boolean): InNode {
  cursor.take();
  const items = parseItems(cursor);
  return { kind: 'in', left, negated, items, span: { start: left.span.start, end: cursor.at } };
}
