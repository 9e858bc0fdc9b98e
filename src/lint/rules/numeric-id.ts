import { visitExpressions } from '../../languages/sumo/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

const ID = /(?:id|code|number|no|key|zip|phone|serial)$/i;

/** `isNumeric` of an id (spec sumo §12, §17). */
export const numericId: LintRule = {
  code: 'lint/numeric-id',
  severity: 'style',
  title: '`isNumeric` of an id',
  why: '`isNumeric` reads a leading 0 as the sign of an octal number, so "0815" is no number to it.',
  help: 'Write `id matches /^\\d+$/`.',
  bad: ['* | where isNumeric(EventID)'],
  good: ['* | where EventID matches /^\\d+$/', '* | where isNumeric(bytes)'],
  check({ query, text }) {
    const findings: LintFinding[] = [];
    visitExpressions(query, (node) => {
      const [arg] = node.kind === 'call' && node.name.toLowerCase() === 'isnumeric' ? node.args : [];
      if (arg?.kind !== 'field' || !ID.test(arg.name)) return;
      const written = `(${text.slice(arg.span.start, arg.span.end)} matches /^\\d+$/)`;
      findings.push({
        span: node.span,
        message: `\`isNumeric\` is false for an id such as "08", which it reads as an octal number`,
        fixes: [{ title: `write ${written}`, class: 'suggested', edits: [{ span: node.span, text: written }] }],
      });
    });
    return findings;
  },
};
