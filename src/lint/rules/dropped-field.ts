import { argsOf, type Expression, type Stage, visitExpression } from '../../languages/sumo/index.ts';
import { fieldsOperator } from '../../languages/sumo/operators/fields.ts';
import { nearestName, type Span } from '../../source/index.ts';
import { type Columns, columnFlows, type FieldRead, foldColumn, readsOf, typeOfColumn } from '../columns/index.ts';
import type { LintContext, LintFinding, LintRule } from '../rule.ts';
import { underscored } from './missing-underscore.ts';

const COMPARING = new Set(['=', '!=', '<', '<=', '>', '>=']);

/** True if a value is null whenever a field is. */
function restsOn(node: Expression, isGone: (name: string) => boolean): boolean {
  return node.kind === 'field' && isGone(node.name);
}

/** True if a condition is false because fields in it are gone (spec sumo §4.5). */
function isFalse(node: Expression, isGone: (name: string) => boolean): boolean {
  switch (node.kind) {
    case 'binary':
      if (node.operator === 'and') return isFalse(node.left, isGone) || isFalse(node.right, isGone);
      if (node.operator === 'or') return isFalse(node.left, isGone) && isFalse(node.right, isGone);
      return COMPARING.has(node.operator) && (restsOn(node.left, isGone) || restsOn(node.right, isGone));
    case 'matches':
    case 'contains':
      return restsOn(node.left, isGone);
    case 'in':
      return !node.negated && restsOn(node.left, isGone);
    default:
      return false;
  }
}

function cause(before: Columns, name: string, text: string): string {
  const { closedBy, removed } = before;
  if (removed.has(foldColumn(name))) return '`fields -` removed it';
  if (!closedBy) return 'no stage before makes it';
  const written = text.slice(closedBy.span.start, closedBy.span.end).replace(/\s+/g, ' ');
  return `\`${written.length > 50 ? `${written.slice(0, 50)}…` : written}\` keeps other columns only`;
}

function nearest(before: Columns, name: string): string | undefined {
  return name.length < 3 ? undefined : nearestName(name.toLowerCase(), [...before.types.keys()]);
}

function findingOf(read: FieldRead, stage: Stage, before: Columns, text: string): LintFinding {
  const { name, span } = read;
  const isGone = (other: string): boolean => typeOfColumn(before, other) === undefined;
  const [condition] = stage.operator === 'where' ? conditions(stage) : [];
  const right = nearest(before, name);
  return {
    span,
    severity: condition && isFalse(condition, isGone) ? 'never' : 'misses',
    message: `there is no column \`${name}\` here: ${cause(before, name, text)}`,
    ...(right && /^\w+$/.test(right)
      ? { fixes: [{ title: `write ${right}`, class: 'suggested' as const, edits: [{ span, text: right }] }] }
      : {}),
  };
}

function conditions(stage: Stage): readonly Expression[] {
  return [(stage.args as { readonly condition: Expression }).condition];
}

/** Places inside tests for null, of which a missing column is a fair use. */
function toleratedSpans(stage: Stage): ReadonlySet<Span> {
  const spans = new Set<Span>();
  if (stage.operator !== 'where' && stage.operator !== 'expression') return spans;
  const { condition, expression } = stage.args as { condition?: Expression; expression?: Expression };
  visitExpression((condition ?? expression)!, (node) => {
    if (node.kind !== 'call' || !/^is(?:null|empty|blank)$/i.test(node.name)) return;
    for (const arg of node.args) spans.add(arg.span);
  });
  return spans;
}

function findings({ query, text }: LintContext): readonly LintFinding[] {
  return columnFlows(query)
    .flat()
    .flatMap(({ stage, before }) => {
      if (argsOf(stage, fieldsOperator)?.mode === 'remove') return [];
      const tolerated = toleratedSpans(stage);
      return readsOf(stage)
        .filter(({ name, span }) => !tolerated.has(span) && typeOfColumn(before, name) === undefined)
        .filter(({ name }) => underscored(before, name) === undefined)
        .map((read) => findingOf(read, stage, before, text));
    });
}

/** A field that an aggregate, `fields` or another stage dropped (spec sumo §17). */
export const droppedField: LintRule = {
  code: 'lint/dropped-field',
  severity: 'misses',
  title: 'Field that is no longer there',
  why: 'Behind an aggregate there are only its groups and its results, and behind `fields` only what it lists, so any other name is an empty field.',
  help: 'Add the field to the groups or to the list, or use it before the stage that drops it.',
  bad: [
    '* | count as starts by Image | where start > 5',
    '* | count as logons by User | fields User, logon',
    '* | count as hits by Computer | sort by hit',
    '* | json "host", "hosts" as host, hosts | fields - host | sort by host',
  ],
  good: [
    '* | count as starts by Image | where starts > 5',
    '* | count as n by User, Computer | fields User, Computer, n',
    '* | timeslice 1h | count by _timeslice, User | transpose row _timeslice column User | sort by alice',
  ],
  check: findings,
};
