import { threatlookupOperator } from '../../languages/sumo/operators/threatlookup.ts';
import { spanAt } from '../../source/index.ts';
import { columnFlows } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** `threatlookup` that multiplies the rows that are counted behind it (spec sumo §11.2, §17). */
export const threatRows: LintRule = {
  code: 'lint/threat-rows',
  severity: 'style',
  title: 'Rows multiplied by `threatlookup`',
  why: 'Without `singleIndicator` every matching entry of the feeds gives a row of its own, so counts and sums behind it are too high.',
  help: 'Write `threatlookup singleIndicator field`.',
  bad: ['* | threatlookup DestinationIp | count by DestinationIp'],
  good: ['* | threatlookup singleIndicator DestinationIp | count by DestinationIp', '* | threatlookup DestinationIp'],
  check({ query }) {
    const findings: LintFinding[] = [];
    for (const flow of columnFlows(query)) {
      for (const [index, { stage }] of flow.entries()) {
        if (stage.operator !== threatlookupOperator.name) continue;
        const { singleIndicator } = stage.args as { readonly singleIndicator: boolean };
        const counts = flow.slice(index + 1).some((step) => step.stage.operator === 'aggregate');
        if (singleIndicator || !counts) continue;
        findings.push({
          span: stage.nameSpan,
          message: 'every entry of the feeds gives a row of its own here, which is then counted',
          fixes: [
            {
              title: 'add singleIndicator',
              class: 'suggested',
              edits: [{ span: spanAt(stage.nameSpan.end), text: ' singleIndicator' }],
            },
          ],
        });
      }
    }
    return findings;
  },
};
