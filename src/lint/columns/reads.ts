import { type NameNode, type Stage, stageExpressions, visitExpression } from '../../languages/sumo/index.ts';
import type { AggregateArgs } from '../../languages/sumo/operators/aggregate.ts';
import type { BinArgs } from '../../languages/sumo/operators/bin.ts';
import type { ComposeArgs } from '../../languages/sumo/operators/compose.ts';
import type { DedupArgs } from '../../languages/sumo/operators/dedup.ts';
import type { FieldsArgs } from '../../languages/sumo/operators/fields.ts';
import type { FillmissingArgs } from '../../languages/sumo/operators/fillmissing.ts';
import type { FilterArgs } from '../../languages/sumo/operators/filter.ts';
import type { OutlierArgs } from '../../languages/sumo/operators/outlier.ts';
import type { SortArgs } from '../../languages/sumo/operators/sort.ts';
import type { TopArgs } from '../../languages/sumo/operators/top.ts';
import type { TopkArgs } from '../../languages/sumo/operators/topk.ts';
import type { TransposeArgs } from '../../languages/sumo/operators/transpose.ts';
import type { Span } from '../../source/index.ts';

/** A place where a stage reads a field. */
export interface FieldRead {
  readonly name: string;
  readonly span: Span;
}

type Names = readonly (NameNode | undefined)[];

/** The field that most operators read, where it stands in their arguments under the name `field`. */
function sourceField(args: unknown): Names {
  return [(args as { readonly field?: NameNode }).field];
}

function seriesFields(args: unknown): Names {
  const { field, by } = args as { readonly field: NameNode; readonly by: readonly NameNode[] };
  return [field, ...by];
}

function topFields(args: TopArgs): Names {
  return [...args.names, ...args.by.map((key) => key.name)];
}

/** Fields that an operator names to read them, its expressions aside; those of the rest name none, or name them in text. */
const READS: Readonly<Record<string, (args: never) => Names>> = {
  accum: seriesFields,
  aggregate: (args: AggregateArgs) => [...args.items.flatMap((item) => item.fields), ...args.group],
  backshift: seriesFields,
  bin: (args: BinArgs) => [args.field],
  compose: (args: ComposeArgs) => args.names,
  csv: sourceField,
  dedup: (args: DedupArgs) => args.by,
  diff: seriesFields,
  fields: (args: FieldsArgs) => args.names,
  fillmissing: (args: FillmissingArgs) => [
    ...args.generators.map((one) => one.field),
    ...args.constants.flatMap((one) => one.names),
  ],
  filter: (args: FilterArgs) => args.names,
  geoip: sourceField,
  json: sourceField,
  'json auto': sourceField,
  keyvalue: sourceField,
  outlier: (args: OutlierArgs) => [...args.fields, ...args.by],
  parse: sourceField,
  'parse regex': sourceField,
  'parse xml': sourceField,
  predict: sourceField,
  rollingstd: seriesFields,
  sessionize: sourceField,
  smooth: seriesFields,
  sort: (args: SortArgs) => args.keys.map((key) => key.name),
  split: sourceField,
  threatip: sourceField,
  top: topFields,
  topk: (args: TopkArgs) => [...args.names, ...args.by],
  total: seriesFields,
  transpose: (args: TransposeArgs) => [...args.rows, ...args.columns],
  withtime: sourceField,
};

/** Fields that a stage reads, in the order of the operator's arguments, then of its expressions. */
export function readsOf(stage: Stage): readonly FieldRead[] {
  const named = READS[stage.operator]?.(stage.args as never) ?? [];
  const reads: FieldRead[] = named.flatMap((node) => (node && node.name !== '' ? [node] : []));
  for (const expression of stageExpressions(stage)) {
    visitExpression(expression, (node) => {
      if (node.kind === 'field' && node.name !== '') reads.push(node);
    });
  }
  return reads;
}
