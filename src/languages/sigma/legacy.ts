import type { Condition } from './condition.ts';
import type { Correlation, CorrelationType } from './correlation.ts';
import type { ResolvedCorrelation, ResolvedSource } from './resolved.ts';
import type { DetectionRule, RuleCondition } from './rule.ts';

const TYPES: Readonly<Record<string, CorrelationType>> = {
  sum: 'value_sum',
  avg: 'value_avg',
  min: 'value_sum',
  max: 'value_sum',
};

/** The rule with one condition and no aggregation. */
function plain(rule: DetectionRule, condition: Pick<RuleCondition, 'condition' | 'span' | 'text'>): DetectionRule {
  return { ...rule, conditions: [{ ...condition, aggregation: undefined }] };
}

/** An old aggregation as the correlation that it means (spec sigma §13). */
export function correlationOfLegacy(rule: DetectionRule, condition: RuleCondition): ResolvedCorrelation {
  const { aggregation, span } = condition;
  const search: ResolvedSource = { kind: 'rule', name: 'search', rule: plain(rule, condition) };
  const base = {
    ...{ groupBy: [], timespan: rule.timeframe ?? Number.POSITIVE_INFINITY, tests: [], valueFields: [] },
    ...{ percentile: undefined, expression: undefined, aliases: new Map(), generate: false },
    rules: [{ name: 'search', span }],
  };
  if (aggregation?.kind === 'near') {
    const sources = aggregation.near.map(({ name }): ResolvedSource => {
      const own = { condition: { kind: 'name' as const, span, name }, span, text: name };
      return { kind: 'rule', name: `near ${name}`, rule: plain(rule, own) };
    });
    const named = (name: string): Condition => ({ kind: 'name', span, name });
    const items = aggregation.near.map(({ name, isNegated }): Condition => {
      const near = named(`near ${name}`);
      return isNegated ? { kind: 'not', span, item: near } : near;
    });
    const correlation: Correlation = {
      ...base,
      type: 'temporal',
      expression: { kind: 'and', span, items: [named('search'), ...items] },
    };
    return { head: rule, span, correlation, sources: [search, ...sources] };
  }
  const { fn = 'count', field, by = [], op = 'gt', value = 0 } = aggregation ?? {};
  const countType = field === undefined ? 'event_count' : 'value_count';
  const correlation: Correlation = {
    ...base,
    type: fn === 'count' ? countType : TYPES[fn]!,
    groupBy: by,
    tests: [{ op, value }],
    valueFields: field === undefined ? [] : [field],
  };
  const extreme = fn === 'min' || fn === 'max' ? { extreme: fn } : {};
  return { head: rule, span, correlation, sources: [search], ...extreme };
}
