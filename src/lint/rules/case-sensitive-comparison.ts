import {
  type Expression,
  hasTemplate,
  quotedPattern,
  type Stage,
  type StringNode,
  visitExpressions,
} from '../../languages/sumo/index.ts';
import { type Edit, type Span, spanAt } from '../../source/index.ts';
import { recasedTests } from '../logic/letter-case.ts';
import type { LintFinding, LintRule } from '../rule.ts';

const FILE_LIKE = /\\\\|\.(?:exe|dll|bat|cmd|ps1|vbs|js|hta|lnk|sys|scr|msi|tmp|dat)\b/i;
const FIELDS =
  /^(?:parent|original|target|source)?_?(?:image|imagepath|commandline|command_line|filename|imageloaded)$/i;
const ACCOUNTS = /^(?:subject|target|source)?_?(?:user|username|user_name|account|accountname|account_name)$/i;

/** Fields that hold the name of a computer; names of domains, which queries spell as the log does, are left alone. */
const HOST_FIELDS =
  /^(?:computer|computer_?name|host_?name|workstation(?:_?name)?|source_?host_?name|destination_?host_?name)$/i;

function isFolded(left: Expression): boolean {
  return left.kind !== 'field';
}

function concerns(left: Expression, text: StringNode): boolean {
  if (isFolded(left) || hasTemplate(text.raw) || !/[a-z]/i.test(text.raw)) return false;
  const isNamed = left.kind === 'field' && (FIELDS.test(left.name) || ACCOUNTS.test(left.name));
  if (left.kind === 'field' && HOST_FIELDS.test(left.name)) return true;
  return FILE_LIKE.test(text.raw) || (isNamed && /[a-z]{3}/i.test(text.raw));
}

/** Lower case for all but escapes, so that `\T` does not become a control character. */
function lowered(raw: string): string {
  return raw.replace(/\\[\s\S]|[\s\S]/g, (part) => (part.length > 1 ? part : part.toLowerCase()));
}

function subjects(left: Expression): string {
  if (left.kind === 'field' && HOST_FIELDS.test(left.name)) return 'names of computers';
  return left.kind === 'field' && ACCOUNTS.test(left.name) ? 'accounts' : 'paths and command lines';
}

/** A comparison that tells upper from lower case: a field, and the texts that it is compared with. */
interface Comparison {
  readonly left: Expression;
  readonly texts: readonly StringNode[];
  /** The places by which the conditions of the plan know it. */
  readonly places: readonly Span[];
}

function isText(node: Expression): node is StringNode {
  return node.kind === 'string';
}

function comparisonOf(node: Expression): Comparison | undefined {
  if (node.kind === 'binary' && (node.operator === '=' || node.operator === '!=') && isText(node.right))
    return { left: node.left, texts: [node.right], places: [node.span] };
  if (node.kind === 'matches' && isText(node.pattern) && quotedPattern(node.pattern.raw) === 'wildcard')
    return { left: node.left, texts: [node.pattern], places: [node.span] };
  if (node.kind !== 'in' || !node.items.every(isText)) return undefined;
  const texts = node.items.filter(isText);
  return { left: node.left, texts, places: [node.span, ...texts.map(({ span }) => span)] };
}

function editsOf({ left, texts }: Comparison): readonly Edit[] {
  return [
    { span: spanAt(left.span.start), text: 'toLowerCase(' },
    { span: spanAt(left.span.end), text: ')' },
    ...texts.filter(({ raw }) => lowered(raw) !== raw).map(({ span, raw }) => ({ span, text: `"${lowered(raw)}"` })),
  ];
}

/** One finding for all comparisons of one field in one stage. */
function findingOf(comparisons: readonly Comparison[]): LintFinding {
  const { left, texts } = comparisons[0]!;
  const count = comparisons.length;
  const what = count === 1 ? 'this comparison is' : `these ${count} comparisons of one field are`;
  return {
    span: { start: left.span.start, end: texts.at(-1)!.span.end },
    message: `${what} case-sensitive; ${subjects(left)} vary in letter case`,
    fixes: [{ title: 'compare in lower case', class: 'suggested', edits: comparisons.flatMap(editsOf) }],
  };
}

/** Case-sensitive comparison of paths and command lines, M32 (spec sumo §16.1). */
export const caseSensitiveComparison: LintRule = {
  code: 'lint/case-sensitive-comparison',
  severity: 'style',
  title: 'Case-sensitive comparison of a path, command line, computer or account',
  why: '`=`, `in` and `matches` tell upper from lower case, but Windows does not: the same program, computer or account appears in several spellings.',
  help: 'Compare `toLowerCase(field)` with a text in lower case, or use `matches /(?i)…/`.',
  bad: [
    '* | where Image matches "*\\\\Regsvr32.exe"',
    '* | where FileName != "Taskmgr.exe"',
    '* | where exe in ("whoami.exe", "net.exe")',
    '* | where Computer != "DC01"',
    '* | where User = "Administrator"',
  ],
  good: [
    '* | where toLowerCase(Image) matches "*\\\\regsvr32.exe"',
    '* | where Image matches /(?i)regsvr32/',
    '* | where status = "Success"',
    '* | where toLowerCase(Computer) matches "dc*"',
    '* | where Computer matches "10.*"',
    '* | toLowerCase(Image) as image | where image matches "*\\\\cmd.exe" or image in ("a.exe", "b.exe")',
    '* | toLowerCase(User) | where User = "root" | count by User | where User != "admin"',
    '* | toLowerCase(Image) as path | parse regex field=path "(?<name>[^\\\\]+)$" | where name = "cmd.exe"',
  ],
  check({ query }) {
    const byField = new Map<Stage, Map<string, Comparison[]>>();
    let isRecased: ((span: Span) => boolean) | undefined;
    visitExpressions(query, (node, stage) => {
      const comparison = comparisonOf(node);
      if (!comparison?.texts.some((text) => concerns(comparison.left, text))) return;
      isRecased ??= recasedTests(query);
      if (comparison.places.some(isRecased)) return;
      const fields = byField.get(stage) ?? new Map<string, Comparison[]>();
      const name = comparison.left.kind === 'field' ? comparison.left.name.toLowerCase() : '';
      byField.set(stage, fields);
      fields.set(name, [...(fields.get(name) ?? []), comparison]);
    });
    return [...byField.values()].flatMap((fields) => [...fields.values()].map(findingOf));
  },
};
