import type { Expression, InNode, NumberNode } from '../../languages/sumo/index.ts';
import { typeOfExpression, visitFlowExpressions } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

function isPlainNumber(node: Expression): node is NumberNode {
  return node.kind === 'number' && /^-?\d+(?:\.\d+)?$/.test(node.raw);
}

function findingOf(node: InNode, isText: boolean): LintFinding {
  const numbers = node.items.filter(isPlainNumber);
  const all = numbers.length === node.items.length;
  return {
    span: node.span,
    severity: isText && all && !node.negated ? 'never' : 'misses',
    message: '`in` does not cast its left side, so a text equals none of these numbers',
    fixes: [
      {
        title: 'write the numbers as texts',
        class: isText && all && !node.negated ? 'repair' : 'suggested',
        edits: numbers.map(({ span, raw }) => ({ span, text: `"${raw}"` })),
      },
    ],
  };
}

/** Numbers behind `in` where the field holds text (spec sumo §4.4, §17). */
export const numberInList: LintRule = {
  code: 'lint/number-in-list',
  severity: 'misses',
  title: 'Numbers in the list of `in` for a field that was never cast',
  why: 'A comparison with a number casts the text on its other side, but `in` does not: the text "4625" is not in (4625).',
  help: 'List texts, `in ("4624", "4625")`, or cast the field first: `num(id) in (4624, 4625)`.',
  bad: ['* | json "EventID" as id | where id in (4624, 4625)', '* | where EventID in (4624)'],
  good: [
    '* | json "EventID" as id | where id in ("4624", "4625")',
    '* | json "EventID" as id | where num(id) in (4624, 4625)',
    '* | count as n by User | where n in (1, 2)',
  ],
  check({ query }) {
    const findings: LintFinding[] = [];
    visitFlowExpressions(query, (node, { before }) => {
      if (node.kind !== 'in' || !node.items.some(isPlainNumber)) return;
      const type = typeOfExpression(node.left, before);
      const isText = type === 'text';
      if (isText || (type === 'unknown' && node.left.kind === 'field' && before.rows === 'messages')) {
        findings.push(findingOf(node, isText));
      }
    });
    return findings;
  },
};
