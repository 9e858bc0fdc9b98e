import type { Event } from '../../../event/index.ts';
import { type Correlation, type Plan, type PlanOf, schemaOf } from '../../../ir/index.ts';
import { toBoolean, type Value } from '../../../value/index.ts';
import { type EvaluationContext, evaluate, valueNamed } from '../evaluate.ts';
import { compareOrder } from '../order-key.ts';
import { keepRow, messageRow, type Row, withCells } from '../row.ts';
import { CorrelationRun, hitsIn, timed } from './correlate.ts';
import { type Hit, HitWindow } from './correlation-window.ts';
import type { TableTools } from './table-run.ts';

/** The window of a group that comes nearest to what is asked. */
export interface StudiedWindow {
  readonly holds: boolean;
  readonly measure: number | undefined;
  readonly hits: readonly Hit[];
}

/** Hits of one group. */
export interface StudiedGroup {
  /** By the names of the group. */
  readonly values: readonly Value[];
  /** By rule. */
  readonly hits: readonly number[];
  readonly firings: number;
  readonly best: StudiedWindow;
}

/** How near hits came to a correlation. */
export interface CorrelationStudy {
  readonly correlation: Correlation;
  /** By rule, those without a group included. */
  readonly hits: readonly number[];
  /** Hits that have no group, so that they cannot come together with others. */
  readonly ungrouped: number;
  readonly withoutTime: number;
  /** Hits that came when as many were kept as there is room for. */
  readonly beyond: number;
  /** The nearest first. */
  readonly groups: readonly StudiedGroup[];
  /** Of rules that are correlations themselves, by their number. */
  readonly inner: ReadonlyMap<number, CorrelationStudy>;
}

/** How far a window is from holding; 0 if it holds. */
function distance(
  { tests, expression, sources }: Correlation,
  window: Omit<StudiedWindow, 'hits'>,
  hits: readonly Hit[],
): number {
  if (window.holds) return 0;
  if (expression) return 1 + sources.length - new Set(hits.map((hit) => hit.rule)).size;
  const { measure } = window;
  if (measure === undefined) return Number.POSITIVE_INFINITY;
  const missing = tests.map(({ op, value }) => {
    const away = Math.abs(value - measure);
    if (op === 'ge') return measure >= value ? 0 : away;
    if (op === 'gt') return measure > value ? 0 : away || 1;
    if (op === 'le') return measure <= value ? 0 : away;
    if (op === 'lt') return measure < value ? 0 : away || 1;
    return op === 'ne' ? 1 : away;
  });
  return missing.reduce((sum, one) => sum + one, 0);
}

/** Hits of a window, as far as they are looked at to tell how near it came. */
const MOST_LOOKED_AT = 1000;

function bestWindow(correlation: Correlation, run: CorrelationRun, group: readonly Hit[]): StudiedWindow {
  const span = correlation.timespan ?? Number.POSITIVE_INFINITY;
  const window = new HitWindow(correlation);
  let best = {
    first: 0,
    last: 0,
    away: Number.POSITIVE_INFINITY,
    holds: false,
    measure: undefined as number | undefined,
  };
  let first = 0;
  for (const [last, hit] of group.entries()) {
    const from = hit.ms - span;
    while (group[first]!.ms < from) first++;
    window.dropBefore(from);
    window.add(hit);
    const decided = run.decide(window, from);
    const looked = correlation.expression ? group.slice(Math.max(first, last - MOST_LOOKED_AT), last + 1) : [];
    const away = distance(correlation, decided, looked);
    if (away < best.away || (away === best.away && !best.holds && last - first > best.last - best.first))
      best = { first, last, away, ...decided };
  }
  return { holds: best.holds, measure: best.measure, hits: group.slice(best.first, best.last + 1) };
}

function study(correlation: Correlation, rows: readonly Row[], tools: TableTools): CorrelationStudy {
  const hits = hitsIn(correlation, rows, tools);
  const run = new CorrelationRun(correlation);
  const count = (list: readonly Hit[]): number[] => {
    const counts = correlation.sources.map(() => 0);
    for (const { rule } of list) counts[rule]!++;
    return counts;
  };
  const grouped = run.groups(hits);
  const groups = grouped.map((group): StudiedGroup & { readonly away: number } => {
    const best = bestWindow(correlation, run, group);
    const firings = run.fireIn(group).length;
    const values = correlation.groupBy.map((name) => group.at(-1)!.value(name));
    const away = firings > 0 ? 0 : distance(correlation, { ...best, holds: false }, best.hits);
    return { values, hits: count(group), firings, best, away };
  });
  const inner = correlation.sources.flatMap((source, number) =>
    source.kind === 'correlation' ? [[number, study(source.correlation, rows, tools)] as const] : [],
  );
  return {
    correlation,
    hits: count(hits),
    ungrouped: hits.length - grouped.reduce((sum, group) => sum + group.length, 0),
    withoutTime: 0,
    beyond: 0,
    groups: groups.sort((a, b) => b.firings - a.firings || a.away - b.away || b.best.hits.length - a.best.hits.length),
    inner: new Map(inner),
  };
}

/** A correlation over the columns that say which rules an event is a hit of. */
export interface CorrelationPlan {
  readonly input: Plan;
  readonly correlation: Correlation;
}

/** Events that are kept: each with all of its fields. */
const MOST_ROWS = 200_000;

/** Collects the hits of the rules of a correlation, to tell how near they came to what it asks. */
export class CorrelationStudent {
  readonly #plan: CorrelationPlan;
  readonly #made: PlanOf<'extend'>['columns'];
  readonly #hitNames: readonly string[];
  readonly #context: EvaluationContext;
  readonly #rows: Row[] = [];
  readonly #most: number;
  #beyond = 0;

  constructor(plan: CorrelationPlan, context: EvaluationContext, most = MOST_ROWS) {
    this.#most = most;
    this.#plan = plan;
    this.#made = plan.input.kind === 'extend' ? plan.input.columns : [];
    this.#hitNames = this.#made.filter(({ type }) => type === 'boolean').map(({ name }) => name);
    this.#context = context;
  }

  add(event: Event, file: number, position: number): void {
    const row = messageRow(event, file, position);
    const cells = this.#made.map(({ name, value }) => ({ name, value: evaluate(value, row, this.#context) ?? null }));
    const isHit = cells.some(({ name, value }) => this.#hitNames.includes(name) && toBoolean(value) === true);
    if (isHit && this.#rows.length >= this.#most) this.#beyond++;
    else if (isHit) this.#rows.push(keepRow(withCells(row, cells)));
  }

  finish(): CorrelationStudy {
    const tools: TableTools = {
      context: this.#context,
      schema: schemaOf(this.#plan.input),
      read: (row, name) => valueNamed(name, row, this.#context) ?? null,
      run: () => [],
    };
    const rows = this.#rows.toSorted((a, b) => compareOrder(a.order, b.order));
    const ordered = timed(rows, tools);
    return {
      ...study(this.#plan.correlation, ordered, tools),
      withoutTime: rows.length - ordered.length,
      beyond: this.#beyond,
    };
  }
}

/** A plan that is a correlation; undefined for any other. */
export function correlationPlan(plan: Plan): CorrelationPlan | undefined {
  if (plan.kind !== 'table-call' || plan.call.fn !== 'correlate') return undefined;
  return { input: plan.input, correlation: plan.call.correlation };
}
