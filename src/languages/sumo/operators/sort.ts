import type { Token } from '../lexer.ts';
import type { OperatorDefinition } from '../operator.ts';
import { countKey, parseSortKeys, printSortKeys, type SortKey, sortKeyOf } from '../sort-keys.ts';

/** Arguments of `sort`; no keys means by `_count`. */
export interface SortArgs {
  readonly keys: readonly SortKey[];
}

function isSortKey(next: Token): boolean {
  if (next.kind === 'word') return !/^(?:as|in|matches|contains|and|or|not)$/i.test(next.text);
  return next.kind !== 'punct' || /^[-+%)\]]$/.test(next.text);
}

/** `sort by f`, also written `order by f` (spec sumo §9.1). */
export const sortOperator: OperatorDefinition<SortArgs> = {
  name: 'sort',
  keywords: ['sort', 'order'],
  summary: 'Orders the rows; descending unless told otherwise.',
  syntax: 'sort [by] [+|-]f [asc|desc], …',
  evidence: 'spec sumo §9.1',
  chosen: 'Nulls come last, equal rows stay as they were, text goes by code point; an unmarked key descends (18.8).',
  examples: [
    { title: 'the greatest first', query: '* | count by User | sort by _count' },
    { title: 'by two keys', query: '* | count by Computer, User | sort Computer asc, User desc' },
    { title: 'signs', query: '* | timeslice 1h | count by _timeslice | order by +_timeslice' },
  ],
  begins: (_keyword, next) => isSortKey(next),
  parse(cursor) {
    cursor.takeWord('by');
    if (cursor.atStageEnd()) return { keys: [] };
    return { keys: parseSortKeys(cursor) };
  },
  print: (args, printer) => (args.keys.length > 0 ? `sort by ${printSortKeys(args.keys, printer)}` : 'sort'),
  lower: (args, { input, stage, field }) => ({
    kind: 'sort',
    origin: stage.span,
    input,
    keys: args.keys.length > 0 ? args.keys.map((key) => sortKeyOf(key, field)) : [countKey(stage.nameSpan)],
  }),
};
