import type { Cursor } from './cursor.ts';
import * as problems from './syntax-diagnostics.ts';

const SCOPE = /^(?:\(\s*)*(?:_(?:sourcecategory|sourcehost|sourcename|source|collector|index|view)|index)\s*!?=/i;

/** Reports a second scope where a pipe or the end is due, M19 (spec sumo §16.1); what follows it is not read as stages of the first query. */
export function secondQuery(cursor: Cursor): void {
  const { span } = cursor.peek();
  if (cursor.atStageEnd() && !cursor.isPunct('(')) return;
  const line = cursor.text.slice(cursor.at, span.start).includes('\n');
  if (!line || !SCOPE.test(cursor.text.slice(span.start, span.start + 200))) return;
  const end = cursor.text.slice(span.start).search(/\n|$/) + span.start;
  cursor.panic(
    problems.secondQuery.report({
      span: { start: span.start, end },
      message: 'a second scope starts here; a text holds one query',
    }),
  );
  cursor.moveTo(cursor.text.length);
}
