import { type AggregateItem, hasTemplate } from '../../languages/sumo/index.ts';
import { type AggregateArgs, aggregateOperator } from '../../languages/sumo/operators/aggregate.ts';
import { spanAt } from '../../source/index.ts';
import { aggregateColumns, foldColumn } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';
import { sourceAt, stagesOf } from '../stages.ts';

/** A name for the column of an aggregate that has none of its own: `sum_bytes`, with a number where that is taken. */
function freshName(item: AggregateItem, taken: ReadonlySet<string>): string {
  const base = [item.name, ...item.fields.map(({ name }) => name.replace(/\W+/g, '_'))].join('_');
  for (let i = 1; ; i++) {
    const name = i === 1 ? base : `${base}_${i}`;
    if (!taken.has(foldColumn(name))) return name;
  }
}

/** True if the aggregate could be read to its end, so that a name can follow it. */
function isWhole({ span, fields }: AggregateItem, text: string): boolean {
  return (
    fields.every(({ name }) => name !== '') &&
    /^\w+(?:\s*\([^()'"]*(?:"[^"]*"[^()'"]*)*\))?$/.test(sourceAt(text, span))
  );
}

function findingsOf({ items, group }: AggregateArgs, text: string): readonly LintFinding[] {
  const all = new Set([...items.flatMap(aggregateColumns), ...group.map(({ name }) => name)].map(foldColumn));
  const seen = new Set<string>();
  return items.flatMap((item): readonly LintFinding[] => {
    const columns = aggregateColumns(item).map(foldColumn);
    const repeated = columns.find((column) => seen.has(column) && !hasTemplate(column));
    for (const column of columns) seen.add(column);
    if (repeated === undefined) return [];
    const span = item.alias?.span ?? item.span;
    const message = `two aggregates of this stage make the column \`${repeated}\``;
    if (item.alias || !isWhole(item, text)) return [{ span, message }];
    const name = freshName(item, all);
    all.add(foldColumn(name));
    return [
      {
        span,
        message,
        fixes: [
          { title: `name it ${name}`, class: 'repair', edits: [{ span: spanAt(item.span.end), text: ` as ${name}` }] },
        ],
      },
    ];
  });
}

/** Two aggregates of one name (spec sumo §8.1, §17). */
export const repeatedColumn: LintRule = {
  code: 'lint/repeated-column',
  severity: 'fails',
  title: 'Two columns of one name',
  why: 'The default name of an aggregate does not tell its field, so two of a kind clash, and the platform refuses them.',
  help: 'Name each of them with `as`.',
  bad: ['* | sum(bytes_in), sum(bytes_out) by User', '* | count, count(Image) by User'],
  good: ['* | sum(bytes_in) as received, sum(bytes_out) as sent by User', '* | count, sum(bytes) by User'],
  check: ({ query, text }) => stagesOf(query, aggregateOperator).flatMap(({ args }) => findingsOf(args, text)),
};
