import type { Expression } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { decodeName } from '../strings.ts';
import { foreignInfix } from './diagnostics.ts';

/** Reads `fields["x"]` of a Cloud SIEM rule as the field that a search of such records has (spec sumo §14). */
export function rawField(cursor: Cursor): Expression | undefined {
  const [word, open, key, close] = cursor.peekMany(4);
  if (!word || open?.text !== '[' || (key?.kind !== 'string' && key?.kind !== 'single') || close?.text !== ']')
    return undefined;
  cursor.moveTo(close.span.end);
  const span = cursor.spanFrom(word.span.start);
  const raw = key.text.slice(1, -1);
  const right = `%"fields.${raw}"`;
  cursor.report(
    foreignInfix.report({
      span,
      message: `\`fields[…]\` exists only in rules of Cloud SIEM; write \`${right}\``,
      data: { name: 'fields[…]', right },
      fixes: [{ title: `write ${right}`, class: 'repair', edits: [{ span, text: right }] }],
    }),
  );
  return { kind: 'field', name: `fields.${decodeName(raw)}`, quoted: true, span };
}
