import { columnFlows } from '../columns/index.ts';
import type { LintRule } from '../rule.ts';

const OF_RECORDS = new Set(['transpose', 'compare', 'outlier', 'predict', 'filter']);

/** An operator of aggregate records that stands before an aggregate (spec sumo §9.4, §10, §17). */
export const needsRecords: LintRule = {
  code: 'lint/needs-records',
  severity: 'fails',
  title: 'Operator of aggregate records on messages',
  why: '`transpose`, `compare`, `outlier`, `predict` and `filter` work on the records that an aggregate gives.',
  help: 'Put an aggregate such as `count by …` in front.',
  unfixable: 'what to aggregate is for the author to say',
  bad: ['* | timeslice 1h | transpose row _timeslice column User', '* | outlier bytes'],
  good: [
    '* | timeslice 1h | count by _timeslice, User | transpose row _timeslice column User',
    '* | top 5 User | transpose row User column _count',
  ],
  check: ({ query }) =>
    columnFlows(query)
      .flat()
      .filter(
        ({ stage, before }) =>
          OF_RECORDS.has(stage.operator) && before.rows === 'messages' && before.closedBy?.operator !== 'join',
      )
      .map(({ stage }) => ({
        span: stage.nameSpan,
        message: `\`${stage.operator}\` works on aggregate records, and no aggregate stands before it`,
      })),
};
