import type { Fix } from '../../diagnostic/index.ts';
import { type BinaryNode, hasTemplate, type StringNode, visitExpressions } from '../../languages/sumo/index.ts';
import { spanAt } from '../../source/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** A star at an end and something beside it; a star inside a text, as in a cron line, may be meant. */
const WILDCARD = /^\*[^*]|[^*]\*$/;

function fixOf(node: BinaryNode, text: string): Fix {
  const between = { start: node.left.span.end, end: node.right.span.start };
  const edits = [{ span: between, text: ' matches ' }];
  if (node.operator === '=') return { title: 'write `matches`', class: 'suggested', edits };
  const isWrapped = text[node.span.start] === '(' && text[node.left.span.start] !== '(';
  const open = isWrapped ? node.span.start : node.left.span.start;
  const close = isWrapped ? [] : [{ span: spanAt(node.right.span.end), text: ')' }];
  return {
    title: 'write `!(… matches …)`',
    class: 'suggested',
    edits: [{ span: spanAt(open), text: isWrapped ? '!' : '!(' }, ...edits, ...close],
  };
}

/** A wildcard compared by `=` or `!=` behind the scope (spec sumo §5.2: no wildcards there). */
export const wildcardInEquals: LintRule = {
  code: 'lint/wildcard-in-equals',
  severity: 'misses',
  title: 'Wildcard compared by `=`',
  why: 'Behind the scope `=` compares the whole text as it is, so the value would have to hold the star itself.',
  help: 'Use `matches`, which knows `*`: `Image matches "*\\\\cmd.exe"`.',
  bad: [
    '* | where Image = "*\\\\powershell.exe"',
    '* | where CommandLine != "*-enc*" and (User != "SYSTEM*")',
    '* | if(Image = "*cmd.exe", 1, 0) as shell',
  ],
  good: [
    '* | where Image matches "*\\\\powershell.exe"',
    '_sourceHost=web* | where schedule = "0 * * * 1"',
    '* | where permission = "*"',
  ],
  check({ text, query }) {
    const findings: LintFinding[] = [];
    visitExpressions(query, (node) => {
      if (node.kind !== 'binary' || (node.operator !== '=' && node.operator !== '!=')) return;
      if (node.right.kind !== 'string') return;
      const right: StringNode = node.right;
      if (hasTemplate(right.raw) || !WILDCARD.test(right.raw)) return;
      findings.push({
        span: right.span,
        message: `\`${node.operator}\` knows no wildcards; this looks for the star itself`,
        fixes: [fixOf(node, text)],
      });
    });
    return findings;
  },
};
