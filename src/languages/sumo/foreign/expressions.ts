import { joinSpans, spanAt } from '../../../source/index.ts';
import type { BinaryNode, ContainsNode, Expression, InNode, MatchesNode } from '../ast.ts';
import { parseArguments } from '../call.ts';
import type { Cursor } from '../cursor.ts';
import { FOREIGN_CALLS } from './calls.ts';
import * as mistakes from './diagnostics.ts';
import { FOREIGN_INFIXES } from './infixes.ts';

/** Reads a call of a function that other languages have and this one has not, as the call that was meant. */
export function foreignCall(cursor: Cursor): Expression | undefined {
  const rewrite = FOREIGN_CALLS.get(cursor.peek().text.toLowerCase());
  if (!rewrite) return undefined;
  const name = cursor.take();
  const before = cursor.diagnostics.length;
  const args = parseArguments(cursor, true);
  const call = { name: name.text, nameSpan: name.span, args, span: cursor.spanFrom(name.span.start) };
  const rewritten = cursor.panicking ? undefined : rewrite(call, cursor.text);
  if (!rewritten) {
    cursor.diagnostics.length = before;
    cursor.moveTo(name.span.start);
    return undefined;
  }
  cursor.report(rewritten.diagnostic);
  return { ...rewritten.node, span: call.span };
}

/** Reads an infix operator of another language, as the comparison that was meant. */
export function foreignInfix(
  cursor: Cursor,
  left: Expression,
  operand: (cursor: Cursor) => Expression,
): Expression | undefined {
  const read = FOREIGN_INFIXES.get(cursor.peek().text.toLowerCase());
  return read?.(cursor, left, operand);
}

/** Mends `!x matches y` and `!x = y`, where `!` takes the field only (M15). */
export function foreignPrefix(
  cursor: Cursor,
  node: MatchesNode | BinaryNode | InNode | ContainsNode,
): Expression | undefined {
  const { left } = node;
  if (left.kind !== 'unary' || left.operator !== '!' || cursor.text[left.span.start] !== '!') return undefined;
  const { operand } = left;
  // A truth value may be compared with one: `!isNull(x) = true`.
  if (node.kind !== 'matches' && operand.kind !== 'field') return undefined;
  cursor.report(
    mistakes.negationBinding.report({
      span: node.span,
      message: '`!` binds to the next word only; put the comparison in parentheses',
      fixes: [
        {
          title: 'put the comparison in parentheses',
          class: 'repair',
          edits: [
            { span: spanAt(operand.span.start), text: '(' },
            { span: spanAt(node.span.end), text: ')' },
          ],
        },
      ],
    }),
  );
  const inner = { ...node, left: operand, span: joinSpans(operand.span, node.span) };
  return { kind: 'unary', operator: '!', operand: inner, span: node.span };
}
