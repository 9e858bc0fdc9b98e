import { type Expression, visitExpressions } from '../../languages/sumo/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

function numberOf(node: Expression | undefined): number | undefined {
  if (node?.kind === 'number') return node.value;
  return node?.kind === 'unary' && node.operator === '-' && node.operand.kind === 'number'
    ? -node.operand.value
    : undefined;
}

/** Positions that `substring` does not take (spec sumo §12, §17). */
export const negativeIndex: LintRule = {
  code: 'lint/negative-index',
  severity: 'fails',
  title: 'Position that `substring` does not take',
  why: 'Positions count from 0 at the beginning; a negative one is refused, and with an end before the start there is no value.',
  help: 'Count from the beginning: `substring(s, length(s) - 4)`.',
  unfixable: 'from where a negative position was meant to count differs between languages',
  bad: ['* | substring(User, -4) as tail', '* | substring(User, 5, 2) as part'],
  good: ['* | substring(User, 0, 4) as head', '* | substring(User, length(User) - 4) as tail'],
  check({ query }) {
    const findings: LintFinding[] = [];
    visitExpressions(query, (node) => {
      if (node.kind !== 'call' || node.name.toLowerCase() !== 'substring') return;
      const start = numberOf(node.args[1]);
      const end = numberOf(node.args[2]);
      const negative = [node.args[1], node.args[2]].find((arg) => (numberOf(arg) ?? 0) < 0);
      if (negative) findings.push({ span: negative.span, message: '`substring` takes no negative position' });
      else if (start !== undefined && end !== undefined && end < start) {
        findings.push({ span: node.args[2]!.span, severity: 'never', message: 'the end stands before the start' });
      }
    });
    return findings;
  },
};
