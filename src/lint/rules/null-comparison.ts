import { type BinaryNode, visitExpressions } from '../../languages/sumo/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

function findingOf(node: BinaryNode, text: string): LintFinding {
  const tested = node.right.kind === 'null' ? node.left : node.right;
  const written = `${node.operator === '!=' ? '!' : ''}isNull(${text.slice(tested.span.start, tested.span.end)})`;
  const isWrapped = text[node.span.start] === '(' && text[node.left.span.start] !== '(';
  const span = isWrapped ? { start: node.left.span.start, end: node.right.span.end } : node.span;
  return {
    span: node.span,
    message: `\`null\` is documented only as an argument of \`isNull\` and of \`fillmissing\`; write \`${written}\``,
    fixes: [{ title: `write ${written}`, class: 'safe', edits: [{ span, text: written }] }],
  };
}

/** Comparison with `null`, M29 (spec sumo §4.5, §16.1). */
export const nullComparison: LintRule = {
  code: 'lint/null-comparison',
  severity: 'uncertain',
  title: 'Comparison with null',
  why: 'A comparison with a missing value is false on the platform whatever the operator; forty real queries hope otherwise.',
  help: 'Use `isNull(field)` or `!isNull(field)`.',
  bad: ['* | where ParentImage != null', '* | where User = null or (Computer = null)'],
  good: [
    '* | where !isNull(ParentImage)',
    '* | timeslice 1h | count by _timeslice | fillmissing timeslice with null for _count',
  ],
  check({ text, query }) {
    const findings: LintFinding[] = [];
    visitExpressions(query, (node) => {
      if (node.kind !== 'binary' || (node.operator !== '=' && node.operator !== '!=')) return;
      const isOneSided = (node.left.kind === 'null') !== (node.right.kind === 'null');
      const isWhole = [node.left, node.right].every(({ span }) => span.end > span.start);
      if (isOneSided && isWhole) findings.push(findingOf(node, text));
    });
    return findings;
  },
};
