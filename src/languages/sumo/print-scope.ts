import type { FieldTestScope, ScopeNode, SubqueryNode } from './ast.ts';
import { encodeName } from './strings.ts';

function printTest(node: FieldTestScope): string {
  const name = node.name.quoted ? `"${encodeName(node.name.name)}"` : node.name.name;
  return name + node.operator + (node.quoted ? `"${node.value}"` : node.value);
}

/** Writes a keyword expression; groups inside groups keep their parentheses. */
export function printScope(node: ScopeNode, subquery: (node: SubqueryNode) => string): string {
  const inner = (item: ScopeNode, tight: boolean): string => {
    const text = printScope(item, subquery);
    const isGroup = item.kind === 'or' || item.kind === 'and';
    return isGroup && (tight || item.kind === node.kind || item.kind === 'or') ? `(${text})` : text;
  };
  switch (node.kind) {
    case 'all':
      return '*';
    case 'term':
      return node.text;
    case 'template':
      return node.raw;
    case 'phrase':
      return `"${node.raw}"`;
    case 'fieldTest':
      return printTest(node);
    case 'subquery':
      return subquery(node);
    case 'not':
      return `NOT ${inner(node.item, true)}`;
    case 'and':
      return node.items.map((item) => inner(item, false)).join(' AND ');
    case 'or':
      return node.items.map((item) => inner(item, false)).join(' OR ');
  }
}
