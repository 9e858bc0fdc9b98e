import type { Expression } from '../../languages/sumo/index.ts';
import { visitExpressions } from '../../languages/sumo/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

function branchesOf(node: Expression): readonly Expression[] {
  if (node.kind === 'ternary') return [node.then, node.otherwise];
  return node.kind === 'call' && node.name.toLowerCase() === 'if' ? node.args.slice(1) : [];
}

/** `null` as the result of a condition, M29 (spec sumo §2, §16.1). */
export const nullValue: LintRule = {
  code: 'lint/null-value',
  severity: 'uncertain',
  title: '`null` as a value',
  why: '`null` is documented as an argument of `isNull` and of `fillmissing` only; both results of `if` must have one type.',
  help: 'Use the empty text, which `isEmpty` finds like a missing value.',
  bad: ['* | if(status = "0x0", "ok", null) as result', '* | n > 1 ? "many" : null as size'],
  good: ['* | if(status = "0x0", "ok", "") as result', '* | if(isNull(status), "none", status) as result'],
  check({ query }) {
    const findings: LintFinding[] = [];
    visitExpressions(query, (node) => {
      const branches = branchesOf(node);
      const isText = branches.some((branch) => branch.kind === 'string');
      for (const { kind, span } of branches) {
        if (kind !== 'null' || span.start === span.end) continue;
        findings.push({
          span,
          message: '`null` as a value is not documented',
          ...(isText
            ? { fixes: [{ title: 'write ""', class: 'suggested' as const, edits: [{ span, text: '""' }] }] }
            : {}),
        });
      }
    });
    return findings;
  },
};
