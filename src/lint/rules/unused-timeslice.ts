import { hasTemplate } from '../../languages/sumo/index.ts';
import { timesliceOperator } from '../../languages/sumo/operators/timeslice.ts';
import { columnFlows, foldColumn } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';
import { isWritten } from '../stages.ts';

/** A slice that nothing behind it reads (spec sumo §17). */
export const unusedTimeslice: LintRule = {
  code: 'lint/unused-timeslice',
  severity: 'style',
  title: 'Time slice that nothing uses',
  why: '`timeslice` only adds a field; the result is not cut into slices unless an aggregate groups by it.',
  help: 'Group by `_timeslice`, or remove the stage.',
  bad: ['* | timeslice 1h | count by User'],
  good: [
    '* | timeslice 1h | count by _timeslice, User',
    '* | timeslice 1h as slot | count by slot',
    '* | timeslice 1h',
  ],
  check({ text, query }) {
    const findings: LintFinding[] = [];
    for (const flow of columnFlows(query)) {
      for (const [index, { stage }] of flow.entries()) {
        if (stage.operator !== timesliceOperator.name || !isWritten(stage, timesliceOperator.name, text)) continue;
        const { alias } = stage.args as { readonly alias?: { readonly name: string } };
        const name = foldColumn(alias?.name ?? '_timeslice');
        const rest = text.slice(stage.span.end).toLowerCase();
        const counts = flow
          .slice(index + 1)
          .some((step) => step.before.rows === 'messages' && step.after.rows === 'records');
        if (!counts || rest.includes(name) || hasTemplate(rest) || rest.includes('__timeslice_end')) continue;
        const next = flow[index + 1]!.stage.span.start;
        findings.push({
          span: stage.span,
          message: `no stage behind this one uses \`${alias?.name ?? '_timeslice'}\``,
          fixes: [
            {
              title: 'remove the stage',
              class: 'suggested',
              edits: [{ span: { start: stage.span.start, end: next }, text: '' }],
            },
          ],
        });
      }
    }
    return findings;
  },
};
