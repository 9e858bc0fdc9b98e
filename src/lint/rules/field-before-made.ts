import { columnFlows, type Flow, foldColumn, readsOf } from '../columns/index.ts';
import type { LintContext, LintFinding, LintRule } from '../rule.ts';
import { EXTRACTING, sourceAt } from '../stages.ts';

interface Maker {
  readonly index: number;
  readonly previousEnd: number;
}

/** The first stage behind an index that takes a field out of the message. */
function makerBehind(flow: Flow, index: number, folded: string): Maker | undefined {
  for (let at = index + 1; at < flow.length; at++) {
    const { stage, before, after } = flow[at]!;
    if (before.rows === 'records') return undefined;
    if (before.types.has(folded)) return undefined;
    if (after.types.has(folded))
      return EXTRACTING.has(stage.operator) ? { index: at, previousEnd: flow[at - 1]!.stage.span.end } : undefined;
  }
  return undefined;
}

function findingsIn(flow: Flow, { text }: LintContext): readonly LintFinding[] {
  const found = new Set<string>();
  return flow.flatMap(({ stage, before }, index) =>
    readsOf(stage).flatMap(({ name, span }): readonly LintFinding[] => {
      const folded = foldColumn(name);
      if (
        before.rows === 'records' ||
        !before.open ||
        folded.startsWith('_') ||
        before.types.has(folded) ||
        found.has(folded)
      )
        return [];
      const maker = makerBehind(flow, index, folded);
      if (!maker) return [];
      found.add(folded);
      const making = flow[maker.index]!.stage;
      const moved = sourceAt(text, making.span);
      const reads = new Set(readsOf(making).map((read) => foldColumn(read.name)));
      const isFree = [...reads].every((read) => before.types.has(read) || !flow[maker.index]!.before.types.has(read));
      const edits = [
        { span: { start: stage.span.start, end: stage.span.start }, text: `${moved} | ` },
        { span: { start: maker.previousEnd, end: making.span.end }, text: '' },
      ];
      return [
        {
          span,
          message: `\`${name}\` is used before the stage that makes it`,
          ...(isFree ? { fixes: [{ title: 'move that stage up', class: 'suggested' as const, edits }] } : {}),
        },
      ];
    }),
  );
}

/** A field that is used before a later stage makes it, M21 (spec sumo §16.1). */
export const fieldBeforeMade: LintRule = {
  code: 'lint/field-before-made',
  severity: 'misses',
  title: 'Field used before it is made',
  why: 'Stages run from left to right; a field that a later parse makes is empty before it.',
  help: 'Move the parse in front of the stage that uses its field.',
  bad: ['* | where EventID = "1" | json "EventID" as EventID', '* | where user = "root" | parse "user=* " as user'],
  good: [
    '* | json "EventID" as EventID | where EventID = "1"',
    '* | json "EventID" as EventID nodrop | json "event_id" as EventID nodrop',
  ],
  check: (context) => columnFlows(context.query).flatMap((flow) => findingsIn(flow, context)),
};
