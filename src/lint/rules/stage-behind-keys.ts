import { logreduceOperator } from '../../languages/sumo/operators/logreduce.ts';
import { spanAt } from '../../source/index.ts';
import { columnFlows } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** A stage behind `logreduce keys` (spec sumo §10, §17). */
export const stageBehindKeys: LintRule = {
  code: 'lint/stage-behind-keys',
  severity: 'fails',
  title: 'Stage behind `logreduce keys`',
  why: '`logreduce keys` ends a query unless it has `noaggregate`.',
  help: 'Write `logreduce keys noaggregate`.',
  bad: ['* | logreduce keys | where _count > 10'],
  good: [
    '* | logreduce keys noaggregate | where _count > 10',
    '* | logreduce keys',
    '* | logreduce | where _count > 10',
  ],
  check({ query }) {
    const findings: LintFinding[] = [];
    for (const flow of columnFlows(query)) {
      for (const [index, { stage }] of flow.entries()) {
        const next = flow[index + 1]?.stage;
        if (stage.operator !== logreduceOperator.name || !next) continue;
        const { text } = stage.args as { readonly text: string };
        if (!/^keys\b/i.test(text) || /\bnoaggregate\b/i.test(text)) continue;
        findings.push({
          span: next.nameSpan,
          message: 'a stage may follow `logreduce keys` only with `noaggregate`',
          fixes: [
            {
              title: 'add noaggregate',
              class: 'repair',
              edits: [{ span: spanAt(stage.span.end), text: ' noaggregate' }],
            },
          ],
        });
      }
    }
    return findings;
  },
};
