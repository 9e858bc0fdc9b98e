import type { NameNode } from '../../languages/sumo/index.ts';
import type { MergeItem } from '../../languages/sumo/merge-syntax.ts';
import { aggregateOperator } from '../../languages/sumo/operators/aggregate.ts';
import { mergeOperator } from '../../languages/sumo/operators/merge.ts';
import { transactionizeOperator } from '../../languages/sumo/operators/transactionize.ts';
import type { Span } from '../../source/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';
import { sourceAt, stagesOf } from '../stages.ts';

const NEWEST = /(?:^|_)(?:latest|newest|last|current|most_?recent)(?:_|$)|^(?:latest|newest|last|current)[A-Z]/;
const OLDEST =
  /(?:^|_)(?:earliest|oldest|first|initial|original)(?:_|$)|^(?:earliest|oldest|first|initial|original)[A-Z]/;

/** What the name of the result says of the time of its value. */
function meant(alias: NameNode | undefined): 'newest' | 'oldest' | undefined {
  if (!alias || NEWEST.test(alias.name) === OLDEST.test(alias.name)) return undefined;
  return NEWEST.test(alias.name) ? 'newest' : 'oldest';
}

function finding(span: Span, written: string, takes: string, right: string): LintFinding {
  return {
    span,
    message: `\`${written}\` takes the ${takes} value; by its name the other one is meant`,
    fixes: [{ title: `write ${right}`, class: 'suggested', edits: [{ span, text: right }] }],
  };
}

function mergeFinding({ name, strategy, alias }: MergeItem, text: string): readonly LintFinding[] {
  const wanted = meant(alias);
  const takes = strategy === 'takeFirst' ? 'oldest' : strategy === 'takeLast' ? 'newest' : undefined;
  if (!wanted || !takes || wanted === takes) return [];
  const from = name.span.end;
  const at = from + sourceAt(text, { start: from, end: alias!.span.start }).search(/\S/);
  const span = { start: at, end: at + strategy!.length };
  return [finding(span, strategy!, takes, strategy === 'takeFirst' ? 'takeLast' : 'takeFirst')];
}

/** `last` taken as the newest, `first` as the oldest, and the reverse for merges (spec sumo §8.1, §8.4, §17). */
export const oldestAsNewest: LintRule = {
  code: 'lint/oldest-as-newest',
  severity: 'style',
  title: 'Oldest value where the newest is meant, or the reverse',
  why: 'Messages come newest first, so `first` takes the newest value and `last` the oldest; `takeFirst` and `takeLast` of merges go by time, the other way round.',
  help: 'Swap the two, or use `withtime` with `most_recent` and `least_recent`, which do not depend on the order.',
  bad: [
    '* | last(status) as latest_status by Computer',
    '* | first(_messageTime) as first_seen by User',
    '* | transactionize LogonId (merge Image takeFirst as newest_image)',
  ],
  good: [
    '* | first(status) as latest_status by Computer',
    '* | sort by _messageTime asc | last(status) as latest_status by Computer',
    '* | transactionize LogonId (merge Image takeLast as newest_image)',
  ],
  check({ text, query }) {
    const aggregates = stagesOf(query, aggregateOperator).flatMap(({ stage, args }) => {
      if (/\b(?:sort|order)\s/i.test(text.slice(0, stage.span.start))) return [];
      return args.items.flatMap((item) => {
        const takes = item.name === 'first' ? 'newest' : item.name === 'last' ? 'oldest' : undefined;
        const wanted = meant(item.alias);
        if (!takes || !wanted || takes === wanted) return [];
        return [finding(item.nameSpan, item.name, takes, item.name === 'first' ? 'last' : 'first')];
      });
    });
    const merges = [
      ...stagesOf(query, mergeOperator).flatMap(({ args }) => args.items),
      ...stagesOf(query, transactionizeOperator).flatMap(({ args }) => args.merge ?? []),
    ];
    return [...aggregates, ...merges.flatMap((item) => mergeFinding(item, text))];
  },
};
