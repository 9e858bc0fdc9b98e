import type { SubqueryNode } from './ast.ts';
import type { Cursor } from './cursor.ts';

/** True if `[subquery` is next. */
export function subqueryAhead(cursor: Cursor): boolean {
  const token = cursor.peek();
  return token.text === '[' && /^\[\s*subquery\b/i.test(cursor.text.slice(token.span.start, token.span.start + 40));
}

function parseTime(cursor: Cursor): string {
  cursor.expectPunct('=');
  if (!cursor.takePunct('(')) return cursor.takeRun(/[\s:|\]]/).text;
  const time = cursor.takeRun(/[)|\]]/).text.trim();
  cursor.expectPunct(')');
  return time;
}

/** Reads `[subquery from=(…) to=(…): query]` (spec sumo §11.5); the caller has seen `subqueryAhead`. */
export function parseSubquery(cursor: Cursor): SubqueryNode {
  const { start } = cursor.take().span;
  cursor.take();
  let from: string | undefined;
  let to: string | undefined;
  for (;;) {
    if (cursor.takeWord('from')) from = parseTime(cursor);
    else if (cursor.takeWord('to')) to = parseTime(cursor);
    else break;
    cursor.takePunct(',');
  }
  cursor.expectPunct(':');
  const query = cursor.grammar.query(cursor);
  cursor.expectPunct(']');
  return { kind: 'subquery', from, to, query, span: cursor.spanFrom(start) };
}
