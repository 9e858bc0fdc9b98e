import { aggregateOperator } from '../../languages/sumo/operators/aggregate.ts';
import { expressionOperator } from '../../languages/sumo/operators/expression.ts';
import { withtimeOperator } from '../../languages/sumo/operators/withtime.ts';
import type { LintRule } from '../rule.ts';
import { sourceAt, stagesOf } from '../stages.ts';

const SUFFIX = '_withtime';

/** `most_recent` or `least_recent` of a field without its time, so that the result is empty (spec sumo §7.7, §8.1). */
export const recentWithoutTime: LintRule = {
  code: 'lint/recent-without-time',
  severity: 'misses',
  title: 'Most recent value of a field without its time',
  why: '`most_recent` and `least_recent` read the time beside the value, which `withtime` puts into a field that ends in `_withtime`; of any other field they give nothing.',
  help: 'Write `withtime f` in front, and `most_recent(f_withtime)`.',
  bad: ['* | most_recent(status) as status by service', '* | withtime status | least_recent(status) as status'],
  good: [
    '* | withtime status | most_recent(status_withtime) as status by service',
    '* | withtime status as s | most_recent(s)',
    '* | withtime status | status_withtime as s | most_recent(s)',
  ],
  check({ text, query }) {
    const times = stagesOf(query, withtimeOperator).map(({ args }) => args);
    // An expression may copy a value that has its time.
    const copies = stagesOf(query, expressionOperator).map(({ args }) => args.alias?.name);
    const named = new Set([...times.map(({ alias }) => alias?.name), ...copies]);
    return stagesOf(query, aggregateOperator).flatMap(({ stage, args }) =>
      args.items.flatMap((item) => {
        const [field] = item.fields;
        if (!/^(?:most|least)_recent$/.test(item.name) || !field || named.has(field.name)) return [];
        if (field.name.toLowerCase().endsWith(SUFFIX)) return [];
        const source = sourceAt(text, field.span);
        const timed = source.endsWith('"') ? `${source.slice(0, -1)}${SUFFIX}"` : `${source}${SUFFIX}`;
        const isTimed = times.some((one) => one.field.name === field.name && !one.alias);
        const start = { start: stage.span.start, end: stage.span.start };
        return [
          {
            span: field.span,
            message: `\`${item.name}\` of \`${field.name}\` is empty: the field carries no time`,
            fixes: [
              {
                title: 'put the time beside the value',
                class: 'suggested' as const,
                edits: [
                  ...(isTimed ? [] : [{ span: start, text: `withtime ${source} | ` }]),
                  { span: field.span, text: timed },
                ],
              },
            ],
          },
        ];
      }),
    );
  },
};
