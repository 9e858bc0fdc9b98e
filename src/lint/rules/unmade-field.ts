import { hasTemplate, visitScopes } from '../../languages/sumo/index.ts';
import { columnFlows, foldColumn, isOpenName, readsOf } from '../columns/index.ts';
import type { LintContext, LintFinding, LintRule } from '../rule.ts';

const MESSAGE = 'comes from no stage; on the platform a field extraction rule or Auto Parse Mode must make it';

/** Indexes whose records come with fields: the platform's own, and those of Cloud SIEM (spec sumo §14). */
const OWN_INDEX = /^(?:sumologic_|sec_)/i;

/** Fields of Splunk, of which another rule speaks. */
const SPLUNK = new Set(['index', 'sourcetype']);

function findings({ query }: LintContext): readonly LintFinding[] {
  const found: LintFinding[] = [];
  const seen = new Set<string>();
  const note = (name: string, span: { start: number; end: number }): void => {
    const folded = foldColumn(name);
    if (folded.startsWith('_') || folded.includes('.') || SPLUNK.has(folded) || isOpenName(name) || seen.has(folded))
      return;
    seen.add(folded);
    found.push({ span, message: `\`${name}\` ${MESSAGE}` });
  };
  let isOwnIndex = false;
  visitScopes(query, (node) => {
    if (node.kind !== 'fieldTest') return;
    if (/^_(?:index|view)$/i.test(node.name.name) && OWN_INDEX.test(node.value)) isOwnIndex = true;
  });
  if (isOwnIndex) return [];
  visitScopes(query, (node) => {
    if (node.kind === 'fieldTest' && !hasTemplate(node.value)) note(node.name.name, node.name.span);
  });
  for (const flow of columnFlows(query)) {
    if (
      flow.some(
        ({ after, stage }) =>
          after.open &&
          after.rows === 'messages' &&
          /^(?:json auto|keyvalue|lookup|macro|template|unknown)$/.test(stage.operator),
      )
    )
      continue;
    const later = new Set(flow.flatMap(({ after }) => [...after.types.keys()]));
    for (const { stage, before } of flow) {
      if (before.rows === 'records' || !before.open) continue;
      for (const { name, span } of readsOf(stage)) {
        const folded = foldColumn(name);
        if (!before.types.has(folded) && !later.has(folded)) note(name, span);
      }
    }
  }
  return found;
}

/** A field that no stage makes, M20 (spec sumo §3.4, §4.5, §16.1). */
export const unmadeField: LintRule = {
  code: 'lint/unmade-field',
  severity: 'uncertain',
  title: 'Field that no stage makes',
  why: 'Such a field is there only where a field extraction rule or Auto Parse Mode makes it when messages come in or are searched; elsewhere the test finds nothing, or the query is refused.',
  help: 'Make it in the query, `json "EventID" as EventID`, or see that the rule exists.',
  unfixable: 'where the value stands in the message is for the author to say',
  bad: ['* | where EventCode = "4625"', 'EventCode=4625 | count'],
  good: [
    '* | json "EventID" as EventCode | where EventCode = "4625"',
    '_sourceCategory=windows/* 4625 | count by _sourceHost',
    '* | json auto | where EventCode = "4625"',
  ],
  check: findings,
};
