import type { Diagnostic } from '../../diagnostic/index.ts';
import {
  type CorrelationMeasure,
  type Correlation as CorrelationNode,
  clausesOf,
  type Expr,
  type HitSource,
  literal,
  or,
  type Plan,
  type PlanOf,
  type RuleTest,
} from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import type { Condition } from './condition.ts';
import type { CorrelationType } from './correlation.ts';
import { doubtfulCorrelation, unsupported } from './diagnostics.ts';
import { type LoweredRule, lowerConditions, type PlanUse, valueOfField } from './lower.ts';
import type { ProcessedRule } from './pipeline/apply.ts';
import type { CorrelationView } from './pipeline/pipeline.ts';
import type { Reach } from './reach.ts';
import { type ResolvedCorrelation, type ResolvedSource, rulesBelow } from './resolved.ts';
import type { DetectionRule } from './rule.ts';

const MEASURES: Readonly<Record<CorrelationType, CorrelationMeasure>> = {
  event_count: 'hits',
  value_count: 'distinct',
  value_sum: 'sum',
  value_avg: 'avg',
  value_percentile: 'percentile',
  value_median: 'percentile',
  temporal: 'rules',
  temporal_ordered: 'ordered-rules',
};

/** Rewrites a rule, and follows names of fields through it that a correlation asks for. */
export type Process = (rule: DetectionRule, names: readonly string[], correlation?: CorrelationView) => ProcessedRule;

/** A correlation as pipelines see it; undefined for an old aggregation, which is a detection rule. */
export function viewOf(root: ResolvedCorrelation): CorrelationView | undefined {
  return 'selections' in root.head ? undefined : { head: root.head, rules: rulesBelow(root) };
}

/** The first of several fields that has a value. */
function firstOf(values: readonly Expr[], origin: Span): Expr {
  const [only] = values;
  if (values.length === 1) return only!;
  const branches = values.map((value) => ({
    when: { kind: 'match' as const, origin, value, pattern: { kind: 'present' as const } },
    value,
  }));
  return { kind: 'case', origin, branches, otherwise: literal(null, origin) };
}

/** Events that any of several rules is asked of. */
function joinedReach(reaches: readonly Reach[]): Reach {
  const [first] = reaches;
  if (reaches.every((one) => one.kind === 'channels'))
    return { kind: 'channels', kinds: reaches.flatMap((one) => (one.kind === 'channels' ? one.kinds : [])) };
  if (first && reaches.every((one) => one.kind === first.kind && JSON.stringify(one) === JSON.stringify(first)))
    return first;
  const seeing = reaches.filter((one) => one.kind !== 'none');
  return seeing.length < reaches.length && seeing.length > 0 ? joinedReach(seeing) : { kind: 'all' };
}

/** What the rules of a correlation come to. */
interface Columns {
  readonly made: PlanOf<'extend'>['columns'];
  readonly hits: readonly Expr[];
  readonly asks: readonly DetectionRule[];
  readonly reach: Reach;
}

class CorrelationLowering {
  readonly diagnostics: Diagnostic[] = [];
  readonly #process: Process;
  readonly #use: PlanUse;
  readonly #rules: readonly DetectionRule[];
  readonly #view: CorrelationView | undefined;
  /** Names that are asked for of each rule, with the number of their column. */
  readonly #asked: readonly Map<string, number>[];

  constructor(root: ResolvedCorrelation, process: Process, use: PlanUse) {
    this.#process = process;
    this.#use = use;
    this.#rules = rulesBelow(root);
    this.#view = viewOf(root);
    this.#asked = this.#rules.map(() => new Map());
  }

  #unsupported(span: Span, message: string): void {
    this.diagnostics.push(unsupported.report({ span, message, data: { what: 'correlation' } }));
  }

  #test(condition: Condition, names: readonly string[]): RuleTest {
    switch (condition.kind) {
      case 'name':
        return { kind: 'rule', rule: names.indexOf(condition.name) };
      case 'not':
        return { kind: 'not', item: this.#test(condition.item, names) };
      case 'of':
        this.#unsupported(condition.span, 'a quantifier over rules is not run; name the rules');
        return { kind: 'and', items: [] };
      default:
        return { kind: condition.kind, items: condition.items.map((item) => this.#test(item, names)) };
    }
  }

  #source(
    source: ResolvedSource,
    names: readonly string[],
    aliases: ResolvedCorrelation['correlation']['aliases'],
  ): HitSource {
    const ids =
      source.kind === 'rule' ? [source.name, source.rule.name, source.rule.id] : [source.name, source.inner.head.name];
    const fieldFor = (name: string): string => {
      const alias = aliases.get(name);
      return ids.map((id) => (id === undefined ? undefined : alias?.get(id))).find((one) => one !== undefined) ?? name;
    };
    const { name } = source;
    if (source.kind === 'correlation') {
      const columns = names.map((one) => ({ name: one, column: fieldFor(one) }));
      const inner = this.correlation(
        source.inner,
        columns.map((one) => one.column),
      );
      return { kind: 'correlation', name, correlation: inner, columns };
    }
    const rule = this.#rules.indexOf(source.rule);
    const asked = this.#asked[rule]!;
    const columns = names.map((one) => {
      const wanted = fieldFor(one);
      if (!asked.has(wanted)) asked.set(wanted, asked.size);
      return { name: one, column: columnName(rule, asked.get(wanted)!) };
    });
    return { kind: 'rule', name, hit: hitName(rule), columns };
  }

  /** The correlation as data; `wanted` are names that an outer one asks for. */
  correlation(resolved: ResolvedCorrelation, wanted: readonly string[]): CorrelationNode {
    const { correlation, sources, span, extreme } = resolved;
    const { type, groupBy, valueFields, tests, expression, percentile, aliases, timespan } = correlation;
    const doubt = (key: string, message: string): void => {
      this.diagnostics.push(doubtfulCorrelation.report({ span, message, data: { key } }));
    };
    if (type === 'value_percentile' && percentile === undefined)
      doubt('percentile', 'value_percentile without percentile is read as the median, 50');
    if (tests.length > 1) doubt('condition', 'several tests are read as a range: all of them must hold');
    const isTemporal = type === 'temporal' || type === 'temporal_ordered';
    const names = [...new Set([...groupBy, ...valueFields, ...wanted])];
    const test =
      expression &&
      this.#test(
        expression,
        sources.map((one) => one.name),
      );
    if (type === 'temporal_ordered' && test && !clausesOf(test))
      this.#unsupported(span, 'there are too many ways in which the expression can hold to follow the order in each');
    return {
      measure: extreme ?? MEASURES[type],
      sources: sources.map((source) => this.#source(source, names, aliases)),
      groupBy,
      timespan: Number.isFinite(timespan) ? timespan : undefined,
      tests: isTemporal && tests.length === 0 ? [{ op: 'ge', value: sources.length }] : tests,
      values: valueFields,
      percentile: type === 'value_median' ? 50 : (percentile ?? 50),
      expression: test,
    };
  }

  /** The columns that say which rules a row is a hit of, and what is asked of it. */
  columns(): Columns {
    const reaches: Reach[] = [];
    const asks: DetectionRule[] = [];
    const hits: Expr[] = [];
    const made: PlanOf<'extend'>['columns'][number][] = [];
    for (const [index, original] of this.#rules.entries()) {
      const asked = [...this.#asked[index]!];
      const processed = this.#process(
        original,
        asked.map(([name]) => name),
        this.#view,
      );
      const { reach, conditions, diagnostics } = lowerConditions(processed.rule, this.#use);
      this.diagnostics.push(...processed.diagnostics, ...diagnostics);
      reaches.push(reach);
      asks.push(processed.rule);
      const origin = original.span;
      const condition = or(conditions, origin);
      hits.push(condition);
      made.push({ name: hitName(index), type: 'boolean', value: condition });
      for (const [name, number] of asked) {
        const names = processed.names.get(name) ?? [name];
        const values = names.map((one) => valueOfField(one, reach, origin, this.#use));
        made.push({ name: columnName(index, number), type: 'any', value: firstOf(values, origin) });
      }
    }
    return { made, hits, asks, reach: joinedReach(reaches) };
  }
}

const hitName = (rule: number): string => `_rule.${rule}`;
const columnName = (rule: number, number: number): string => `_rule.${rule}.${number}`;

/** The plan of a correlation: the events that any of its rules takes, then where they come together (spec sigma §11). */
export function lowerCorrelation(root: ResolvedCorrelation, process: Process, use: PlanUse): LoweredRule {
  const lowering = new CorrelationLowering(root, process, use);
  const correlation = lowering.correlation(root, []);
  const { made, hits, asks, reach } = lowering.columns();
  const { diagnostics } = lowering;
  const origin = root.head.span;
  const scan: Plan = { kind: 'scan', origin, fieldsAs: 'logged' };
  const filter: Plan = { kind: 'filter', origin, input: scan, condition: or(hits, origin), role: 'where' };
  const input: Plan = { kind: 'extend', origin, input: filter, columns: made };
  const plan: Plan = { kind: 'table-call', origin, input, call: { fn: 'correlate', correlation } };
  const isRefused = diagnostics.some((one) => one.severity === 'fails');
  return { plan: isRefused ? undefined : plan, reach, asks, diagnostics };
}
