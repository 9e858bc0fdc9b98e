import { type Expression, type FieldNode, stageExpressions, visitExpression } from '../../languages/sumo/index.ts';
import { columnFlows, foldColumn } from '../columns/index.ts';
import type { LintContext, LintFinding, LintRule } from '../rule.ts';
import { sourceAt } from '../stages.ts';

/** Stages that make columns of names that the query does not tell. */
const OPEN = /^(?:json auto|keyvalue|lookup|macro|template|unknown)$/;

/** Bare words on the right side of a comparison. */
function wordsIn(node: Expression): readonly FieldNode[] {
  const right =
    node.kind === 'binary' && /^(?:=|!=)$/.test(node.operator) ? [node.right] : node.kind === 'in' ? node.items : [];
  return right.filter((one) => one.kind === 'field').filter((one) => !one.quoted);
}

/** Bare words that stand for a text: in lower case throughout, as names of events' fields hardly are, and made by no stage. */
export function bareTexts({ text, query }: LintContext): readonly FieldNode[] {
  const found: FieldNode[] = [];
  for (const flow of columnFlows(query)) {
    if (flow.some(({ stage }) => OPEN.test(stage.operator))) continue;
    const named = new Set(flow.flatMap(({ after }) => [...after.types.keys()]));
    const isText = ({ name, span }: FieldNode): boolean =>
      /^[a-z]+$/.test(name) && !named.has(foldColumn(name)) && sourceAt(text, span) === name;
    for (const expression of flow.flatMap(({ stage }) => stageExpressions(stage)))
      visitExpression(expression, (node) => found.push(...wordsIn(node).filter(isText)));
  }
  return found;
}

/** A bare word where a text was meant: the right side of a comparison reads it as a field (spec sumo §5.2). */
export const unquotedText: LintRule = {
  code: 'lint/unquoted-text',
  severity: 'uncertain',
  title: 'Text without quotes',
  why: 'Behind a pipe a bare word is a field; where no stage makes it and it is not in the events either, the comparison never holds.',
  help: 'Write the text in double quotes: `user = "admin"`.',
  bad: ['* | where user = admin', '* | json "status" as status | where status in (open, closed)'],
  good: [
    '* | where user = "admin"',
    '* | json "user", "owner" as user, owner | where user = owner',
    '* | where SubjectUserName = TargetUserName',
    '* | where _sourceHost = Computer',
    '_index=web | json auto | where client = server',
  ],
  check: (context) =>
    bareTexts(context).map(
      ({ name, span }): LintFinding => ({
        span,
        message: `\`${name}\` without quotes is a field, which no stage makes`,
        fixes: [{ title: 'put it in quotes', class: 'suggested', edits: [{ span, text: `"${name}"` }] }],
      }),
    ),
};
