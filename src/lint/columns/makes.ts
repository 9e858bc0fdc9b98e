import {
  type AggregateItem,
  aggregateNamed,
  type NameNode,
  type Stage,
  type StringNode,
} from '../../languages/sumo/index.ts';
import type { AggregateArgs } from '../../languages/sumo/operators/aggregate.ts';
import type { CompareArgs } from '../../languages/sumo/operators/compare.ts';
import type { ExpressionArgs } from '../../languages/sumo/operators/expression.ts';
import type { FieldsArgs } from '../../languages/sumo/operators/fields.ts';
import type { GeoipArgs } from '../../languages/sumo/operators/geoip.ts';
import type { JsonArgs } from '../../languages/sumo/operators/json.ts';
import type { JsonAutoArgs } from '../../languages/sumo/operators/json-auto.ts';
import type { KeyvalueArgs } from '../../languages/sumo/operators/keyvalue.ts';
import type { LookupArgs } from '../../languages/sumo/operators/lookup.ts';
import type { OutlierArgs } from '../../languages/sumo/operators/outlier.ts';
import type { ParseArgs } from '../../languages/sumo/operators/parse.ts';
import type { ParseRegexArgs } from '../../languages/sumo/operators/parse-regex.ts';
import type { PredictArgs } from '../../languages/sumo/operators/predict.ts';
import type { TimesliceArgs } from '../../languages/sumo/operators/timeslice.ts';
import type { TopArgs } from '../../languages/sumo/operators/top.ts';
import type { TransposeArgs } from '../../languages/sumo/operators/transpose.ts';
import type { WithtimeArgs } from '../../languages/sumo/operators/withtime.ts';
import { type Columns, type ColumnType, foldColumn, isOpenName, typeOfColumn, withColumns } from './columns.ts';
import { shiftSuffixes } from './compare-names.ts';
import { typeOfExpression } from './expression-type.ts';

type Effect = (args: never, before: Columns, stage: Stage) => Columns;

const GEO = ['latitude', 'longitude', 'country_code', 'country_name', 'city', 'state'];
const OUTLIER = ['error', 'lower', 'upper', 'indicator', 'violation', 'std'];

function texts(names: readonly NameNode[]): [string, ColumnType][] {
  return names.map(({ name }) => [name, 'text']);
}

function opened(columns: Columns): Columns {
  return { ...columns, open: true };
}

/** Records with only these columns; a group column keeps its type. */
function records(before: Columns, stage: Stage, kept: readonly NameNode[]): Columns {
  const none: Columns = { rows: 'records', types: new Map(), open: false, removed: new Set(), closedBy: stage };
  return withColumns(
    none,
    kept.map(({ name }) => [name, typeOfColumn(before, name) ?? 'unknown']),
  );
}

/** Columns that an aggregate makes, and whether the list is whole. */
export function aggregateColumns(item: AggregateItem): readonly string[] {
  if (item.alias) return [item.alias.name];
  const field = item.fields[0]?.name ?? '';
  const shares = item.numbers.length > 0 ? item.numbers.map((number) => number.raw) : ['50'];
  const column = aggregateNamed(item.name)?.column ?? '';
  if (!column.includes('<p>')) return [column.replace('<f>', field)];
  return shares.map((share) => column.replace('<f>', field).replace('<p>', share));
}

function aggregateType(item: AggregateItem, before: Columns): ColumnType {
  if (item.name.startsWith('count')) return 'long';
  if (item.name === 'values') return 'text';
  if (!/^(?:first|last)$/.test(item.name)) return item.name.endsWith('_recent') ? 'unknown' : 'double';
  return typeOfColumn(before, item.fields[0]?.name ?? '') ?? 'unknown';
}

function aggregate(args: AggregateArgs, before: Columns, stage: Stage): Columns {
  const frequent = args.items.filter((item) => item.name === 'count_frequent').flatMap((item) => item.fields);
  const several = args.items.some((item) => item.alias && item.numbers.length > 1);
  const made = args.items.flatMap((item) =>
    aggregateColumns(item).map((name): [string, ColumnType] => [name, aggregateType(item, before)]),
  );
  const after = withColumns(records(before, stage, [...args.group, ...frequent]), made);
  return several ? opened(after) : after;
}

function fields(args: FieldsArgs, before: Columns, stage: Stage): Columns {
  const named = new Set(args.names.map(({ name }) => foldColumn(name)));
  if (args.names.some(({ name }) => isOpenName(name))) return opened(before);
  if (args.mode === 'remove') {
    const types = new Map([...before.types].filter(([name]) => !named.has(name)));
    return { ...before, types, removed: new Set([...before.removed, ...named]) };
  }
  const kept = args.names.map(({ name }): [string, ColumnType] => [name, typeOfColumn(before, name) ?? 'unknown']);
  return withColumns({ ...before, types: new Map(), open: false, removed: new Set(), closedBy: stage }, kept);
}

function paths(args: {
  readonly paths: readonly StringNode[];
  readonly names: readonly NameNode[];
}): [string, ColumnType][] {
  if (args.names.length > 0) return texts(args.names);
  return args.paths.flatMap(({ value }): [string, ColumnType][] => [
    [value, 'text'],
    [value.replace(/^\$\.?/, ''), 'text'],
  ]);
}

/** Names of the groups of a pattern, whatever else is in it. */
function groupNames({ patterns }: ParseRegexArgs): [string, ColumnType][] {
  return patterns.flatMap(({ raw }) =>
    [...raw.matchAll(/\(\?P?<([A-Za-z_]\w*)>/g)].map((found): [string, ColumnType] => [found[1]!, 'text']),
  );
}

function keyvalue(args: KeyvalueArgs, before: Columns): Columns {
  const keys = args.keys.flatMap(({ value }) => [value, value.replace(/\W/g, '_')]);
  const names = args.names.length > 0 ? args.names.map(({ name }) => name) : keys;
  const after = withColumns(
    before,
    names.map((name) => [name, 'text']),
  );
  return args.mode === 'auto' && !args.refOnly ? opened(after) : after;
}

function jsonAuto(args: JsonAutoArgs, before: Columns): Columns {
  const names = args.names.length > 0 ? args.names.map(({ name }) => name) : args.keys.map(({ value }) => value);
  const after = withColumns(
    before,
    names.map((name) => [name, 'text']),
  );
  return args.refOnly ? after : opened(after);
}

function topOf(args: TopArgs, before: Columns, stage: Stage): Columns {
  const counts = before.rows === 'messages' && args.by.every(({ name }) => /^_?count$/i.test(name.name));
  if (counts) return withColumns(records(before, stage, args.names), [['_count', 'long']]);
  const after = records(before, stage, [...args.names, ...args.by.map((key) => key.name)]);
  return args.by.length > 0 ? after : withColumns(after, [['_count', 'long']]);
}

function transposed(args: TransposeArgs, before: Columns, stage: Stage): Columns {
  const after = records(before, stage, [...args.rows, ...args.listed]);
  return args.listed.length === 0 || args.rest ? opened(after) : after;
}

function expression(args: ExpressionArgs, before: Columns): Columns {
  const first = args.expression.kind === 'call' ? args.expression.args[0] : undefined;
  const name = args.alias?.name ?? (first?.kind === 'field' ? first.name : undefined);
  if (name === undefined) return before;
  return withColumns(before, [[name, typeOfExpression(args.expression, before)]]);
}

function compared(args: CompareArgs, before: Columns): Columns {
  const suffixes = args.shifts.map(shiftSuffixes);
  const made = [...before.types].flatMap(([name, type]) =>
    suffixes.flatMap((list) => (list ?? []).map((suffix): [string, ColumnType] => [`${name}_${suffix}`, type])),
  );
  const after = withColumns(before, made);
  return suffixes.includes(undefined) ? opened(after) : after;
}

/** What `accum` and its kin make: the named column, or one named after the operator. */
function series(args: { readonly alias: NameNode | undefined }, before: Columns, stage: Stage): Columns {
  return withColumns(before, [[args.alias?.name ?? `_${stage.operator}`, 'unknown']]);
}

function suffixed(names: readonly NameNode[], suffixes: readonly string[]): [string, ColumnType][] {
  return names.flatMap(({ name }) => suffixes.map((suffix): [string, ColumnType] => [`${name}_${suffix}`, 'unknown']));
}

function same(_args: unknown, before: Columns): Columns {
  return before;
}

/**
 * What each operator does to the columns: what it makes, and whether the rest stays. An operator that is not here, or of which
 * the specification does not list the columns, leaves everything possible.
 */
const EFFECTS: Readonly<Record<string, Effect>> = {
  accum: series,
  aggregate,
  backshift: series,
  bin: (_args, before) =>
    withColumns(before, [
      ['_bin_label', 'text'],
      ['_bin_lower', 'unknown'],
      ['_bin_upper', 'unknown'],
    ]),
  compare: compared,
  compose: same,
  csv: (args: { columns: readonly { name: NameNode }[] }, before) =>
    withColumns(before, texts(args.columns.map(({ name }) => name).filter(({ name }) => name !== '_'))),
  dedup: same,
  diff: series,
  expression,
  fields,
  fillmissing: same,
  filter: same,
  geoip: (args: GeoipArgs, before) =>
    withColumns(before, [...texts(args.columns), ...GEO.map((name): [string, ColumnType] => [name, 'text'])]),
  json: (args: JsonArgs, before) => withColumns(before, paths(args)),
  'json auto': jsonAuto,
  keyvalue,
  limit: same,
  lookup: (args: LookupArgs, before) =>
    args.columns.length === 0
      ? opened(before)
      : withColumns(before, texts(args.columns.map(({ name, alias }) => alias ?? name))),
  outlier: (args: OutlierArgs, before) => withColumns(before, suffixed(args.fields, OUTLIER)),
  parse: (args: ParseArgs, before) => withColumns(before, texts(args.anchors.flatMap(({ names }) => names))),
  'parse regex': (args: ParseRegexArgs, before) => withColumns(before, groupNames(args)),
  'parse xml': (args: JsonArgs, before) => withColumns(before, paths(args)),
  predict: (args: PredictArgs, before) => withColumns(before, suffixed([args.field], ['predicted', 'error', 'linear'])),
  rollingstd: series,
  save: same,
  smooth: series,
  sort: same,
  split: (args: { columns: readonly { name: NameNode }[] }, before) =>
    withColumns(before, texts(args.columns.map(({ name }) => name))),
  timeslice: (args: TimesliceArgs, before) =>
    withColumns(before, [
      [args.alias?.name ?? '_timeslice', 'long'],
      ['__timeslice_end', 'long'],
    ]),
  top: topOf,
  topk: (_args, before) => withColumns(before, [['_rank', 'long']]),
  total: series,
  transpose: transposed,
  where: same,
  withtime: (args: WithtimeArgs, before) =>
    withColumns(before, [[args.alias?.name ?? `${args.field.name}_withtime`, 'text']]),
};

/** The columns behind a stage. */
export function columnsBehind(stage: Stage, before: Columns): Columns {
  const effect = EFFECTS[stage.operator];
  if (effect) return effect(stage.args as never, before, stage);
  const isRecords = /^(?:join|logreduce|logcompare|logexplain|transaction|merge|cat)$/.test(stage.operator);
  return { ...opened(before), rows: isRecords ? 'records' : before.rows };
}
