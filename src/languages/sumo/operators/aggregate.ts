import { type AggregateItem, type AggregateStageArgs, parseAggregates } from '../aggregate-syntax.ts';
import { SUMO_AGGREGATES } from '../aggregates.ts';
import { FOREIGN_AGGREGATES } from '../foreign/aggregates.ts';
import { lowerAggregates } from '../lower-aggregates.ts';
import type { OperatorDefinition, Printer } from '../operator.ts';
import { isNoExpression } from '../operator-start.ts';
import { printAlias, printBy } from '../stage-parts.ts';

/** Arguments of an aggregate stage. */
export type AggregateArgs = AggregateStageArgs;

function printItem(item: AggregateItem, printer: Printer): string {
  const inside = [item.star ? '*' : '', ...item.fields.map(printer.name), ...item.numbers.map((number) => number.raw)];
  const written = inside.filter(Boolean).join(', ');
  return item.name + (written === '' ? '' : `(${written})`) + printAlias(item.alias, printer);
}

/** `count as n, sum(f) by k` (spec sumo §8). */
export const aggregateOperator: OperatorDefinition<AggregateArgs> = {
  name: 'aggregate',
  keywords: [...SUMO_AGGREGATES.map((row) => row.name), ...FOREIGN_AGGREGATES.keys()],
  summary: 'Folds rows to one record per group.',
  syntax: 'count[(f)] [as n], sum(f) [as s], … [by k1, k2]',
  evidence: 'spec sumo §8',
  chosen:
    '`stddev` divides by n − 1, `pct` lies on the line between neighbours, `values` keeps the first 100 (18.9); null is a group of its own, and no rows give no record (18.10); `count_frequent` and `count_distinct` count exactly.',
  examples: [
    { title: 'count per group', query: '* | count as starts by Computer, Image' },
    { title: 'without the word by', query: '* | count User, Computer' },
    { title: 'several at once', query: '* | count, count_distinct(Computer) as hosts, pct(duration, 50, 95) by User' },
    {
      title: 'all',
      query: '* | sum(bytes) as sent, max(bytes) as biggest, values(port) as ports, first(state) as state group by src',
    },
  ],
  begins(keyword, next, cursor) {
    if (keyword === 'count' || keyword === 'count_frequent')
      return next.text.toLowerCase() === 'as' || isNoExpression(next);
    if (next.text !== '(') return false;
    return (keyword !== 'min' && keyword !== 'max') || !isScalarCall(cursor.text, next.span.end);
  },
  parse: (cursor) => parseAggregates(cursor),
  print: (args, printer) =>
    args.items.map((item) => printItem(item, printer)).join(', ') + printBy(args.group, printer),
  lower: lowerAggregates,
};

/** True if a comma stands in the parentheses that open before `at`: `min(a, b)` is the function, `min(a)` the aggregate. */
function isScalarCall(text: string, at: number): boolean {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && depth-- === 0) return false;
    else if (text[i] === ',' && depth === 0) return true;
  }
  return false;
}
