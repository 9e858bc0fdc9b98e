import { argsOf, blocksOf, decodeRegex, hasTemplate, type StringNode } from '../../languages/sumo/index.ts';
import { parseRegexOperator } from '../../languages/sumo/operators/parse-regex.ts';
import type { Edit } from '../../source/index.ts';
import { parseRegex } from '../../value/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

function findingOf(node: StringNode, text: string): readonly LintFinding[] {
  const isAsWritten = text.slice(node.span.start + 1, node.span.end - 1) === node.raw;
  if (hasTemplate(node.raw) || !isAsWritten) return [];
  const { pattern, rawOffset } = decodeRegex(node.raw);
  const { groups, diagnostics } = parseRegex(pattern, { dialect: 'java' });
  const unnamed = groups.filter((group) => group.name === undefined);
  if (unnamed.length === 0 || unnamed.length === groups.length || diagnostics.length > 0) return [];
  const place = (offset: number): number => node.span.start + 1 + rawOffset(offset);
  const edits: Edit[] = unnamed.map(({ span }) => {
    const behind = place(span.start) + 1;
    return { span: { start: behind, end: behind }, text: '?:' };
  });
  const counts = /\\[1-9]/.test(pattern);
  return [
    {
      span: { start: place(unnamed[0]!.span.start), end: place(unnamed[0]!.span.end) },
      message: 'groups without a name are refused by the documentation and extract nothing; write `(?:…)`',
      ...(counts ? {} : { fixes: [{ title: 'write `(?:…)`', class: 'safe' as const, edits }] }),
    },
  ];
}

/** A group without name beside named ones (spec sumo §6.2). */
export const unnamedGroup: LintRule = {
  code: 'lint/unnamed-group',
  severity: 'style',
  title: 'Group without a name',
  why: 'The documentation of `parse regex` refuses groups that neither have a name nor begin with `?:`, though the platform seems to tolerate them.',
  help: 'Write `(?:…)` for a group that extracts nothing.',
  bad: ['* | parse regex "(ftp|sftp)://(?<server>[^/]+)"'],
  good: ['* | parse regex "(?:ftp|sftp)://(?<server>[^/]+)"'],
  check: ({ text, query }) =>
    blocksOf(query)
      .flatMap((block) => block.stages)
      .flatMap((stage) => argsOf(stage, parseRegexOperator)?.patterns.flatMap((node) => findingOf(node, text)) ?? []),
};
