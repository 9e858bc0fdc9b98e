import { hasTemplate, visitScopes } from '../../languages/sumo/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** A bare backslash inside a phrase of the scope, M34 (spec sumo §2, §16.1). */
export const phraseBackslash: LintRule = {
  code: 'lint/phrase-backslash',
  severity: 'uncertain',
  title: 'Backslash inside a phrase of the scope',
  why: 'What a backslash before another character than a quote means in a phrase is not documented.',
  help: 'Search the words on both sides of it separately.',
  bad: ['"CurrentControlSet\\Services" | count'],
  good: ['CurrentControlSet Services | count', '"\\"EventID\\":\\"4625\\"" | count'],
  check({ query }) {
    const findings: LintFinding[] = [];
    visitScopes(query, (node) => {
      if (node.kind !== 'phrase' || hasTemplate(node.raw) || !/(?<!\\)(?:\\\\)*\\[^"\\]/.test(node.raw)) return;
      const words = node.raw.split(/\\+/).filter((word) => word.trim() !== '');
      const isPlain = words.length > 1 && words.every((word) => /^[\w.-]+$/.test(word));
      findings.push({
        span: node.span,
        message: 'a backslash inside a phrase is ambiguous; search the words separately',
        ...(isPlain
          ? {
              fixes: [
                {
                  title: 'search the words',
                  class: 'suggested' as const,
                  edits: [{ span: node.span, text: words.join(' ') }],
                },
              ],
            }
          : {}),
      });
    });
    return findings;
  },
};
