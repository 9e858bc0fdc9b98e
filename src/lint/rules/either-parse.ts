import { columnFlows, type Flow } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';
import { addNodrop, dropsRows, sourceAt } from '../stages.ts';

/** Columns that a step makes or makes anew, as far as its operator names them. */
function madeBy({ stage }: Flow[number]): readonly string[] {
  const { anchors, names } = stage.args as {
    readonly anchors?: readonly { readonly names: readonly { readonly name: string }[] }[];
    readonly names?: readonly { readonly name: string }[];
  };
  return [...(anchors ?? []).flatMap((one) => one.names), ...(names ?? [])].map(({ name }) => name.toLowerCase());
}

function findingsIn(flow: Flow, text: string): readonly LintFinding[] {
  return flow.slice(0, -1).flatMap((step, index): readonly LintFinding[] => {
    const next = flow[index + 1]!;
    if (!dropsRows(step.stage) || next.stage.operator !== step.stage.operator) return [];
    const made = new Set(madeBy(step));
    const field = madeBy(next).find((name) => made.has(name));
    const source = (stage: typeof next.stage): string =>
      ((stage.args as { readonly field?: { readonly name: string } }).field?.name ?? '_raw').toLowerCase();
    const isTwice = sourceAt(text, step.stage.span) === sourceAt(text, next.stage.span);
    if (field === undefined || isTwice || source(next.stage) !== source(step.stage)) return [];
    return [
      {
        span: step.stage.span,
        message: `the next stage parses \`${field}\` in another form, but this one drops every row that does not have the first`,
        fixes: [{ title: 'add nodrop', class: 'suggested', edits: [addNodrop(step.stage)] }],
      },
    ];
  });
}

/** Two parses into one field of which the first drops what the second is for, M36 (spec sumo §6, §16.1). */
export const eitherParse: LintRule = {
  code: 'lint/either-parse',
  severity: 'misses',
  title: 'Two parses into one field without `nodrop`',
  why: 'The first parse drops the rows that it does not match, so the second never sees those it was written for.',
  help: 'Add `nodrop` to all of them but the last.',
  bad: ['* | parse "EventCode = *;" as id | parse "EventID=*," as id'],
  good: ['* | parse "EventCode = *;" as id nodrop | parse "EventID=*," as id'],
  check: ({ query, text }) => columnFlows(query).flatMap((flow) => findingsIn(flow, text)),
};
