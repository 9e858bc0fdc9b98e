import type { BinaryNode, Expression } from '../../languages/sumo/index.ts';
import { visitExpressions } from '../../languages/sumo/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';
import { sourceAt } from '../stages.ts';

/** Terms of a sum; one in parentheses is a term of its own. */
function partsOf({ left, right }: BinaryNode, text: string): readonly Expression[] {
  const isChain = left.kind === 'binary' && left.operator === '+' && text[left.span.start] !== '(';
  return [...(isChain ? partsOf(left, text) : [left]), right];
}

function isText(node: Expression): boolean {
  return node.kind === 'string' && !/^\s*-?[\d.]+\s*$/.test(node.value) && !/[{$]/.test(node.raw);
}

/** `+` between texts (spec sumo §5.8, §16.2). */
export const textAddition: LintRule = {
  code: 'lint/text-addition',
  severity: 'never',
  title: '`+` between texts',
  why: '`+` adds numbers; a text that is no number has no value in a sum, so the result is always empty.',
  help: 'Write `concat(a, "-", b)`.',
  bad: ['* | domain + "\\\\" + user as account', '* | where "user-" + name = "user-root"'],
  good: ['* | concat(domain, "\\\\", user) as account', '* | sent + received as total', '* | sent + "1" as more'],
  check({ text, query }) {
    const findings: LintFinding[] = [];
    const inner = new Set<Expression>();
    visitExpressions(query, (node) => {
      if (node.kind !== 'binary' || node.operator !== '+') return;
      for (const part of [node.left, node.right]) inner.add(part);
      const parts = partsOf(node, text);
      if (inner.has(node) || !parts.some(isText)) return;
      const span = { start: parts[0]!.span.start, end: parts.at(-1)!.span.end };
      const written = `concat(${parts.map((part) => sourceAt(text, part.span)).join(', ')})`;
      findings.push({
        span,
        message: '`+` does not join texts; the result is always empty',
        fixes: [{ title: 'write concat(…)', class: 'repair', edits: [{ span, text: written }] }],
      });
    });
    return findings;
  },
};
