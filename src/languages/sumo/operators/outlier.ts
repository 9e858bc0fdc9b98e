import type { Plan } from '../../../ir/index.ts';
import type { NameNode } from '../ast.ts';
import { OptionReader } from '../lower-options.ts';
import { tableCall } from '../lower-table-call.ts';
import type { OperatorDefinition } from '../operator.ts';
import { type OptionNode, parseOptions, printOptions } from '../options.ts';
import { printBy } from '../stage-parts.ts';

/** Arguments of `outlier`; options are window, threshold, consecutive and direction. */
export interface OutlierArgs {
  readonly fields: readonly NameNode[];
  readonly by: readonly NameNode[];
  readonly options: readonly OptionNode[];
}

/** `outlier f by k window=10` (spec sumo §10). */
export const outlierOperator: OperatorDefinition<OutlierArgs> = {
  name: 'outlier',
  summary: 'Marks values that are far from the mean of the slices before.',
  syntax: 'outlier f [by k] [window=10, threshold=3, consecutive=1, direction=+-]',
  evidence: 'spec sumo §10',
  chosen:
    'Mean and deviation (divisor n − 1) are those of the points before, the point itself left out, from the third point on (18.19).',
  examples: [
    {
      title: 'unusual counts',
      query:
        '* | timeslice 1h | count as n by _timeslice, User | outlier n by User window=12, threshold=4, direction=+',
    },
  ],
  parse(cursor) {
    const fields = [cursor.name()];
    while (cursor.isPunct(',') && cursor.peekMany(3)[2]?.text !== '=') {
      cursor.take();
      fields.push(cursor.name());
    }
    let by = cursor.byNames();
    cursor.takePunct(',');
    const options = parseOptions(cursor);
    if (by.length === 0) by = cursor.byNames();
    options.push(...parseOptions(cursor));
    return { fields, by, options };
  },
  print: (args, printer) =>
    `outlier ${printer.names(args.fields)}${printBy(args.by, printer)}${printOptions(args.options, printer)}`,
  lower(args, lowering) {
    const options = new OptionReader(args.options, lowering);
    const common = {
      fn: 'outlier',
      by: args.by.map(({ name }) => name),
      window: options.whole('window', 1) ?? 10,
      threshold: options.number('threshold') ?? 3,
      consecutive: options.whole('consecutive', 1) ?? 1,
      direction: options.choice('direction', ['+', '-', '+-']) ?? '+-',
    } as const;
    options.end();
    const plan = (input: Plan, column: string): Plan => tableCall({ ...common, column }, { ...lowering, input });
    return args.fields.reduce((input, { name }) => plan(input, name), lowering.input);
  },
};
