import { hasTemplate, visitScopes } from '../../languages/sumo/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** Names that fields have in Windows logs and in schemas of other products, so that a word is not just text with a colon. */
const FIELD =
  /^(?:_source\w+|_index|event_?(?:id|code)|user(?:_?name)?|(?:subject|target)user(?:name)?|host(?:_?name)?|computer(?:_?name)?|source|index|message|status|process(?:_?name)?|image|command_?line|(?:event|process|user|source|destination|winlog|host|file)(?:\.\w+)+)$/i;

/** `field:value` of Lucene in the scope (spec sumo §16.2). */
export const colonField: LintRule = {
  code: 'lint/colon-field',
  severity: 'uncertain',
  title: 'Field test with a colon',
  why: 'A word with a colon is text here: its terms must stand in the message one beside the other, colon included.',
  help: 'Write `user=bob` for a field, or two words: `user bob`.',
  bad: ['_index=web user:bob | count', 'EventID:4625 | count'],
  good: ['_index=web user=bob | count', 'https://example.org | count', 'C:\\Windows | count'],
  check({ query }) {
    const findings: LintFinding[] = [];
    visitScopes(query, (node) => {
      if (node.kind !== 'term' || hasTemplate(node.text)) return;
      const [, name, value] = /^([A-Za-z_][\w.]*):([^:/\\]+)$/.exec(node.text) ?? [];
      if (!name || !value || !FIELD.test(name)) return;
      findings.push({
        span: node.span,
        message: `this looks for the text \`${node.text}\`; a field is tested by \`${name}=${value}\``,
        fixes: [
          {
            title: `write ${name}=${value}`,
            class: 'suggested',
            edits: [{ span: node.span, text: `${name}=${value}` }],
          },
        ],
      });
    });
    return findings;
  },
};
