import type { ConditionTrace, EventTrace, StageTrace } from '../../engines/js/trace.ts';
import { conditionText } from '../../proof/index.ts';
import type { SourceText } from '../../source/index.ts';
import type { Value } from '../../value/index.ts';
import type { Paint } from './color.ts';
import { seenText } from './seen-text.ts';
import { fitText, oneLine } from './table.ts';

function shown(value: Value): string {
  return value === null || value === undefined ? 'no value' : JSON.stringify(value);
}

function sawText({ saw }: ConditionTrace): string {
  return saw.map(([field, value]) => `${field} is ${seenText(value, shown)}`).join(', ');
}

/** The tests of a condition, itself and all below it. */
function testsOf(condition: ConditionTrace): readonly ConditionTrace[] {
  return condition.kind === 'test' ? [condition] : condition.parts.flatMap(testsOf);
}

const negates = ({ kind, parts }: ConditionTrace): boolean => kind === 'not' || parts.some(negates);

/** A condition whose tests are all of one place, as those of a log source, as one test. */
function asOne(condition: ConditionTrace): ConditionTrace | undefined {
  const [first, ...others] = testsOf(condition);
  if (!first || condition.kind === 'test' || negates(condition)) return undefined;
  const { start, end } = first.origin;
  const isDeciding = ({ holds }: ConditionTrace): boolean => holds === condition.holds;
  if (others.some(({ origin }) => origin.start !== start || origin.end !== end)) return undefined;
  // What decides comes last, and so stays.
  const tests = [first, ...others].sort((a, b) => Number(isDeciding(a)) - Number(isDeciding(b)));
  const saw = new Map(tests.flatMap((one) => one.saw));
  return { ...first, holds: condition.holds, saw: [...saw] };
}

const WORDS = { all: 'all of', any: 'any of', not: 'not' } as const;

function conditionLines(
  condition: ConditionTrace,
  source: SourceText,
  depth: number,
  width: number,
  paint: Paint,
): string[] {
  const one = asOne(condition);
  if (one) return conditionLines(one, source, depth, width, paint);
  const mark = condition.holds ? paint.good('✓') : paint.error('✗');
  const indent = '  '.repeat(depth);
  if (condition.kind !== 'test') {
    const head = `${indent}${mark} ${WORDS[condition.kind]}`;
    return [head, ...condition.parts.flatMap((part) => conditionLines(part, source, depth + 1, width, paint))];
  }
  const text = oneLine(conditionText(source, condition));
  const saw = oneLine(sawText(condition));
  const room = Math.max(20, width - indent.length - 2);
  if (text.length + saw.length + 3 <= room) return [`${indent}${mark} ${text}${saw ? paint.dim(`   ${saw}`) : ''}`];
  return [
    `${indent}${mark} ${fitText(text, room)}`,
    ...(saw ? [paint.dim(`${indent}    ${fitText(saw, room - 2)}`)] : []),
  ];
}

function stageLines(stage: StageTrace, source: SourceText, width: number, paint: Paint): string[] {
  if (stage.kind === 'filter') {
    return [paint.bold(stage.role), ...conditionLines(stage.condition, source, 1, width, paint)];
  }
  const text = fitText(oneLine(conditionText(source, stage)), width);
  if (!stage.kept) return [`${paint.error('✗')} ${fitText(text, width - 20)} ${paint.error('drops the event')}`];
  const columns = stage.columns.map(([name, value]) =>
    paint.dim(fitText(`    ${name} = ${oneLine(shown(value))}`, width)),
  );
  return [paint.bold(text), ...columns];
}

/** The way of one event through a query: every stage, every test with its outcome and the values it saw. */
export function renderTrace(trace: EventTrace, source: SourceText, width: number, paint: Paint): string {
  const failed = trace.flips.length + trace.drops;
  const verdict = trace.passes
    ? paint.good('matches')
    : `${paint.error('does not match')}: ${failed} ${failed === 1 ? 'test' : 'tests'} would have to come out the other way`;
  return [verdict, ...trace.stages.flatMap((stage) => stageLines(stage, source, width, paint))].join('\n');
}

/** Where a condition stands as its text has it. */
function placeObject({ outline }: ConditionTrace): object {
  if (!outline) return {};
  const { source, span } = outline;
  return { path: source.name, ...source.lines.positionOf(span.start) };
}

/** The JSON form of a trace. */
export function traceObject(trace: EventTrace, source: SourceText): unknown {
  const condition = (one: ConditionTrace): unknown => ({
    kind: one.kind,
    ...(one.outline?.name !== undefined && { name: one.outline.name }),
    text: conditionText(source, one),
    ...placeObject(one),
    holds: one.holds,
    ...(one.kind === 'test' ? { saw: Object.fromEntries(one.saw) } : { parts: one.parts.map(condition) }),
  });
  return {
    matches: trace.passes,
    toFlip: trace.flips.map((one) => conditionText(source, one)),
    stages: trace.stages.map((stage) =>
      stage.kind === 'filter'
        ? { kind: stage.role, condition: condition(stage.condition) }
        : {
            kind: 'made',
            text: conditionText(source, stage),
            kept: stage.kept,
            columns: Object.fromEntries(stage.columns),
          },
    ),
  };
}
