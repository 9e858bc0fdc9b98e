import type { Cursor } from '../cursor.ts';
import { foreignInfix } from './diagnostics.ts';

/** Reads `nulls last` behind a sort key, which other languages have; here null stands last by itself. */
export function nullsClause(cursor: Cursor): void {
  const [word, place] = cursor.peekMany(2);
  if (word?.text.toLowerCase() !== 'nulls' || !/^(?:first|last)$/i.test(place?.text ?? '')) return;
  const from = cursor.at;
  cursor.take();
  cursor.take();
  const name = `nulls ${place?.text.toLowerCase()}`;
  cursor.report(
    foreignInfix.report({
      span: { start: word.span.start, end: cursor.at },
      message: `there is no \`${name}\`; rows without a value stand last`,
      data: { name, right: '' },
      fixes: [
        {
          title: 'remove it',
          class: /last/i.test(name) ? 'repair' : 'suggested',
          edits: [{ span: { start: from, end: cursor.at }, text: '' }],
        },
      ],
    }),
  );
}
