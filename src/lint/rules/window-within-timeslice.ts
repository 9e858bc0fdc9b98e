import { argsOf, type Query, type SubqueryNode, visitExpressions, visitScopes } from '../../languages/sumo/index.ts';
import { timesliceOperator } from '../../languages/sumo/operators/timeslice.ts';
import { parseMoment } from '../../value/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** Any moment does: only differences count. */
const NOW = Date.UTC(2024, 0, 1);

/** Length of a subquery's window in milliseconds, if it says both ends so that they can be told apart. */
function windowOf({ from, to }: SubqueryNode): number | undefined {
  const start = from === undefined ? undefined : parseMoment(from, NOW);
  const end = to === undefined || to === 'now' ? NOW : parseMoment(to, NOW);
  return start === undefined || end === undefined || end <= start ? undefined : end - start;
}

function subqueriesOf(query: Query): readonly SubqueryNode[] {
  const found: SubqueryNode[] = [];
  visitScopes(query, (node) => {
    if (node.kind === 'subquery') found.push(node);
  });
  visitExpressions(query, (node) => {
    if (node.kind === 'subquery') found.push(node);
  });
  return found;
}

function findingsIn(subquery: SubqueryNode): readonly LintFinding[] {
  const window = windowOf(subquery);
  if (window === undefined) return [];
  return subquery.query.stages.flatMap((stage): LintFinding[] => {
    const width = argsOf(stage, timesliceOperator)?.width;
    if (width?.kind !== 'number' || width.value < window) return [];
    return [
      {
        span: stage.span,
        message: `a slice of ${width.raw} is no shorter than the window, so there is only one, or two cut ones`,
      },
    ];
  });
}

/** A time slice that is no shorter than the window of its search, M35 (spec sumo §16.1); known only where a subquery says its window. */
export const windowWithinTimeslice: LintRule = {
  code: 'lint/window-within-timeslice',
  severity: 'style',
  title: 'Window no longer than a time slice',
  why: 'Slices are cut by the clock, so a window that is no longer falls into one slice or into parts of two, and grouping by it says nothing.',
  help: 'Leave `timeslice` out, take shorter slices, or search a longer window.',
  bad: [
    '_sourceCategory=a [subquery from=(-1h) to=(now): _sourceCategory=b | timeslice 1d | count by _timeslice, user | compose user]',
  ],
  good: [
    '_sourceCategory=a [subquery from=(-7d) to=(now): _sourceCategory=b | timeslice 1d | count by _timeslice, user | compose user]',
    '_sourceCategory=a | timeslice 7d | count by _timeslice',
  ],
  check: ({ query }) => [...new Set(subqueriesOf(query))].flatMap(findingsIn),
};
