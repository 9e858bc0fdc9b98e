import { type FillmissingArgs, fillmissingOperator } from '../../languages/sumo/operators/fillmissing.ts';
import { columnFlows } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';
import { sourceAt } from '../stages.ts';

/** Constants of `fillmissing` behind a pivot (spec sumo §9.5, §17). */
export const fillAfterTranspose: LintRule = {
  code: 'lint/fill-after-transpose',
  severity: 'misses',
  title: 'Constants of `fillmissing` behind `transpose`',
  why: 'Behind `transpose` the added cells are always null, whatever `with` says.',
  help: 'Put `fillmissing` in front of `transpose`, or test with `isNull`.',
  bad: [
    '* | timeslice 1h | count by _timeslice, User | transpose row _timeslice column User | fillmissing timeslice(1h) with 0 for alice',
  ],
  good: [
    '* | timeslice 1h | count by _timeslice, User | fillmissing timeslice(1h) with 0 for _count | transpose row _timeslice column User',
  ],
  check({ text, query }) {
    const findings: LintFinding[] = [];
    for (const flow of columnFlows(query)) {
      const pivot = flow.findIndex(({ stage }) => stage.operator === 'transpose');
      if (pivot < 0) continue;
      for (const { stage } of flow.slice(pivot)) {
        if (stage.operator !== fillmissingOperator.name) continue;
        const [constant] = (stage.args as FillmissingArgs).constants;
        const at = sourceAt(text, stage.span).search(/\s+with\s/i);
        if (!constant || at < 0) continue;
        const last = (stage.args as FillmissingArgs).constants.at(-1)!.names.at(-1)!;
        findings.push({
          span: constant.value.span,
          message: 'behind `transpose` the added cells are null whatever stands here',
          fixes: [
            {
              title: 'remove the constants',
              class: 'suggested',
              edits: [{ span: { start: stage.span.start + at, end: last.span.end }, text: '' }],
            },
          ],
        });
      }
    }
    return findings;
  },
};
