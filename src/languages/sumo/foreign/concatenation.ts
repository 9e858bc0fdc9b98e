import type { BinaryNode, Expression } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { foreignInfix } from './diagnostics.ts';

const COMPARING = /^(?:=|!=|<|<=|>|>=)$/;

/** Reads `a . "-" . b`, which joins texts in Splunk; the cursor stands before the first dot. */
export function dotConcatenation(
  cursor: Cursor,
  left: Expression,
  operand: (cursor: Cursor) => Expression,
): Expression | undefined {
  const dot = cursor.peek();
  const next = cursor.peekSecond();
  if (!['string', 'word', 'field', 'number'].includes(next.kind)) return undefined;
  const compared: BinaryNode | undefined =
    left.kind === 'binary' && COMPARING.test(left.operator) && cursor.text[left.span.start] !== '(' ? left : undefined;
  const parts = [compared?.right ?? left];
  while (cursor.takePunct('.')) parts.push(operand(cursor));
  const span = { start: parts[0]!.span.start, end: parts.at(-1)!.span.end };
  const written = parts.map((part) => cursor.text.slice(part.span.start, part.span.end)).join(', ');
  cursor.report(
    foreignInfix.report({
      span: dot.span,
      message: '`.` does not join texts; write `concat(a, b)`',
      data: { name: '.', right: 'concat(a, b)' },
      fixes: [{ title: 'write concat(a, b)', class: 'repair', edits: [{ span, text: `concat(${written})` }] }],
    }),
  );
  const joined: Expression = { kind: 'call', name: 'concat', nameSpan: span, args: parts, span };
  return compared ? { ...compared, right: joined, span: { start: compared.span.start, end: span.end } } : joined;
}
