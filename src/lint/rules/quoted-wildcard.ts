import type { Fix } from '../../diagnostic/index.ts';
import { visitScopes } from '../../languages/sumo/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** A star in the quoted value of a field test of the scope, M17 (spec sumo §3.4). */
export const quotedWildcard: LintRule = {
  code: 'lint/quoted-wildcard',
  severity: 'uncertain',
  title: 'Wildcard in quotes',
  why: 'In the scope quotes switch wildcards off, so the value would have to hold the star itself.',
  help: 'Leave the quotes out: `_sourceCategory=*dns*`.',
  bad: ['_sourceCategory="*dns*" | count'],
  good: ['_sourceCategory=*dns* | count', '_sourceCategory="prod/dns" | count'],
  check({ query }) {
    const findings: LintFinding[] = [];
    visitScopes(query, (node) => {
      if (node.kind !== 'fieldTest' || !node.quoted || !node.value.includes('*')) return;
      const isPlain = /^[^\s|()"\\=[\]]+$/.test(node.value);
      const fix: Fix = {
        title: 'remove the quotes',
        class: 'suggested',
        edits: [{ span: node.valueSpan, text: node.value }],
      };
      findings.push({
        span: node.valueSpan,
        message: 'quotes turn wildcards off in the scope',
        ...(isPlain ? { fixes: [fix] } : {}),
      });
    });
    return findings;
  },
};
