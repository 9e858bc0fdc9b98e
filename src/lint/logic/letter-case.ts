import { type Expr, walkExpr } from '../../ir/index.ts';
import type { Query } from '../../languages/sumo/index.ts';
import type { Span } from '../../source/index.ts';
import { logicOf } from './logic-of.ts';
import type { Names } from './names.ts';

const RECASING = new Set(['text.lower', 'text.upper']);

const placeOf = (span: Span): string => `${span.start}:${span.end}`;

/** True if some part of a value was brought to one letter case, the query's own columns and parses seen through. */
function isRecased(value: Expr, names: Names): boolean {
  let found = false;
  walkExpr(names.resolve(value), (part) => {
    if (part.kind === 'call' && RECASING.has(part.fn)) found = true;
    const from = part.kind === 'field' ? names.sourceOf(part.name).from : undefined;
    // What a parse reads is resolved already.
    if (from && from !== part) walkExpr(from, (one) => (found ||= one.kind === 'call' && RECASING.has(one.fn)));
  });
  return found;
}

/** True for the place of a test that compares a value of one letter case, which another rule judges. */
export function recasedTests(query: Query): (span: Span) => boolean {
  const places = new Set<string>();
  for (const { condition, reading } of logicOf(query)) {
    walkExpr(condition, (expr) => {
      const value = expr.kind === 'compare' ? expr.left : expr.kind === 'match' ? expr.value : undefined;
      if (value && isRecased(value, reading.names)) places.add(placeOf(expr.origin));
    });
  }
  return (span) => places.has(placeOf(span));
}
