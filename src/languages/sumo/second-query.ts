import type { Cursor } from './cursor.ts';
import * as problems from './syntax-diagnostics.ts';

const SCOPE = /^(?:\(\s*)*(?:_(?:sourcecategory|sourcehost|sourcename|source|collector|index|view)|index)\s*!?=/i;

/** Reports a second scope where a pipe or the end is due, M19 (spec sumo §16.1); what follows it is not read as stages of the first query. */
export function secondQuery(cursor: Cursor): void {
  const { span } = cursor.peek();
  if (cursor.atStageEnd() && !cursor.isPunct('(')) return;
  const line = cursor.text.slice(cursor.at, span.start).includes('\n');
  if (!line || !SCOPE.test(cursor.text.slice(span.start, span.start + 200))) return;
  const rest = cursor.text.slice(span.start);
  const end = rest.search(/\n|$/) + span.start;
  const edit = { span: { start: span.start, end: cursor.text.length }, text: `// ${rest.replaceAll('\n', '\n// ')}` };
  cursor.panic(
    problems.secondQuery.report({
      span: { start: span.start, end },
      message: 'a second scope starts here; a text holds one query',
      fixes: [{ title: 'keep the first query, and the rest as a comment', class: 'suggested', edits: [edit] }],
    }),
  );
  cursor.moveTo(cursor.text.length);
}
