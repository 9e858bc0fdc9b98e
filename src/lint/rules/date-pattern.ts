import { type StringNode, visitExpressions } from '../../languages/sumo/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** Letters of a pattern outside of quotes, each run by itself. */
function letters(pattern: string): string {
  return pattern.replace(/'[^']*'/g, "''");
}

function findingOf(node: StringNode): LintFinding | undefined {
  const pattern = letters(node.raw);
  const isWeekYear = /Y/.test(pattern) && !/w/.test(pattern);
  const isHalfDay = /h/.test(pattern) && !/a/.test(pattern);
  if (!isWeekYear && !isHalfDay) return undefined;
  const right = node.raw.replace(/'[^']*'|Y+|h+/g, (run) => {
    if (run.startsWith("'")) return run;
    return run.startsWith('Y') ? (isWeekYear ? run.toLowerCase() : run) : isHalfDay ? run.toUpperCase() : run;
  });
  return {
    span: node.span,
    message: isWeekYear
      ? '`Y` is the year of the week, which differs from `y` around New Year'
      : '`h` counts to 12, and without `a` nobody knows which half of the day is meant; `H` counts to 23',
    fixes: [{ title: `write "${right}"`, class: 'suggested', edits: [{ span: node.span, text: `"${right}"` }] }],
  };
}

/** Letters of a date pattern that mean something else than they seem to (spec sumo §17). */
export const datePattern: LintRule = {
  code: 'lint/date-pattern',
  severity: 'style',
  title: 'Doubtful letter in a date pattern',
  why: '`YYYY` is the year that the week belongs to, and `hh` without `a` shows 1 in the afternoon like 1 in the morning.',
  help: 'Write `yyyy` and `HH`.',
  bad: ['* | formatDate(_messageTime, "YYYY-MM-dd") as day', '* | formatDate(_messageTime, "hh:mm") as at'],
  good: [
    '* | formatDate(_messageTime, "yyyy-MM-dd HH:mm") as at',
    '* | formatDate(_messageTime, "hh:mm a") as at',
    '* | formatDate(_messageTime, "YYYY-ww") as week',
  ],
  check({ query }) {
    const findings: LintFinding[] = [];
    visitExpressions(query, (node) => {
      if (node.kind !== 'call' || !/^(?:formatdate|parsedate)$/i.test(node.name)) return;
      const pattern = node.args[1];
      const found = pattern?.kind === 'string' ? findingOf(pattern) : undefined;
      if (found) findings.push(found);
    });
    return findings;
  },
};
