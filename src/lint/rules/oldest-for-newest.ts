import { argsOf, type Block, blocksOf } from '../../languages/sumo/index.ts';
import { aggregateOperator } from '../../languages/sumo/operators/aggregate.ts';
import type { LintFinding, LintRule } from '../rule.ts';

const NEWEST = /^(?:latest|newest|most_?recent|current|last_?(?:seen|time|event|login|logon))/i;
const OLDEST = /^(?:earliest|oldest|least_?recent|first_?(?:seen|time|event|login|logon))/i;

function findingsIn(block: Block): readonly LintFinding[] {
  const found: LintFinding[] = [];
  for (const stage of block.stages) {
    // Behind a sort the order is the author's.
    if (stage.operator === 'sort' || stage.operator === 'transactionize') return found;
    for (const item of argsOf(stage, aggregateOperator)?.items ?? []) {
      const alias = item.alias?.name ?? '';
      const other =
        item.name === 'last' && NEWEST.test(alias)
          ? 'first'
          : item.name === 'first' && OLDEST.test(alias)
            ? 'last'
            : undefined;
      if (!other) continue;
      const is = item.name === 'last' ? 'oldest' : 'newest';
      const edits = [{ span: item.nameSpan, text: other }];
      const fix = { title: `write \`${other}\``, class: 'suggested', edits } as const;
      const message = `\`${item.name}\` gives the ${is} value, for rows come newest first; \`${alias}\` asks for the other end`;
      found.push({ span: item.span, message, fixes: [fix] });
    }
    if (stage.operator === aggregateOperator.name) return found;
  }
  return found;
}

/** `last` taken as the newest value, or `first` as the oldest (spec sumo §8.1, §17). */
export const oldestForNewest: LintRule = {
  code: 'lint/oldest-for-newest',
  severity: 'style',
  title: 'The wrong end of the time order',
  why: 'Messages come newest first, so `first` is the newest value and `last` the oldest one.',
  help: 'Write `first` for the newest and `last` for the oldest, or use `withtime` with `most_recent` and `least_recent`, or `max` and `min` of a time.',
  bad: ['* | last(status) as latest_status by host', '* | first(_messageTime) as first_seen by user'],
  good: [
    '* | first(status) as latest_status by host',
    '* | last(_messageTime) as first_seen by user',
    '* | sort by _messageTime asc | last(status) as latest_status by host',
    '* | first(name) as first_name by user',
  ],
  check: ({ query }) => blocksOf(query).flatMap(findingsIn),
};
