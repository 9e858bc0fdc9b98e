import {
  CORRELATION_EVENTS,
  CORRELATION_MEASURE,
  type Correlation,
  type HitSource,
  type RuleTest,
} from '../../../ir/index.ts';
import { compareValues, isNull, toBoolean, type Value } from '../../../value/index.ts';
import type { Row } from '../row.ts';
import { recordRow } from '../row-groups.ts';
import { foldedId, type Hit, HitWindow } from './correlation-window.ts';
import { inTime, timeOf } from './in-time.ts';
import type { TableRun, TableTools } from './table-run.ts';

/** A firing of a correlation: the hits of a window, and what was measured of them. */
export interface Firing {
  readonly hits: readonly Hit[];
  readonly measure: number | undefined;
}

const COMPARE = { text: 'sensitive', numbers: 'never', nulls: 'false' } as const;

const hasNot = (test: RuleTest): boolean => test.kind === 'not' || (test.kind !== 'rule' && test.items.some(hasNot));

/** True if a window has to end before it can be decided, since a later hit may make the condition false. */
function waitsForEnd({ tests, expression }: Correlation): boolean {
  return expression ? hasNot(expression) : tests.some(({ op }) => op !== 'gt' && op !== 'ge');
}

const asksForTemporal = ({ measure }: Correlation): boolean => measure === 'rules' || measure === 'ordered-rules';

export class CorrelationRun {
  readonly #correlation: Correlation;
  readonly #span: number;

  constructor(correlation: Correlation) {
    this.#correlation = correlation;
    this.#span = correlation.timespan ?? Number.POSITIVE_INFINITY;
  }

  /** Whether the hits of a window from a time on are enough, and what is measured of them. */
  decide(window: HitWindow, from: number): { readonly holds: boolean; readonly measure: number | undefined } {
    const { tests, expression } = this.#correlation;
    const measure = window.measure(from);
    if (expression) return { holds: window.satisfies(expression, from), measure };
    const holds = measure !== undefined && tests.every(({ op, value }) => compareValues(op, measure, value, COMPARE));
    return { holds, measure };
  }

  /**
   * Windows that end at each hit. It fires when the condition becomes true, and while it stays true once each time span (spec sigma
   * §11.2, rule 9).
   */
  #sliding(hits: readonly Hit[]): Firing[] {
    const window = new HitWindow(this.#correlation);
    const firings: Firing[] = [];
    let last: number | undefined;
    for (const hit of hits) {
      window.dropBefore(hit.ms - this.#span);
      window.add(hit);
      const { holds, measure } = this.decide(window, hit.ms - this.#span);
      if (!holds) last = undefined;
      else if (last === undefined || hit.ms - last > this.#span) {
        firings.push({ hits: window.hits, measure });
        last = hit.ms;
      }
    }
    return firings;
  }

  /**
   * Windows that begin at a hit and are decided when they have ended. Behind a window that fired the next begins; behind another, for
   * what can hold of a later start only because hits before it are left out, too (spec sigma §11.2, rule 10).
   */
  #closed(hits: readonly Hit[]): Firing[] {
    const firings: Firing[] = [];
    const { tests, expression } = this.#correlation;
    const slides = expression !== undefined || tests.some(({ op }) => op === 'eq' || op === 'gt' || op === 'ge');
    for (let start = 0; start < hits.length; ) {
      const from = hits[start]!.ms;
      const window = new HitWindow(this.#correlation);
      let end = start;
      while (end < hits.length && hits[end]!.ms - from <= this.#span) window.add(hits[end++]!);
      const { holds, measure } = this.decide(window, from);
      if (holds) firings.push({ hits: window.hits, measure });
      start = holds || !slides ? end : start + 1;
    }
    return firings;
  }

  /** Hits by their group. */
  groups(hits: readonly Hit[]): Hit[][] {
    const { groupBy } = this.#correlation;
    const groups = new Map<string, Hit[]>();
    for (const hit of hits) {
      const values = groupBy.map((name) => hit.value(name));
      // Without a group, hosts and users that have nothing to do with one another would be joined.
      if (asksForTemporal(this.#correlation) && values.some(isNull)) continue;
      const id = foldedId(values);
      const group = groups.get(id);
      if (group) group.push(hit);
      else groups.set(id, [hit]);
    }
    return [...groups.values()];
  }

  /** Firings in one group. */
  fireIn(group: readonly Hit[]): Firing[] {
    return waitsForEnd(this.#correlation) ? this.#closed(group) : this.#sliding(group);
  }

  /** Firings in all groups, by the time of their last hit. */
  fire(hits: readonly Hit[]): Firing[] {
    const firings = this.groups(hits).flatMap((group) => this.fireIn(group));
    return firings.sort((a, b) => a.hits.at(-1)!.ms - b.hits.at(-1)!.ms);
  }
}

/** Rows in the order of time; those without one cannot stand in a window. */
export function timed(rows: readonly Row[], { context }: TableTools): Row[] {
  const ordered = inTime(rows);
  const found = ordered.filter((row) => timeOf(row) !== undefined);
  if (found.length < ordered.length)
    context.warn('engine/no-time', 'Some hits of rules have no time and are left out of correlations.');
  return found;
}

/** Hits of a source, which is one of the rules of a correlation. */
function hitsOf(source: HitSource, rule: number, rows: readonly Row[], tools: TableTools): Hit[] {
  const nameOf = (name: string): string | undefined => source.columns.find((one) => one.name === name)?.column;
  if (source.kind === 'rule')
    return rows
      .filter((row) => toBoolean(tools.read(row, source.hit)) === true)
      .map((row) => ({
        ...{ rule, ms: timeOf(row)!, rows: [row] },
        value(name): Value {
          const column = nameOf(name);
          return column === undefined ? null : tools.read(row, column);
        },
      }));
  return firingsOf(source.correlation, rows, tools).map(({ hits }) => {
    const last = hits.at(-1)!;
    return {
      ...{ rule, ms: last.ms, rows: hits.flatMap((hit) => hit.rows) },
      value: (name): Value => last.value(nameOf(name) ?? name),
    };
  });
}

/** Hits of all rules of a correlation in the order of time. */
export function hitsIn(correlation: Correlation, rows: readonly Row[], tools: TableTools): Hit[] {
  const hits = correlation.sources.flatMap((source, rule) => hitsOf(source, rule, rows, tools));
  // Of equal times the event of the earlier rule comes first, so that they count as being in order; the hits of one event come with the
  // later rule first, so that none follows another of the same event.
  const firstRule = new Map<Row, number>();
  for (const { rows: of, rule } of hits) firstRule.set(of.at(-1)!, Math.min(rule, firstRule.get(of.at(-1)!) ?? rule));
  const rankOf = ({ rows: of }: Hit): number => firstRule.get(of.at(-1)!)!;
  return hits.sort((a, b) => a.ms - b.ms || rankOf(a) - rankOf(b) || b.rule - a.rule);
}

function firingsOf(correlation: Correlation, rows: readonly Row[], tools: TableTools): Firing[] {
  return new CorrelationRun(correlation).fire(hitsIn(correlation, rows, tools));
}

/** Rows of a firing, each once: an event may be a hit of several rules. */
const rowsIn = ({ hits }: Firing): Row[] => [...new Set(hits.flatMap((hit) => hit.rows))];

/** Fires where hits of rules come together in time. */
export const correlate: TableRun<'correlate'> = ({ correlation }, rows, tools) =>
  firingsOf(correlation, timed(rows, tools), tools).map((firing) => {
    const own = rowsIn(firing);
    const last = firing.hits.at(-1)!;
    return recordRow(
      [
        ...correlation.groupBy.map((name) => ({ name, value: last.value(name) ?? null })),
        { name: CORRELATION_MEASURE, value: firing.measure ?? null },
        { name: CORRELATION_EVENTS, value: own.reduce((sum, row) => sum + row.provenance.count, 0) },
      ],
      own,
    );
  });
