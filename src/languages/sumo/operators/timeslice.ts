import { call, field, literal } from '../../../ir/index.ts';
import type { NameNode, Quantity } from '../ast.ts';
import { spanOf, wholeOf } from '../lower-parts.ts';
import type { OperatorDefinition } from '../operator.ts';
import { printAlias } from '../stage-parts.ts';

/** Arguments of `timeslice`; neither width nor buckets means one slice for the whole range. */
export interface TimesliceArgs {
  /** Width in milliseconds. */
  readonly width: Quantity | undefined;
  /** Target number of slices. */
  readonly buckets: Quantity | undefined;
  readonly alias: NameNode | undefined;
}

/** `timeslice 1h` (spec sumo §9.3). */
export const timesliceOperator: OperatorDefinition<TimesliceArgs> = {
  name: 'timeslice',
  summary: 'Adds the start of the time slice that a row falls into.',
  syntax: 'timeslice [by] 5m [as f] | timeslice n buckets [as f]',
  evidence: 'spec sumo §9.3',
  chosen: 'The zone’s offset is that of the start of the range; weeks begin on Thursday (18.20).',
  examples: [
    { title: 'by the hour', query: '* | timeslice 1h | count by _timeslice' },
    { title: 'a number of slices', query: '* | timeslice 24 buckets as slot | count by slot' },
  ],
  begins: (_keyword, next) => next.kind !== 'punct' && !/^(?:matches|in|contains|and|or|not)$/i.test(next.text),
  parse(cursor) {
    cursor.takeWord('by');
    const amount = cursor.isQuantity() ? cursor.duration() : undefined;
    const isCount = amount && cursor.takeWord('buckets', 'bucket') !== undefined;
    const alias = cursor.alias();
    return { width: isCount ? undefined : amount, buckets: isCount ? amount : undefined, alias };
  },
  print(args, printer) {
    const amount = args.width ? ` ${args.width.raw}` : args.buckets ? ` ${args.buckets.raw} buckets` : '';
    return `timeslice${amount}${printAlias(args.alias, printer)}`;
  },
  lower(args, lowering) {
    const { stage, input } = lowering;
    const origin = stage.span;
    const time = field('_messageTime', origin);
    const { width, buckets } = args;
    const size = literal(width ? spanOf(width, lowering) : buckets ? wholeOf(buckets, lowering, 1) : 1, origin);
    const [start, end] = args.width
      ? ([call('time.slice', [time, size], origin), call('time.sliceEnd', [time, size], origin)] as const)
      : ([call('time.bucket', [time, size], origin), call('time.bucketEnd', [time, size], origin)] as const);
    const columns = [
      { name: args.alias?.name ?? '_timeslice', type: 'time', value: start },
      { name: '__timeslice_end', type: 'time', value: end },
    ] as const;
    return { kind: 'extend', origin, input, columns };
  },
};
