import type { Stage } from '../../languages/sumo/index.ts';
import { fillmissingOperator } from '../../languages/sumo/operators/fillmissing.ts';
import { type TimesliceArgs, timesliceOperator } from '../../languages/sumo/operators/timeslice.ts';
import type { Edit } from '../../source/index.ts';
import { columnFlows, type Flow, foldColumn, readsOf } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** True if the stage looks for the slices under the name that `timeslice` gives by itself. */
function looksForSlices(stage: Stage): boolean {
  if (/^(?:compare|outlier|predict)$/.test(stage.operator)) return true;
  if (stage.operator !== fillmissingOperator.name) return false;
  const { generators } = stage.args as { readonly generators: readonly { kind: string; field: unknown }[] };
  return generators.some((one) => one.kind === 'timeslice' && one.field === undefined);
}

function findingsIn(flow: Flow): readonly LintFinding[] {
  const index = flow.findIndex(({ stage }) => stage.operator === timesliceOperator.name);
  const { stage } = flow[index] ?? {};
  const alias = stage ? (stage.args as TimesliceArgs).alias : undefined;
  if (!stage || !alias || foldColumn(alias.name) === '_timeslice') return [];
  const rest = flow.slice(index + 1);
  const user = rest.find((step) => looksForSlices(step.stage));
  if (!user || rest.some((step) => step.before.types.has('_timeslice'))) return [];
  const renamed = rest
    .flatMap((step) => readsOf(step.stage))
    .filter(({ name }) => foldColumn(name) === foldColumn(alias.name))
    .map(({ span }): Edit => ({ span, text: '_timeslice' }));
  return [
    {
      span: alias.span,
      message: `\`${user.stage.operator}\` looks for the slices under the name \`_timeslice\``,
      fixes: [
        {
          title: 'write _timeslice',
          class: 'suggested',
          edits: [{ span: alias.span, text: '_timeslice' }, ...renamed],
        },
      ],
    },
  ];
}

/** A named slice before an operator that needs `_timeslice` (spec sumo §9.3, §17). */
export const timesliceAlias: LintRule = {
  code: 'lint/timeslice-alias',
  severity: 'misses',
  title: 'Named time slice where `_timeslice` is needed',
  why: '`compare`, `outlier`, `predict` and `fillmissing` find the slices by the name `_timeslice` and by no other.',
  help: 'Leave the slice unnamed, and rename it behind the last of these stages.',
  bad: ['* | timeslice 1h as hour | count by hour, User | outlier _count by User'],
  good: [
    '* | timeslice 1h | count by _timeslice, User | outlier _count by User',
    '* | timeslice 1h as hour | count by hour',
  ],
  check: ({ query }) => columnFlows(query).flatMap(findingsIn),
};
