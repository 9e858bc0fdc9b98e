import { type ConditionTrace, type EventTrace, type Seen, valuesSeen } from '../engines/js/trace.ts';
import type { Event, EventOrigin } from '../event/index.ts';
import type { SourceText } from '../source/index.ts';
import { foldCase, toText } from '../value/index.ts';
import { longestPart } from './nearest-text.ts';

/** Events that one test kept from matching, grouped by the test and what it saw. */
export interface NearMiss {
  /** The test as the query writes it. */
  readonly test: string;
  /** The file that it stands in. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly saw: readonly (readonly [field: string, value: Seen])[];
  readonly events: number;
  readonly example: EventOrigin;
  /** What would have been enough, where it is less than another value. */
  readonly change: string;
}

/** Groups kept; further ones are counted together. */
const MAX_GROUPS = 10_000;

/** The text of a condition on one line. */
export function conditionText(
  source: SourceText,
  { origin, outline }: Pick<ConditionTrace, 'origin' | 'outline'>,
): string {
  if (outline) return outline.text;
  return source.text.slice(origin.start, origin.end).replace(/\s+/g, ' ').trim();
}

/** The change where nothing less than another value would do. */
export const PLAIN_CHANGE = 'this test would have to hold';

/** The change where a test holds that keeps the event out. */
export const FAIL_CHANGE = 'this test would have to fail';

/** What of the text that is looked for the value has. */
function changeOfText(needle: string, value: string): string {
  const part = longestPart(needle, value);
  if (part.length < needle.length) return part === '' ? PLAIN_CHANGE : `it has "${part}" of "${needle}"`;
  return value.includes(needle) ? 'it has it at another place' : 'only letter case or place differs';
}

/** The texts of the first field that a test read. */
function textsSeen({ saw }: ConditionTrace): string[] {
  return valuesSeen(saw[0]?.[1]).flatMap((value) => toText(value) ?? []);
}

/** Of several values the one that has most of a text, and how much of it. */
function nearestText(needle: string, values: readonly string[]): { readonly value: string; readonly share: number } {
  const shares = values.map((value) => ({ value, share: longestPart(needle, value).length / needle.length }));
  return shares.reduce((best, one) => (one.share > best.share ? one : best));
}

/** What the smallest change would be: often it is only letter case. */
function changeOf(test: ConditionTrace, text: string): string {
  const [first] = test.saw;
  if (test.holds) return FAIL_CHANGE;
  const values = textsSeen(test);
  if (values.length === 0) return `${first?.[0] ?? 'the field'} would have to have a value`;
  const { needle } = test.outline ?? {};
  if (needle !== undefined) return changeOfText(needle, nearestText(needle, values).value);
  const literal = /"((?:[^"\\]|\\.)*)"\s*\)?$/.exec(text)?.[1]?.replace(/\\(.)/g, '$1');
  if (
    literal &&
    literal.replaceAll('*', '') !== '' &&
    values.some((value) => foldCase(value, 'unicode').includes(foldCase(literal.replaceAll('*', ''), 'unicode')))
  ) {
    return 'only letter case differs';
  }
  return PLAIN_CHANGE;
}

/** The nodes from a condition down to a test in it, or none. */
function pathTo(condition: ConditionTrace, test: ConditionTrace): readonly ConditionTrace[] {
  if (condition === test) return [condition];
  for (const part of condition.parts) {
    const path = pathTo(part, test);
    if (path.length > 0) return [condition, ...path];
  }
  return [];
}

const testsOf = (condition: ConditionTrace): number =>
  condition.kind === 'test' ? 1 : condition.parts.reduce((sum, part) => sum + testsOf(part), 0);

/**
 * True if the one test that failed stands beside others that hold and say something: else nearly every event would be near to a
 * branch of one test.
 */
function isNear(trace: EventTrace, test: ConditionTrace): boolean {
  const conditions = trace.stages.flatMap((stage) =>
    stage.kind === 'filter' && stage.role === 'where' ? [stage.condition] : [],
  );
  if (conditions.reduce((sum, condition) => sum + testsOf(condition), 0) === 1) return true;
  return conditions.some((condition) => {
    const path = pathTo(condition, test);
    if (path.length === 0) return condition.held > 0;
    return path.some(
      (node, at) => node.kind === 'all' && node.parts.some((part) => part !== path[at + 1] && part.held > 0),
    );
  });
}

/** Tests that stand in the place of a failed one, any of which would have been enough, with what joins them. */
function alternativesOf(
  trace: EventTrace,
  test: ConditionTrace,
): { readonly parent: ConditionTrace | undefined; readonly tests: readonly ConditionTrace[] } {
  for (const stage of trace.stages) {
    if (stage.kind !== 'filter') continue;
    const parent = pathTo(stage.condition, test).at(-2);
    if (!parent) continue;
    const isList = parent.parts.every((part) => part.kind === 'test');
    return { parent: isList ? parent : undefined, tests: isList && parent.kind === 'any' ? parent.parts : [test] };
  }
  return { parent: undefined, tests: [test] };
}

/** Alternatives that are compared with what was seen. */
const COMPARED = 100;

/** Of several tests of texts the one of whose text the value has most. */
function nearestOf(tests: readonly ConditionTrace[], first: ConditionTrace): ConditionTrace {
  const values = textsSeen(first);
  if (values.length === 0) return first;
  const shareOf = ({ outline }: ConditionTrace): number =>
    outline?.needle ? nearestText(outline.needle, values).share : 0;
  const shares = tests.slice(0, COMPARED).map((test) => ({ test, share: shareOf(test) }));
  return shares.reduce((best, one) => (one.share > best.share ? one : best), { test: first, share: 0 }).test;
}

/** A test with what it stands in: of a rule the field with its modifiers; how many others would have been enough. */
function textOfTest(
  own: string,
  isOutlined: boolean,
  parent: ConditionTrace | undefined,
  alternatives: number,
): string {
  const isListed = isOutlined && parent?.outline && parent.outline.name === undefined && parent.parts.length > 1;
  const others = alternatives === 2 ? '1 other' : `${alternatives - 1} others`;
  if (isListed) return `${parent.outline.text} ${own}${alternatives > 1 ? `, or ${others}` : ''}`;
  return alternatives > 1 ? `one of ${alternatives}: ${own} …` : own;
}

/** A test that would have to come out the other way, for people; of several that would do, the nearest. */
export function turnOf(
  trace: EventTrace,
  test: ConditionTrace,
  home: SourceText,
): Pick<NearMiss, 'test' | 'path' | 'line' | 'column' | 'change'> {
  const { parent, tests } = alternativesOf(trace, test);
  const nearest = test.outline && !test.holds ? nearestOf(tests, test) : test;
  const own = conditionText(home, nearest);
  const source = nearest.outline?.source ?? home;
  const { line, column } = source.lines.positionOf(nearest.origin.start);
  return {
    test: textOfTest(own, nearest.outline !== undefined, parent, tests.length),
    ...{ path: source.name, line, column },
    change: changeOf(nearest, own),
  };
}

/** Collects near misses over any number of events. */
export class NearMisses {
  readonly #source: SourceText;
  readonly #groups = new Map<string, { miss: Omit<NearMiss, 'events'>; events: number }>();
  #others = 0;

  constructor(source: SourceText) {
    this.#source = source;
  }

  /** Events of groups beyond the bound. */
  get others(): number {
    return this.#others;
  }

  /** Takes an event into account if exactly one test kept it from matching, beside others that hold. */
  add(event: Event, trace: EventTrace): void {
    if (trace.passes || trace.drops > 0 || trace.flips.length !== 1) return;
    const [test] = trace.flips as [ConditionTrace];
    if (!isNear(trace, test)) return;
    const key = JSON.stringify([test.origin, test.saw]);
    const group = this.#groups.get(key);
    if (group) {
      group.events++;
      return;
    }
    if (this.#groups.size >= MAX_GROUPS) {
      this.#others++;
      return;
    }
    const miss = { ...turnOf(trace, test, this.#source), saw: test.saw, example: event.origin };
    this.#groups.set(key, { miss, events: 1 });
  }

  /** The groups, the commonest first. */
  list(): NearMiss[] {
    return [...this.#groups.values()]
      .map(({ miss, events }) => ({ ...miss, events }))
      .sort((a, b) => b.events - a.events || a.line - b.line || a.column - b.column);
  }
}
