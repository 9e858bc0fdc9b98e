import type { NameNode, Stage } from '../../languages/sumo/index.ts';
import { parseOperator } from '../../languages/sumo/operators/parse.ts';
import { columnFlows, type Flow } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';
import { addNodrop, dropsRows } from '../stages.ts';
import { isWindowsField } from '../windows-fields.ts';

/** True for a parse of one labeled value out of the message, such as `"User=*;"`. */
function takesLabeled(stage: Stage): boolean {
  if (!dropsRows(stage) || stage.operator !== parseOperator.name) return false;
  const { anchors, field } = stage.args as {
    readonly anchors: readonly { pattern: { raw: string }; names: readonly unknown[] }[];
    field?: unknown;
  };
  return (
    field === undefined &&
    anchors.length === 1 &&
    anchors[0]!.names.length === 1 &&
    /^[^*]*\w[^*]*\*/.test(anchors[0]!.pattern.raw)
  );
}

/** True if the label in front of the value is the name of a field that only some events of Windows have. */
function namesWindowsField(stage: Stage): boolean {
  const [anchor] = (stage.args as { readonly anchors: readonly { readonly pattern: { readonly raw: string } }[] })
    .anchors;
  const label = /(\w+)[^\w*]*\*/.exec(anchor?.pattern.raw ?? '')?.[1];
  return label !== undefined && isWindowsField(label);
}

/** The first parse into each field: another form of one that is parsed before is an alternative, of which another rule speaks. */
function withoutAlternatives(stages: readonly Stage[]): readonly Stage[] {
  const nameOf = (stage: Stage): string | undefined =>
    (stage.args as { readonly anchors: readonly { readonly names: readonly NameNode[] }[] }).anchors[0]?.names[0]?.name;
  const names = stages.map((stage) => nameOf(stage)?.toLowerCase());
  return stages.filter((_, index) => names.indexOf(names[index]) === index);
}

function findingsIn(flow: Flow): readonly LintFinding[] {
  const findings: LintFinding[] = [];
  for (let start = 0; start < flow.length; start++) {
    let end = start;
    while (end < flow.length && takesLabeled(flow[end]!.stage)) end++;
    const stages = withoutAlternatives(flow.slice(start, end).map((step) => step.stage));
    if (stages.length > 1) {
      findings.push({
        ...(stages.filter(namesWindowsField).length > 1 ? { severity: 'misses' as const } : {}),
        span: { start: stages[0]!.span.start, end: stages.at(-1)!.span.end },
        message: `each of these ${stages.length} parses drops the events that lack its text, so only those with all of them are left`,
        fixes: [{ title: 'add nodrop to each', class: 'suggested', edits: stages.map(addNodrop) }],
      });
    }
    start = Math.max(start, end);
  }
  return findings;
}

/** Several parses that must all match, M22 (spec sumo §6, §16.1). */
export const requiredParses: LintRule = {
  code: 'lint/required-parses',
  severity: 'style',
  title: 'Several parses without `nodrop`',
  why: 'A parse without `nodrop` drops every event that lacks its text, so a chain of them keeps only the events that have all the fields.',
  help: 'Add `nodrop` to those whose field not every event has.',
  bad: ['* | parse "User=*;" as user | parse "ParentImage=*;" as parent'],
  good: [
    '* | parse "User=*;" as user | parse "ParentImage=*;" as parent nodrop',
    '* | parse "User=*;Image=*;" as user, image',
    '* | parse "src=* " as ip | parse "client=* " as ip',
  ],
  check: ({ query }) => columnFlows(query).flatMap(findingsIn),
};
