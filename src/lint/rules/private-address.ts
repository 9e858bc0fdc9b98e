import { visitFlowExpressions } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** Tests of address ranges that drop rows without an IPv4 address (spec sumo §12, §17). */
export const privateAddress: LintRule = {
  code: 'lint/private-address',
  severity: 'style',
  title: 'Address test that may drop rows',
  why: '`isPrivateIP`, `isPublicIP` and `isReservedIP` know IPv4 only; the platform drops the rows in which the field holds anything else.',
  help: 'Keep rows without an IPv4 address apart with `isValidIPv4` in a stage before.',
  unfixable: 'what to do with the other rows is for the author to say',
  bad: ['* | where !isPrivateIP(DestinationIp)'],
  good: ['* | where isValidIPv4(DestinationIp) | where !isPrivateIP(DestinationIp)'],
  check({ text, query }) {
    const findings: LintFinding[] = [];
    visitFlowExpressions(query, (node, { stage }) => {
      if (node.kind !== 'call' || !/^is(?:private|public|reserved)ip$/i.test(node.name)) return;
      if (/isvalidip(?:v4)?\s*\(/i.test(text.slice(0, stage.span.end))) return;
      findings.push({
        span: node.nameSpan,
        message: `\`${node.name}\` may drop the rows in which the field is no IPv4 address`,
      });
    });
    return findings;
  },
};
