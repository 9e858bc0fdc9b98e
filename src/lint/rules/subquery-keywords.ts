import { argsOf, visitExpressions } from '../../languages/sumo/index.ts';
import { composeOperator } from '../../languages/sumo/operators/compose.ts';
import type { LintFinding, LintRule } from '../rule.ts';
import { sourceAt } from '../stages.ts';

/** `compose … keywords` in a subquery of a condition (spec sumo §11.5, §17). */
export const subqueryKeywords: LintRule = {
  code: 'lint/subquery-keywords',
  severity: 'fails',
  title: '`keywords` outside of the scope',
  why: '`keywords` gives out bare values, which only a scope can take; behind a pipe the condition needs the names of the fields.',
  help: 'Remove the word `keywords`.',
  bad: ['* | where [subquery: "4625" | count by User | compose User keywords]'],
  good: [
    '* | where [subquery: "4625" | count by User | compose User]',
    '* [subquery: "4625" | count by User | compose User keywords] | count',
  ],
  check({ text, query }) {
    const findings: LintFinding[] = [];
    visitExpressions(query, (node) => {
      const last = node.kind === 'subquery' ? node.query.stages.at(-1) : undefined;
      if (!last || !argsOf(last, composeOperator)?.keywords) return;
      const at = sourceAt(text, last.span).search(/\s+keywords\b(?!.*\bkeywords\b)/is);
      const found = /\s+keywords\b/i.exec(sourceAt(text, last.span).slice(at));
      if (at < 0 || !found) return;
      const start = last.span.start + at;
      const span = { start, end: start + found[0].length };
      findings.push({
        span: { start: span.end - 'keywords'.length, end: span.end },
        message: '`keywords` works in a subquery of the scope only',
        fixes: [{ title: 'remove it', class: 'repair', edits: [{ span, text: '' }] }],
      });
    });
    return findings;
  },
};
