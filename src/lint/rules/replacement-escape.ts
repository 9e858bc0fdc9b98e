import type { Severity } from '../../diagnostic/index.ts';
import { type StringNode, visitExpressions } from '../../languages/sumo/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

function finding(node: StringNode, severity: Severity, message: string, right: string): LintFinding {
  const edits = [{ span: node.span, text: `"${right}"` }];
  return { span: node.span, severity, message, fixes: [{ title: `write "${right}"`, class: 'suggested', edits }] };
}

/** A replacement is read twice: what is left behind the first reading must not end in a lone backslash (spec sumo §12.2). */
function findingOf(node: StringNode): LintFinding | undefined {
  if (/\\*$/.exec(node.value)![0].length % 2 === 1) {
    return finding(node, 'misses', 'a backslash for the result is written four times in this text', `${node.raw}\\\\`);
  }
  if (/(?<!\\)(?:\\\\\\\\)*\\\$/.test(node.raw)) {
    return finding(
      node,
      'uncertain',
      'a dollar for the result is escaped by two backslashes',
      node.raw.replace(/(?<!\\)\\\$/g, '\\\\$'),
    );
  }
  return undefined;
}

/** Backslashes in the replacement of a regex `replace` (spec sumo §12.2, §17). */
export const replacementEscape: LintRule = {
  code: 'lint/replacement-escape',
  severity: 'misses',
  title: 'Backslash in a replacement',
  why: 'The new text of a `replace` with a regex is read twice, as text and as a replacement in which `$` and `\\` are special.',
  help: 'Write `\\\\\\\\` for a backslash of the result and `\\\\$` for a dollar.',
  bad: ['* | replace(path, /\\//, "\\\\") as path', '* | replace(price, /EUR/, "\\$") as price'],
  good: [
    '* | replace(path, /\\//, "\\\\\\\\") as path',
    '* | replace(price, /EUR/, "\\\\$") as price',
    '* | replace(path, "/", "\\\\") as path',
  ],
  check({ query }) {
    const findings: LintFinding[] = [];
    visitExpressions(query, (node) => {
      if (node.kind !== 'call' || node.name.toLowerCase() !== 'replace') return;
      const [, pattern, text] = node.args;
      const found = pattern?.kind === 'regex' && text?.kind === 'string' ? findingOf(text) : undefined;
      if (found) findings.push(found);
    });
    return findings;
  },
};
