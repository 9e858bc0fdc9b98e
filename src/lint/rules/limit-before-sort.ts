import { limitOperator } from '../../languages/sumo/operators/limit.ts';
import { sortOperator } from '../../languages/sumo/operators/sort.ts';
import { columnFlows } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';
import { sourceAt } from '../stages.ts';

/** `limit` in front of `sort` (spec sumo §9.1, §17). */
export const limitBeforeSort: LintRule = {
  code: 'lint/limit-before-sort',
  severity: 'misses',
  title: '`limit` before `sort`',
  why: '`limit` keeps the first rows of the order that is there; what is sorted behind it is an arbitrary part of the result.',
  help: 'Sort first, then limit.',
  bad: ['* | count as n by User | limit 10 | sort by n'],
  good: [
    '* | count as n by User | sort by n | limit 10',
    '* | count as n by User | sort by n | limit 10 | sort by User asc',
  ],
  check({ text, query }) {
    const findings: LintFinding[] = [];
    for (const flow of columnFlows(query)) {
      for (const [index, { stage, before }] of flow.entries()) {
        const next = flow[index + 1]?.stage;
        if (stage.operator !== limitOperator.name || next?.operator !== sortOperator.name) continue;
        if (
          before.rows === 'messages' ||
          flow.slice(0, index).some((step) => /^(?:sort|top|topk)$/.test(step.stage.operator))
        )
          continue;
        findings.push({
          span: stage.span,
          message: '`limit` keeps the first rows as they come, and the order is made only behind it',
          fixes: [
            {
              title: 'sort first',
              class: 'suggested',
              edits: [
                { span: stage.span, text: sourceAt(text, next.span) },
                { span: next.span, text: sourceAt(text, stage.span) },
              ],
            },
          ],
        });
      }
    }
    return findings;
  },
};
