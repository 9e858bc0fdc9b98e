import { type NameNode, visitScopes } from '../../languages/sumo/index.ts';
import { timesliceOperator } from '../../languages/sumo/operators/timeslice.ts';
import type { Span } from '../../source/index.ts';
import { columnFlows, readsOf } from '../columns/index.ts';
import type { LintContext, LintFinding, LintRule } from '../rule.ts';
import { isWritten, sourceAt, stagesOf } from '../stages.ts';

const IN_SCOPE: ReadonlyMap<string, string> = new Map([
  ['index', '_index'],
  ['sourcetype', '_sourceCategory'],
]);

/** Names that are fields of Splunk only beside one of those above; elsewhere extraction rules make fields of these names. */
const BESIDE: ReadonlyMap<string, string> = new Map([
  ['host', '_sourceHost'],
  ['source', '_sourceName'],
]);

const IN_STAGES: ReadonlyMap<string, string> = new Map([
  ['_time', '_messageTime'],
  ['_indextime', '_receiptTime'],
  ['sourcetype', '_sourceCategory'],
]);

/** True if some stage may make the field: a name behind `as`, a group of a pattern, or a path. */
function isMade(text: string, name: string): boolean {
  return new RegExp(`(?:\\bas\\s[^|]*\\b|<|["'.])${name}\\b`, 'i').test(text);
}

function finding(name: string, right: string, span: Span): LintFinding {
  return {
    span,
    message: `\`${name}\` is a field of Splunk; the one here is \`${right}\``,
    fixes: [{ title: `write ${right}`, class: 'suggested', edits: [{ span, text: right }] }],
  };
}

function findings({ text, query }: LintContext): readonly LintFinding[] {
  const found: LintFinding[] = [];
  const tests: NameNode[] = [];
  visitScopes(query, (node) => {
    if (node.kind === 'fieldTest' && !node.name.quoted) tests.push(node.name);
  });
  const isSplunk = tests.some(({ name }) => IN_SCOPE.has(name.toLowerCase()));
  for (const { name, span } of tests) {
    const right = IN_SCOPE.get(name.toLowerCase()) ?? (isSplunk ? BESIDE.get(name.toLowerCase()) : undefined);
    if (right) found.push(finding(name, right, span));
  }
  // A repair of `bin _time` names the slice wherever the query says `_time` behind it.
  const isSliced = stagesOf(query, timesliceOperator).some(
    ({ stage }) => !isWritten(stage, timesliceOperator.name, text),
  );
  for (const { stage } of columnFlows(query).flat()) {
    for (const { name, span } of readsOf(stage)) {
      const right = isSliced && name === '_time' ? undefined : IN_STAGES.get(name.toLowerCase());
      if (right && sourceAt(text, span) === name && !isMade(text, name)) found.push(finding(name, right, span));
    }
  }
  return found;
}

/** Built-in fields of Splunk, M16 (spec sumo §16.1). */
export const splunkName: LintRule = {
  code: 'lint/splunk-name',
  severity: 'misses',
  title: 'Built-in field of Splunk',
  why: 'Fields that Splunk attaches to every event do not exist here, so a test of one finds nothing.',
  help: 'Use `_messageTime`, `_index` and `_sourceCategory`.',
  bad: [
    'index=wineventlog sourcetype=xmlwineventlog host=dc1 | count',
    '* | formatDate(_time, "HH") as hour',
    '* | first(_time) as newest by sourcetype | sort by newest',
  ],
  good: [
    'host=web1 | count',
    '_index=windows _sourceCategory=windows/* | count',
    '* | formatDate(_messageTime, "HH") as hour',
    '* | json "_time" | num(_time)',
  ],
  check: findings,
};
