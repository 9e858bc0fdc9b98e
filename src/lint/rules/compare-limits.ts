import type { Stage } from '../../languages/sumo/index.ts';
import { type CompareArgs, compareOperator } from '../../languages/sumo/operators/compare.ts';
import { columnFlows, foldColumn } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

const DAY = 86_400_000;
const MOST_RUNS = 7;
const MOST_DAYS = 40;

function findingsOf({ shifts }: CompareArgs, stage: Stage): readonly LintFinding[] {
  const runs = shifts.map(({ count }) => (count?.kind === 'number' ? count.value : 1));
  const total = runs.reduce((sum, count) => sum + count, 0);
  const findings: LintFinding[] = [];
  if (total > MOST_RUNS) {
    findings.push({ span: stage.span, message: `\`compare\` takes at most ${MOST_RUNS} further runs, not ${total}` });
  }
  const seen = new Set<string>();
  for (const [index, { shift, alias }] of shifts.entries()) {
    if (shift.kind === 'number' && Math.abs(shift.value) * runs[index]! > MOST_DAYS * DAY) {
      findings.push({ span: shift.span, message: `\`compare\` goes at most ${MOST_DAYS} days back` });
    }
    if (alias && seen.has(foldColumn(alias.name))) {
      findings.push({ span: alias.span, message: `two runs have the name \`${alias.name}\`` });
    }
    if (alias) seen.add(foldColumn(alias.name));
  }
  return findings;
}

/** What `compare` does not take (spec sumo §10, §17). */
export const compareLimits: LintRule = {
  code: 'lint/compare-limits',
  severity: 'fails',
  title: 'Beyond the limits of `compare`',
  why: 'A query may hold one `compare`, with at most seven runs of different names, none further back than forty days.',
  help: 'Leave out runs, or compare over a shorter span.',
  unfixable: 'which run to leave out is for the author to say',
  bad: [
    '* | count by User | compare timeshift 1d 8',
    '* | count by User | compare timeshift 50d',
    '* | count by User | compare timeshift 1d as before, timeshift 7d as before',
    '* | count by User | compare timeshift 1d | compare timeshift 7d',
  ],
  good: ['* | count by User | compare timeshift 1d 7', '* | count by User | compare timeshift 1d, timeshift 7d'],
  check: ({ query }) =>
    columnFlows(query).flatMap((flow) => {
      const found = flow.filter(({ stage }) => stage.operator === compareOperator.name).map(({ stage }) => stage);
      const second = found[1] ? [{ span: found[1].nameSpan, message: 'a query may hold only one `compare`' }] : [];
      return [...found.flatMap((stage) => findingsOf(stage.args as CompareArgs, stage)), ...second];
    }),
};
