import { parseOperator } from '../../languages/sumo/operators/parse.ts';
import type { LintFinding, LintRule } from '../rule.ts';
import { sourceAt, stagesOf } from '../stages.ts';

/** An anchor that cuts a path at its first backslash, M24 (spec sumo §6.1, §16.1). */
export const backslashAnchor: LintRule = {
  code: 'lint/backslash-anchor',
  severity: 'misses',
  title: 'Path cut at its first backslash',
  why: 'A star takes as little as it can, so `*\\\\*` splits a path behind its drive and not before its file name.',
  help: 'Write `parse regex field=Image "\\\\(?<name>[^\\\\]+)$"`.',
  bad: ['* | parse field=Image "*\\\\*" as folder, name'],
  good: [
    '* | parse regex field=Image "^(?<folder>.*)\\\\(?<name>[^\\\\]+)$"',
    '* | parse field=account "*\\\\*" as domain, user',
  ],
  check({ text, query }) {
    const findings: LintFinding[] = [];
    for (const { stage, args } of stagesOf(query, parseOperator)) {
      const [anchor] = args.anchors;
      const [folder, name] = anchor?.names ?? [];
      if (!args.field || !anchor || !folder || !name || args.anchors.length > 1 || anchor.pattern.raw !== '*\\\\*')
        continue;
      const isPath = /(?:image|path|file|process|exe|target)(?:name|file)?$/i.test(args.field.name);
      if (!isPath && !/(?:file|exe|name|process|dir|folder|path)/i.test(`${folder.name} ${name.name}`)) continue;
      if (/^(?:domain|nt_?domain)/i.test(folder.name)) continue;
      const plain = [folder, name].every((node) => !node.quoted && /^\w+$/.test(node.name));
      const right = `parse regex field=${sourceAt(text, args.field.span)} "^(?<${folder.name}>.*)\\\\(?<${name.name}>[^\\\\]+)$"`;
      findings.push({
        span: anchor.pattern.span,
        message: 'this anchor cuts at the first backslash; a file name stands behind the last',
        ...(plain
          ? {
              fixes: [
                {
                  title: 'cut at the last backslash',
                  class: 'suggested' as const,
                  edits: [{ span: stage.span, text: right + (args.nodrop ? ' nodrop' : '') }],
                },
              ],
            }
          : {}),
      });
    }
    return findings;
  },
};
