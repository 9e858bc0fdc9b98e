import { type SortArgs, sortOperator } from '../../languages/sumo/operators/sort.ts';
import { spanAt } from '../../source/index.ts';
import { columnFlows, typeOfColumn } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

const NUMERIC =
  /(?:^|_)(?:bytes|size|duration|latency|elapsed|length|port|pid|age|score|total|seconds|ms|millis|percent|pct)(?:_|$)/i;

/** Sorting a parsed number as text (spec sumo §9.1, §17). */
export const textSort: LintRule = {
  code: 'lint/text-sort',
  severity: 'style',
  title: 'Number sorted as text',
  why: 'What a parse takes out is text, and text sorts letter by letter: "9" stands behind "10".',
  help: 'Cast the field before: `num(bytes)`.',
  bad: ['* | json "bytes" as bytes | sort by bytes'],
  good: ['* | json "bytes" as bytes | num(bytes) | sort by bytes', '* | json "name" as name | sort by name'],
  check({ query }) {
    const findings: LintFinding[] = [];
    for (const { stage, before } of columnFlows(query).flat()) {
      if (stage.operator !== sortOperator.name) continue;
      const { keys } = stage.args as SortArgs;
      for (const { name: node } of keys) {
        if (!NUMERIC.test(node.name) || node.name.startsWith('_') || typeOfColumn(before, node.name) !== 'text')
          continue;
        findings.push({
          span: node.span,
          message: `\`${node.name}\` is text here and sorts as text`,
          fixes: [
            {
              title: 'cast it to a number',
              class: 'suggested',
              edits: [{ span: spanAt(stage.span.start), text: `num(${node.name}) | ` }],
            },
          ],
        });
      }
    }
    return findings;
  },
};
