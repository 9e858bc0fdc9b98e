import { and, type Expr, field, literal, not, or } from '../../ir/index.ts';
import type { FieldTestScope, ScopeNode } from './ast.ts';
import { reportTemplate } from './lower-diagnostics.ts';
import { lowerSubquery } from './lower-subquery.ts';
import type { ExpressionScope } from './lowering.ts';

/** Search modifiers that select storage, not messages (spec sumo §3.4). */
const MODIFIERS = new Set(['_datatier']);

/**
 * A field test of the scope: names and values compare without case, `*` is a wildcard unless quoted, and `field=*` means
 * that the field is there (spec sumo §3.4, 18.1).
 */
function lowerFieldTest(node: FieldTestScope): Expr {
  if (MODIFIERS.has(node.name.name.toLowerCase())) return literal(true, node.span);
  const value = field(node.name.name, node.name.span);
  const test: Expr = {
    kind: 'match',
    origin: node.span,
    value,
    pattern:
      !node.quoted && node.value === '*'
        ? { kind: 'present' }
        : node.quoted
          ? { kind: 'literal', text: node.value, case: 'unicode', part: 'whole' }
          : { kind: 'wildcard', text: node.value, case: 'unicode', question: false },
  };
  return node.operator === '!=' ? not(test, node.span) : test;
}

/** The condition of a keyword expression; undefined where it selects every message. */
export function lowerScope(node: ScopeNode, scope: ExpressionScope): Expr | undefined {
  switch (node.kind) {
    case 'all':
      return undefined;
    case 'term':
      reportTemplate(node.text, node.span, scope);
      return node.text === '*' ? undefined : { kind: 'search', origin: node.span, text: node.text, form: 'terms' };
    case 'phrase':
      reportTemplate(node.raw, node.span, scope);
      return { kind: 'search', origin: node.span, text: node.value, form: 'phrase' };
    case 'fieldTest':
      reportTemplate(node.value, node.valueSpan, scope);
      return lowerFieldTest(node);
    case 'and': {
      const items = node.items.map((item) => lowerScope(item, scope)).filter((item) => item !== undefined);
      return items.length === 0 ? undefined : and(items, node.span);
    }
    case 'or': {
      const items = node.items.map((item) => lowerScope(item, scope));
      return items.some((item) => item === undefined) ? undefined : or(items as Expr[], node.span);
    }
    case 'not':
      return not(lowerScope(node.item, scope) ?? literal(true, node.item.span), node.span);
    case 'subquery':
      return lowerSubquery(node, 'scope', scope);
    case 'template':
      reportTemplate(node.raw, node.span, scope);
      return undefined;
  }
}
