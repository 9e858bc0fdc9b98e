import type { Fix } from '../../diagnostic/index.ts';
import {
  type BinaryNode,
  type Expression,
  hasTemplate,
  type InNode,
  type StringNode,
  visitExpressions,
} from '../../languages/sumo/index.ts';
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

function isWildcard(node: Expression): node is StringNode {
  return node.kind === 'string' && !hasTemplate(node.raw) && WILDCARD.test(node.raw);
}

/** A list of texts as tests joined by `or`: `matches` for those with a star, and `in` for the rest. */
function joinedTests(node: InNode, text: string): Fix {
  const source = ({ span }: Expression): string => text.slice(span.start, span.end);
  const left = source(node.left);
  const plain = node.items.filter((item) => !isWildcard(item)).map(source);
  const tests = [
    ...(plain.length > 0 ? [`${left} in (${plain.join(', ')})`] : []),
    ...node.items.filter(isWildcard).map((item) => `${left} matches ${source(item)}`),
  ];
  const edits = [{ span: node.span, text: `${node.negated ? '!' : ''}(${tests.join(' or ')})` }];
  return { title: 'write `matches`', class: 'suggested', edits };
}

/** A wildcard compared by `=` or `!=` behind the scope (spec sumo §5.2: no wildcards there). */
export const wildcardInEquals: LintRule = {
  code: 'lint/wildcard-in-equals',
  severity: 'misses',
  title: 'Wildcard compared by `=` or `in`',
  why: 'Behind the scope `=` and `in` compare the whole text as it is, so the value would have to hold the star itself.',
  help: 'Use `matches`, which knows `*`: `Image matches "*\\\\cmd.exe"`.',
  bad: [
    '* | where Image = "*\\\\powershell.exe"',
    '* | where CommandLine != "*-enc*" and (User != "SYSTEM*")',
    '* | if(Image = "*cmd.exe", 1, 0) as shell',
    '* | where User in ("adm*", "root") and !(Image not in ("*\\\\a.exe"))',
  ],
  good: [
    '* | where Image matches "*\\\\powershell.exe"',
    '_sourceHost=web* | where schedule = "0 * * * 1"',
    '* | where permission = "*"',
  ],
  check({ text, query }) {
    const findings: LintFinding[] = [];
    visitExpressions(query, (node) => {
      const inList = node.kind === 'in' ? node.items.find(isWildcard) : undefined;
      if (node.kind === 'in' && inList)
        findings.push({
          span: inList.span,
          message: '`in` knows no wildcards; this looks for the star itself',
          fixes: [joinedTests(node, text)],
        });
      if (node.kind !== 'binary' || (node.operator !== '=' && node.operator !== '!=')) return;
      if (!isWildcard(node.right)) return;
      findings.push({
        span: node.right.span,
        message: `\`${node.operator}\` knows no wildcards; this looks for the star itself`,
        fixes: [fixOf(node, text)],
      });
    });
    return findings;
  },
};
