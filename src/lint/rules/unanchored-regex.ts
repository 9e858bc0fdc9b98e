import type { Fix } from '../../diagnostic/index.ts';
import { type Expression, hasTemplate, type MatchesNode, visitExpressions } from '../../languages/sumo/index.ts';
import type { Span } from '../../source/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** Four numbers with bare dots between them, where a bare dot takes any sign; the first numbers already have their own escapes otherwise. */
const ADDRESS = /(?<![\d.\\[])(?:\d{1,3}\.){3}(?:\d{1,3}|[*+\\(])(?![\d.])/;
const NUMBER = /^\(?\d{1,5}\)?$/;
/** Fields that hold a number by itself, or a name by itself. */
const WHOLE_FIELDS =
  /(?:^|_|\.)(?:event_?(?:id|code)|id|code|status|port|severity|level|logon_?type)$|(?:EventID|EventCode|LogonType|Port|Status)$/;
const FILE_FIELDS = /image|process|file_?name|module|application/i;
const FILE = /^(?:\(\?i\))?[\w-]+\\?\.(?:exe|com|scr|dll|sys|bat|cmd|ps1|vbs|js|msi)$/i;

function nameOf(node: Expression): string | undefined {
  if (node.kind === 'field') return node.name;
  return node.kind === 'call' && /^to(?:lower|upper)case$/i.test(node.name) && node.args[0]
    ? nameOf(node.args[0])
    : undefined;
}

/** Matches that are negated by the expression right around them. */
function negatedMatches(node: Expression, found: Set<Expression>): void {
  if (node.kind !== 'unary' || node.operator === '-') return;
  const go = (inner: Expression): void => {
    if (inner.kind === 'matches') found.add(inner);
    else if (inner.kind === 'binary' && inner.operator === 'or') [inner.left, inner.right].forEach(go);
  };
  go(node.operand);
}

function dotsFinding({ pattern }: MatchesNode, text: string): LintFinding | undefined {
  const written = text.slice(pattern.span.start, pattern.span.end);
  const found = ADDRESS.exec(written);
  if (!found) return undefined;
  const span: Span = {
    start: pattern.span.start + found.index,
    end: pattern.span.start + found.index + found[0].length,
  };
  const escaped = found[0].replace(/(?<=\d)\./g, '\\.');
  const fix: Fix = { title: 'escape the dots', class: 'suggested', edits: [{ span, text: escaped }] };
  return { span, message: `a bare dot takes any sign, so \`${found[0]}\` also matches other addresses`, fixes: [fix] };
}

function wholeFinding(node: MatchesNode, isNegated: boolean): LintFinding | undefined {
  if (node.pattern.kind !== 'regex') return undefined;
  const name = nameOf(node.left);
  const { raw, span } = node.pattern;
  if (name === undefined) return undefined;
  if (NUMBER.test(raw) && WHOLE_FIELDS.test(name)) {
    const fix: Fix = { title: 'compare the whole value', class: 'suggested', edits: [{ span, text: `/^${raw}$/` }] };
    return { span, message: `\`/${raw}/\` is found anywhere, in a longer number too`, fixes: [fix] };
  }
  if (!isNegated || !FILE.test(raw) || !FILE_FIELDS.test(name)) return undefined;
  return {
    span,
    message: `\`/${raw}/\` is found anywhere in the value, so the exclusion takes out more than the file of this name`,
  };
}

/** Regular expressions that match more than they say: bare dots in addresses, parts of numbers, and exclusions of any value that holds a name. */
export const unanchoredRegex: LintRule = {
  code: 'lint/unanchored-regex',
  severity: 'uncertain',
  title: 'Regular expression that matches more than it says',
  why: '`matches /…/` is found anywhere in the value, and a dot is any sign: a number is found in longer ones, a file name in any folder of that name.',
  help: 'Anchor it with `^` and `$`, and write `\\.` for a dot.',
  bad: [
    '* | where src_ip matches /10.0.0.1/',
    '* | where EventID matches /4688/',
    '* | where EventID = "1" and !(Image matches /(?i)conhost\\.exe/)',
  ],
  good: [
    '* | where src_ip matches /10\\.0\\.0\\.1/',
    '* | where EventID matches /^4688$/',
    '* | where !(Image matches /(?i)\\\\conhost\\.exe$/)',
    '* | where _raw matches /\\d{1,3}\\.\\d{1,3}/',
    '* | where Image matches /(?i)conhost\\.exe/',
  ],
  check({ text, query }) {
    const negated = new Set<Expression>();
    const found: LintFinding[] = [];
    visitExpressions(query, (node) => {
      negatedMatches(node, negated);
      if (node.kind !== 'matches' || node.pattern.kind !== 'regex' || hasTemplate(node.pattern.raw)) return;
      const finding = dotsFinding(node, text) ?? wholeFinding(node, negated.has(node));
      if (finding) found.push(finding);
    });
    return found;
  },
};
