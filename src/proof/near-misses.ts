import type { ConditionTrace, EventTrace } from '../engines/js/trace.ts';
import type { Event, EventOrigin } from '../event/index.ts';
import type { SourceText } from '../source/index.ts';
import { foldCase, toText, type Value } from '../value/index.ts';

/** Events that one test kept from matching, grouped by the test and what it saw. */
export interface NearMiss {
  /** The test as the query writes it. */
  readonly test: string;
  readonly line: number;
  readonly column: number;
  readonly saw: readonly (readonly [field: string, value: Value])[];
  readonly events: number;
  readonly example: EventOrigin;
  /** What would have been enough, where it is less than another value. */
  readonly change: string;
}

/** Groups kept; further ones are counted together. */
const MAX_GROUPS = 10_000;

/** The text of a condition on one line. */
export function conditionText(source: SourceText, { origin }: Pick<ConditionTrace, 'origin'>): string {
  return source.text.slice(origin.start, origin.end).replace(/\s+/g, ' ').trim();
}

/** The change where nothing less than another value would do. */
export const PLAIN_CHANGE = 'this test would have to hold';

/** What the smallest change would be: often it is only letter case. */
function changeOf(test: ConditionTrace, text: string): string {
  const [first] = test.saw;
  const value = first && toText(first[1]);
  if (test.holds) return 'this test would have to fail';
  if (value === null || value === undefined) return `${first?.[0] ?? 'the field'} would have to have a value`;
  const literal = /"((?:[^"\\]|\\.)*)"\s*\)?$/.exec(text)?.[1]?.replace(/\\(.)/g, '$1');
  if (
    literal &&
    literal.replaceAll('*', '') !== '' &&
    foldCase(value, 'unicode').includes(foldCase(literal.replaceAll('*', ''), 'unicode'))
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

/** How many tests stand in the place of a failed one, any of which would have been enough. */
function alternativesOf(trace: EventTrace, test: ConditionTrace): number {
  for (const stage of trace.stages) {
    if (stage.kind !== 'filter') continue;
    const parent = pathTo(stage.condition, test).at(-2);
    if (parent)
      return parent.kind === 'any' && parent.parts.every((part) => part.kind === 'test') ? parent.parts.length : 1;
  }
  return 1;
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
    const alternatives = alternativesOf(trace, test);
    const own = conditionText(this.#source, test);
    const text = alternatives > 1 ? `one of ${alternatives}: ${own} …` : own;
    const { line, column } = this.#source.lines.positionOf(test.origin.start);
    const miss = { test: text, line, column, saw: test.saw, example: event.origin, change: changeOf(test, own) };
    this.#groups.set(key, { miss, events: 1 });
  }

  /** The groups, the commonest first. */
  list(): NearMiss[] {
    return [...this.#groups.values()]
      .map(({ miss, events }) => ({ ...miss, events }))
      .sort((a, b) => b.events - a.events || a.line - b.line || a.column - b.column);
  }
}
