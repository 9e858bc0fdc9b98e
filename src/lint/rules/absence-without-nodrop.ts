import type { Expression, Stage } from '../../languages/sumo/index.ts';
import { stageExpressions, visitExpression } from '../../languages/sumo/index.ts';
import { columnFlows, type Flow, foldColumn } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';
import { addNodrop, dropsRows } from '../stages.ts';

function tests(stage: Stage): readonly { readonly name: string; readonly span: { start: number; end: number } }[] {
  const found: { name: string; span: { start: number; end: number } }[] = [];
  for (const expression of stageExpressions(stage)) {
    const negated = new Set<Expression>();
    visitExpression(expression, (node) => {
      if (node.kind === 'unary' && node.operator !== '-') negated.add(node.operand);
      const [arg] = node.kind === 'call' && node.name.toLowerCase() === 'isnull' ? node.args : [];
      if (arg?.kind === 'field' && !negated.has(node)) found.push({ name: foldColumn(arg.name), span: node.span });
    });
  }
  return found;
}

function findingsIn(flow: Flow): readonly LintFinding[] {
  const findings: LintFinding[] = [];
  const makers = new Map<string, Stage | undefined>();
  for (const { stage, before, after } of flow) {
    if (before.rows === 'records') break;
    for (const { name, span } of tests(stage)) {
      const maker = makers.get(name);
      if (!maker) continue;
      findings.push({
        span,
        message: `\`${name}\` is not missing here: the stage that makes it drops the rows without it`,
        fixes: [{ title: 'add nodrop to that stage', class: 'suggested', edits: [addNodrop(maker)] }],
      });
      makers.delete(name);
    }
    for (const [name, type] of after.types) {
      if (before.types.get(name) === type && before.types.has(name)) continue;
      makers.set(name, dropsRows(stage) ? stage : undefined);
    }
  }
  return findings;
}

/** A test for absence behind a parse that drops rows without the field (spec sumo §6, §17). */
export const absenceWithoutNodrop: LintRule = {
  code: 'lint/absence-without-nodrop',
  severity: 'misses',
  title: 'Test for a missing field that cannot be missing',
  why: 'Without `nodrop` a parse drops every row in which it does not find its fields, so a later test for their absence sees none.',
  help: 'Add `nodrop` to the parse.',
  bad: ['* | json "user" as user | where isNull(user)', '* | parse "ip=*;" as ip | if(isNull(ip), "none", ip) as ip'],
  good: [
    '* | json "user" as user nodrop | where isNull(user)',
    '* | json "user" as user | where !isNull(user) and user = "root"',
  ],
  check: ({ query }) => columnFlows(query).flatMap(findingsIn),
};
