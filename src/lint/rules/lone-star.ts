import type { Fix } from '../../diagnostic/index.ts';
import { argsOf, blocksOf, type NameNode } from '../../languages/sumo/index.ts';
import { parseOperator } from '../../languages/sumo/operators/parse.ts';
import type { LintFinding, LintRule } from '../rule.ts';

function sourceOf(text: string, name: NameNode): string {
  return text.slice(name.span.start, name.span.end);
}

/** An anchor pattern that is a star and nothing else, M18 (spec sumo §16.1). */
export const loneStar: LintRule = {
  code: 'lint/lone-star',
  severity: 'style',
  title: 'Anchor pattern of a lone star',
  why: 'A lone star takes the whole text, so the stage only copies a field.',
  help: 'Write `field as copy`.',
  bad: ['* | parse field=CommandLine "*" as cmd nodrop'],
  good: ['* | CommandLine as cmd', '* | parse field=CommandLine "powershell* " as rest nodrop'],
  check({ text, query }) {
    const findings: LintFinding[] = [];
    for (const stage of blocksOf(query).flatMap((block) => block.stages)) {
      const args = argsOf(stage, parseOperator);
      const [anchor] = args?.anchors ?? [];
      const [name] = anchor?.names ?? [];
      if (!args || !anchor || !name || args.anchors.length > 1 || anchor.pattern.raw !== '*') continue;
      const copied = args.field ? sourceOf(text, args.field) : '_raw';
      const fix: Fix = {
        title: 'copy the field',
        class: args.nodrop ? 'safe' : 'suggested',
        edits: [{ span: stage.span, text: `${copied} as ${sourceOf(text, name)}` }],
      };
      findings.push({ span: stage.span, message: 'a lone `*` only copies the field', fixes: [fix] });
    }
    return findings;
  },
};
