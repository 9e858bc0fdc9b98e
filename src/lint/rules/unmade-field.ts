import { hasTemplate, visitScopes } from '../../languages/sumo/index.ts';
import { aggregateOperator } from '../../languages/sumo/operators/aggregate.ts';
import { fieldsOperator } from '../../languages/sumo/operators/fields.ts';
import { columnFlows, type FieldRead, type FlowStep, foldColumn, isOpenName, readsOf } from '../columns/index.ts';
import type { LintContext, LintFinding, LintRule } from '../rule.ts';
import { bareTexts } from './unquoted-text.ts';

/** Most names that the message lists. */
const MOST_NAMES = 6;

/** One finding for all such fields of a query, at the first: what is to be said of one holds for all. */
function findingOf(reads: readonly FieldRead[]): LintFinding {
  const names = reads.map(({ name }) => `\`${name}\``);
  const span = reads[0]!.span;
  if (names.length === 1)
    return {
      span,
      message: `${names[0]} comes from no stage; on the platform a field extraction rule or Auto Parse Mode must make it`,
    };
  const rest = names.length - MOST_NAMES;
  const listed = rest > 1 ? [...names.slice(0, MOST_NAMES), `${rest} more`] : names;
  return {
    span,
    message: `${listed.slice(0, -1).join(', ')} and ${listed.at(-1)} come from no stage; on the platform field extraction rules or Auto Parse Mode must make them`,
  };
}

/** Indexes whose records come with fields: the platform's own, and those of Cloud SIEM (spec sumo §14). */
const OWN_INDEX = /^(?:sumologic_|sec_)/i;

/** Fields of Splunk, of which another rule speaks. */
const SPLUNK = new Set(['index', 'sourcetype']);

/** Stages that name columns to keep them, so that naming one does not make it. */
const KEEPING = new Set([aggregateOperator.name, fieldsOperator.name]);

/** Columns that a stage makes. */
function madeIn({ stage, before, after }: FlowStep): readonly string[] {
  return KEEPING.has(stage.operator) ? [] : [...after.types.keys()].filter((name) => !before.types.has(name));
}

function findings(context: LintContext): readonly LintFinding[] {
  const { query } = context;
  // Of words without quotes another rule speaks.
  const texts = new Set(bareTexts(context).map(({ span }) => span.start));
  const found: FieldRead[] = [];
  const seen = new Set<string>();
  const note = ({ name, span }: FieldRead): void => {
    const folded = foldColumn(name);
    if (folded.startsWith('_') || folded.includes('.') || SPLUNK.has(folded) || isOpenName(name) || seen.has(folded))
      return;
    seen.add(folded);
    found.push({ name, span });
  };
  let isOwnIndex = false;
  visitScopes(query, (node) => {
    if (node.kind !== 'fieldTest') return;
    if (/^_(?:index|view)$/i.test(node.name.name) && OWN_INDEX.test(node.value)) isOwnIndex = true;
  });
  if (isOwnIndex) return [];
  visitScopes(query, (node) => {
    // Of `status>=500` another rule speaks.
    if (node.kind !== 'fieldTest' || /[<>]$/.test(node.name.name)) return;
    // Whoever lets the reader of a dashboard choose a value knows that the field is there.
    if (hasTemplate(node.value)) seen.add(foldColumn(node.name.name));
    else note(node.name);
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
    const later = new Set(flow.flatMap(madeIn));
    for (const { stage, before } of flow) {
      if (before.rows === 'records' || !before.open) continue;
      for (const read of readsOf(stage)) {
        const folded = foldColumn(read.name);
        if (!before.types.has(folded) && !later.has(folded) && !texts.has(read.span.start)) note(read);
      }
    }
  }
  return found.length > 0 ? [findingOf(found)] : [];
}

/** A field that no stage makes, M20 (spec sumo §3.4, §4.5, §16.1). */
export const unmadeField: LintRule = {
  code: 'lint/unmade-field',
  severity: 'uncertain',
  title: 'Field that no stage makes',
  why: 'Such a field is there only where a field extraction rule or Auto Parse Mode makes it when messages come in or are searched; elsewhere the test finds nothing, or the query is refused.',
  help: 'Make it in the query by a parse, such as `json "EventID" as EventID`, or see that the rule exists.',
  unfixable: 'where the value stands in the message is for the author to say',
  bad: ['* | where EventCode = "4625"', 'EventCode=4625 | count'],
  good: [
    '* | json "EventID" as EventCode | where EventCode = "4625"',
    '_sourceCategory=windows/* 4625 | count by _sourceHost',
    '* | json auto | where EventCode = "4625"',
  ],
  check: findings,
};
