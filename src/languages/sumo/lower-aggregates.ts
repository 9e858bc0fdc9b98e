import {
  type AggregateCall,
  type AggregateName,
  type ColumnType,
  call,
  field as fieldNamed,
  type Plan,
} from '../../ir/index.ts';
import type { AggregateItem, AggregateStageArgs } from './aggregate-syntax.ts';
import { aggregateNamed } from './aggregates.ts';
import { aggregateArguments, duplicateColumn, unsupportedOperator } from './lower-diagnostics.ts';
import { numberOf } from './lower-parts.ts';
import type { Lowering } from './lowering.ts';

/** Aggregates that run here, with the IR's name and the type of their column; `argument` takes the type of the field (spec sumo §8.1). */
const RUNNABLE: Readonly<Record<string, { readonly fn: AggregateName; readonly type: ColumnType | 'argument' }>> = {
  count: { fn: 'count', type: 'long' },
  sum: { fn: 'sum', type: 'double' },
  avg: { fn: 'avg', type: 'double' },
  min: { fn: 'min', type: 'double' },
  max: { fn: 'max', type: 'double' },
  count_distinct: { fn: 'count-distinct', type: 'long' },
  first: { fn: 'first', type: 'argument' },
  last: { fn: 'last', type: 'argument' },
  values: { fn: 'values', type: 'text' },
  stddev: { fn: 'stddev', type: 'double' },
  pct: { fn: 'percentile', type: 'double' },
  pct_sampling: { fn: 'percentile', type: 'double' },
  most_recent: { fn: 'most-recent', type: 'text' },
  least_recent: { fn: 'least-recent', type: 'text' },
};

/** The default name of an aggregate's column: `_count`, `_duration_pct_95` (spec sumo §8.1). */
function defaultName(item: AggregateItem, percentile: number | undefined): string {
  const pattern = aggregateNamed(item.name)?.column ?? `_${item.name}`;
  return pattern.replace('<f>', item.fields[0]?.name ?? '').replace('<p>', String(percentile ?? 50));
}

function lowerItem(item: AggregateItem, lowering: Lowering): AggregateCall[] {
  const known = RUNNABLE[item.name];
  if (!known) {
    const data = { operator: item.name };
    lowering.report(
      unsupportedOperator.report({
        span: item.nameSpan,
        message: `the aggregate ${item.name} cannot be run here`,
        data,
      }),
    );
    return [];
  }
  const [first, ...more] = item.fields;
  if ((more.length > 0 && item.name !== 'count_distinct') || (!first && item.name !== 'count')) {
    const message = `\`${item.name}\` takes one field`;
    lowering.report(aggregateArguments.report({ span: item.span, message, data: { aggregate: item.name } }));
    return [];
  }
  const arg =
    more.length > 0
      ? call('text.tuple', item.fields.map(lowering.field), item.span)
      : first && !item.star
        ? lowering.field(first)
        : undefined;
  const fn = known.fn === 'count' && arg ? 'count-values' : known.fn;
  const type = known.type === 'argument' ? (arg ? lowering.typeOf(arg) : 'any') : known.type;
  if (known.fn !== 'percentile')
    return [{ origin: item.span, fn, arg, name: item.alias?.name ?? defaultName(item, undefined), type }];
  const percentiles = item.numbers.length > 0 ? item.numbers.map((number) => numberOf(number, lowering)) : [50];
  return percentiles.map((percentile) => ({
    origin: item.span,
    fn,
    arg,
    parameter: percentile,
    name: percentiles.length === 1 && item.alias ? item.alias.name : defaultName(item, percentile),
    type,
  }));
}

/** Most groups that `count_frequent` gives (spec sumo §8.1). */
const MOST_FREQUENT = 10_000;

/** `count_frequent a, b`: the greatest groups, counted exactly here, greatest first. */
function lowerFrequent(item: AggregateItem, group: AggregateStageArgs['group'], lowering: Lowering): Plan {
  const { stage, input, field, typeOf } = lowering;
  const origin = stage.span;
  const keys = [...item.fields, ...group].map((node) => ({
    name: node.name,
    value: field(node),
    type: typeOf(field(node)),
  }));
  const name = item.alias?.name ?? '_approxcount';
  const count: AggregateCall = { origin: item.span, fn: 'count', arg: undefined, name, type: 'long' };
  const counted: Plan = { kind: 'aggregate', origin, input, keys, aggregates: [count], window: 'none' };
  const key = { value: fieldNamed(name, origin), direction: 'descending' } as const;
  return { kind: 'limit', origin, input: { kind: 'sort', origin, input: counted, keys: [key] }, count: MOST_FREQUENT };
}

/** The plan of an aggregate stage; two aggregates of one name are refused, one that has the name of a key takes its place (spec sumo §8.1). */
export function lowerAggregates(args: AggregateStageArgs, lowering: Lowering): Plan {
  const { stage, input, field, typeOf } = lowering;
  const [only, ...others] = args.items;
  if (only?.name === 'count_frequent' && others.length === 0) return lowerFrequent(only, args.group, lowering);
  const aggregates = args.items.flatMap((item) => lowerItem(item, lowering));
  const keys = args.group.map((node) => ({ name: node.name, value: field(node), type: typeOf(field(node)) }));
  const seen = new Set<string>();
  for (const aggregate of aggregates) {
    const folded = aggregate.name.toLowerCase();
    if (seen.has(folded)) {
      const message = `two columns are named \`${aggregate.name}\``;
      lowering.report(duplicateColumn.report({ span: aggregate.origin, message, data: { column: aggregate.name } }));
    }
    seen.add(folded);
  }
  return { kind: 'aggregate', origin: stage.span, input, keys, aggregates, window: 'none' };
}
