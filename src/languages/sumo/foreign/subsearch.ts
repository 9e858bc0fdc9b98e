import type { Stage, SubqueryNode } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { argsOf } from '../operator.ts';
import { type ComposeArgs, composeOperator } from '../operators/compose.ts';
import { fieldsOperator } from '../operators/fields.ts';
import { foreignStage, stageOf } from './operator.ts';

/** True if `[ search …` is next. */
function isAhead(cursor: Cursor): boolean {
  const { start } = cursor.peek().span;
  return /^\[\s*(?:search\s|index\s*=)/i.test(cursor.text.slice(start, start + 200));
}

/** The stage `compose` in the place of a last `fields` or `table`. */
function composed(last: Stage | undefined): Stage<ComposeArgs> | undefined {
  const args = last ? argsOf(last, fieldsOperator) : undefined;
  if (!last || args?.mode !== 'keep') return undefined;
  return stageOf(composeOperator.name, last.nameSpan, last.span, { names: args.names, options: [], keywords: false });
}

/** Reads `[ search … | fields ip ]` of Splunk as the subquery that was meant. */
export function subsearch(cursor: Cursor): SubqueryNode | undefined {
  if (!isAhead(cursor)) return undefined;
  const open = cursor.take();
  const word = cursor.takeWord('search');
  const before = cursor.diagnostics.length;
  const query = cursor.grammar.query(cursor);
  const last = query.stages.at(-1);
  const compose = composed(last);
  cursor.expectPunct(']');
  const span = cursor.spanFrom(open.span.start);
  const head = { start: open.span.start, end: word?.span.end ?? open.span.end };
  const edits =
    last && compose
      ? [
          { span: head, text: word ? '[subquery:' : '[subquery: ' },
          { span: last.nameSpan, text: 'compose' },
        ]
      : [];
  const kept = cursor.diagnostics
    .splice(before)
    .filter((found) => found.span.start !== last?.nameSpan.start || !compose);
  const found = foreignStage('[ search … ]', head, '[subquery: … | compose field]', edits);
  const { fixes: _none, ...bare } = found;
  cursor.diagnostics.push(compose ? found : bare, ...kept);
  const stages = compose ? [...query.stages.slice(0, -1), compose] : query.stages;
  return { kind: 'subquery', from: undefined, to: undefined, query: { ...query, stages }, span };
}
