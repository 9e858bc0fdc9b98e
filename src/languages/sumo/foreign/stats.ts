import { spanAt } from '../../../source/index.ts';
import { parseAggregates } from '../aggregate-syntax.ts';
import type { Cursor } from '../cursor.ts';
import { aggregateOperator } from '../operators/aggregate.ts';
import * as mistakes from './diagnostics.ts';
import { type ForeignOperator, stageOf } from './operator.ts';

/** Offsets where an aggregate follows another one without a comma: `stats count dc(x)`. */
function missingCommas(cursor: Cursor): readonly number[] {
  const start = cursor.at;
  const places: number[] = [];
  let depth = 0;
  let end = start;
  while (cursor.peek().kind !== 'pipe' && cursor.peek().kind !== 'end' && !(depth === 0 && cursor.atStageEnd())) {
    const token = cursor.peek();
    if (depth === 0 && cursor.isWord('by')) break;
    const follows =
      end > start && cursor.text.slice(end - 1, end) !== ',' && !/\bas$/i.test(cursor.text.slice(start, end));
    const isCall = token.kind === 'word' && (cursor.peekSecond().text === '(' || token.text.toLowerCase() === 'count');
    if (depth === 0 && follows && isCall) places.push(end);
    if (cursor.isPunct('(')) depth++;
    if (cursor.isPunct(')')) depth--;
    cursor.take();
    end = cursor.at;
  }
  cursor.moveTo(start);
  return places;
}

/** `stats count as n by u` (M05). */
export const foreignStats: ForeignOperator = {
  words: ['stats'],
  bad: '* | stats count as n, max(bytes) as biggest by User',
  good: '* | count as n, max(bytes) as biggest by User',
  parse(cursor) {
    const word = cursor.take();
    const next = cursor.peek();
    if (next.kind !== 'word' || next.text.toLowerCase() === 'as') return undefined;
    const commas = missingCommas(cursor);
    const edits = [
      { span: { start: word.span.start, end: next.span.start }, text: '' },
      ...commas.map((place) => ({ span: spanAt(place), text: ',' })),
    ];
    cursor.report(
      mistakes.statsOperator.report({
        span: word.span,
        message: 'there is no `stats`; start the stage with the aggregate itself',
        fixes: [{ title: 'remove `stats`', class: 'repair', edits }],
      }),
    );
    const inserted = cursor.inserted.length;
    cursor.stageStart = next.span.start;
    const args = parseAggregates(cursor, commas.length > 0);
    const stage = stageOf(aggregateOperator.name, word.span, cursor.spanFrom(word.span.start), args);
    return [...cursor.inserted.splice(inserted), stage];
  },
};
