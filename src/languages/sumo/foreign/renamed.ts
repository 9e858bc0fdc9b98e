import type { Cursor } from '../cursor.ts';
import type { OperatorDefinition } from '../operator.ts';
import { fieldsOperator } from '../operators/fields.ts';
import { limitOperator } from '../operators/limit.ts';
import { whereOperator } from '../operators/where.ts';
import { type ForeignOperator, foreignStage, stageOf } from './operator.ts';

/** Says by what follows whether the word is the foreign operator. */
type Ahead = (cursor: Cursor) => boolean;

function renamed<Args>(
  word: string,
  operator: OperatorDefinition<Args>,
  ahead: Ahead,
  bad: string,
  good: string,
): ForeignOperator {
  return {
    words: [word],
    bad,
    good,
    parse(cursor) {
      const name = cursor.take();
      if (!ahead(cursor)) return undefined;
      cursor.report(foreignStage(name.text, name.span, operator.name, [{ span: name.span, text: operator.name }]));
      const args = operator.parse(cursor, operator.name);
      return [stageOf(operator.name, name.span, cursor.spanFrom(name.span.start), args)];
    },
  };
}

const nameAhead: Ahead = (cursor) => cursor.isName() && /^(?:[,|)\]]|)$/.test(cursor.peekSecond().text);
const numberAhead: Ahead = (cursor) => cursor.isQuantity();
const conditionAhead: Ahead = (cursor) =>
  cursor.peek().kind !== 'pipe' && !/^(?:as|in|not|matches|contains|[^\w(!"%]+|)$/i.test(cursor.peek().text);

/** `table a, b` (M08). */
export const foreignTable = renamed(
  'table',
  fieldsOperator,
  nameAhead,
  '* | table Computer, User',
  '* | fields Computer, User',
);

/** `project a, b`. */
export const foreignProject = renamed(
  'project',
  fieldsOperator,
  nameAhead,
  '* | project Computer, User',
  '* | fields Computer, User',
);

/** `head 10`. */
export const foreignHead = renamed(
  'head',
  limitOperator,
  numberAhead,
  '* | count by User | head 10',
  '* | count by User | limit 10',
);

/** `take 10`. */
export const foreignTake = renamed(
  'take',
  limitOperator,
  numberAhead,
  '* | count by User | take 5',
  '* | count by User | limit 5',
);

/** `having condition`. */
export const foreignHaving = renamed(
  'having',
  whereOperator,
  conditionAhead,
  '* | count as n by User | having n > 3',
  '* | count as n by User | where n > 3',
);

/** `project-away a`. */
export const foreignProjectAway: ForeignOperator = {
  words: ['project'],
  bad: '* | project-away User, Computer',
  good: '* | fields - User, Computer',
  parse(cursor) {
    const [project, dash, away] = cursor.peekMany(3);
    if (dash?.text !== '-' || away?.text.toLowerCase() !== 'away' || dash.span.start !== project?.span.end)
      return undefined;
    cursor.moveTo(away.span.end);
    const span = { start: project.span.start, end: away.span.end };
    cursor.report(foreignStage('project-away', span, 'fields -', [{ span, text: 'fields -' }]));
    const names = cursor.names();
    return [stageOf(fieldsOperator.name, span, cursor.spanFrom(span.start), { mode: 'remove' as const, names })];
  },
};
