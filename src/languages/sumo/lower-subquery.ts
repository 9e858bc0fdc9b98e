import { type Expr, field, type InnerQuery, type InnerTime, literal } from '../../ir/index.ts';
import { parseSpan } from '../../value/index.ts';
import type { SubqueryNode } from './ast.ts';
import { subqueryWithoutCompose, unreadableOption } from './lower-diagnostics.ts';
import type { ExpressionScope } from './lowering.ts';
import { argsOf } from './operator.ts';
import { composeOperator } from './operators/compose.ts';

/** Rows of a subquery that count, unless it says otherwise, and at most (spec sumo §11.5). */
const DEFAULT_RESULTS = 2500;
const MOST_RESULTS = 10_000;

const DATE = /^(?:\d{4}[-/])?\d{1,2}[-/]\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?$/;

/** Reads a bound of a subquery's window: relative to the end of the window around it, a date, or epoch milliseconds. */
function parseBound(text: string): InnerTime | undefined {
  const trimmed = text.trim();
  if (/^now$/i.test(trimmed)) return { kind: 'before-end', ms: 0 };
  const span = parseSpan(trimmed);
  if (span !== undefined) return { kind: 'before-end', ms: Math.abs(span) };
  return /^\d{11,}$/.test(trimmed) || DATE.test(trimmed) ? { kind: 'instant', text: trimmed } : undefined;
}

function boundOf(name: 'from' | 'to', node: SubqueryNode, scope: ExpressionScope): InnerTime | undefined {
  const text = node[name];
  if (text === undefined) return undefined;
  const bound = parseBound(text);
  if (!bound) {
    const message = `\`${name}=(${text})\` is no time: write a span such as -1d, a date, or epoch milliseconds`;
    scope.report(unreadableOption.report({ span: node.span, message, data: { option: name, value: text } }));
  }
  return bound;
}

/**
 * A subquery as a test of its result: in the scope the fields compare without letter case, or their values are searched for; in a
 * condition they compare as texts. An empty result selects nothing (spec sumo §11.5).
 */
export function lowerSubquery(node: SubqueryNode, place: 'scope' | 'condition', scope: ExpressionScope): Expr {
  const composed = node.query.stages.map((stage) => argsOf(stage, composeOperator)).find((args) => args !== undefined);
  if (!composed) {
    const message = 'a subquery ends with `compose`, which names the fields that it gives';
    scope.report(subqueryWithoutCompose.report({ span: node.span, message, data: { construct: 'subquery' } }));
    return literal(null, node.span);
  }
  const most = composed.options.find(({ name }) => /^maxresults$/i.test(name.name))?.value;
  const results = most === undefined ? DEFAULT_RESULTS : Number(most);
  if (!(results >= 1)) {
    const message = `\`maxresults=${most}\` is no number of rows`;
    scope.report(
      unreadableOption.report({ span: node.span, message, data: { option: 'maxresults', value: most ?? '' } }),
    );
  }
  const names = composed.names.map(({ name }) => name);
  const inner: InnerQuery = {
    table: `subquery@${node.span.start}`,
    plan: scope.query(node.query),
    columns: names,
    from: boundOf('from', node, scope),
    to: node.to === undefined && node.from !== undefined ? { kind: 'before-end', ms: 0 } : boundOf('to', node, scope),
    limit: Math.min(results, MOST_RESULTS),
  };
  if (composed.keywords) {
    return { kind: 'search-table', origin: node.span, table: inner.table, columns: names, inner };
  }
  return {
    kind: 'in-table',
    origin: node.span,
    table: inner.table,
    on: composed.names.map(({ name, span }) => ({
      left: field(scope.columnOf(name), span),
      right: field(name, span),
      presumed: 'left',
    })),
    textCase: place === 'scope' ? 'unicode' : 'sensitive',
    inner,
  };
}
