import { call, literal } from '../../../ir/index.ts';
import type { NameNode } from '../ast.ts';
import { unreadableOption } from '../lower-diagnostics.ts';
import { OptionReader } from '../lower-options.ts';
import type { OperatorDefinition } from '../operator.ts';
import { type OptionNode, parseOptions, printOptions } from '../options.ts';

/** Arguments of `bin`. */
export interface BinArgs {
  readonly field: NameNode;
  readonly options: readonly OptionNode[];
}

/** `bin f width=10` (spec sumo §9.6). */
export const binOperator: OperatorDefinition<BinArgs> = {
  name: 'bin',
  summary: 'Adds the interval that a number falls into.',
  syntax: 'bin f width=10 [, min=0] [, max=100]',
  evidence: 'spec sumo §9.6',
  chosen:
    'A value outside `min` and `max` shows the bounds of the bin that it is counted in; labels read `[10.0, 20.0)` (18.20).',
  examples: [{ title: 'durations', query: '* | bin duration width=250, min=0, max=5000 | count by _bin_label' }],
  parse(cursor) {
    const field = cursor.name();
    return { field, options: parseOptions(cursor) };
  },
  print: (args, printer) => `bin ${printer.name(args.field)}${printOptions(args.options, printer)}`,
  lower(args, lowering) {
    const { stage, input, field } = lowering;
    const origin = stage.span;
    const options = new OptionReader(args.options, lowering);
    const [width, min, max] = [options.number('width') ?? 0, options.number('min'), options.number('max')];
    options.end();
    if (!(width > 0)) {
      const message = '`bin` needs a `width` above 0';
      lowering.report(
        unreadableOption.report({ span: origin, message, data: { option: 'width', value: String(width) } }),
      );
      return input;
    }
    const given = [field(args.field), ...[width, min ?? null, max ?? null].map((one) => literal(one, origin))];
    return {
      kind: 'extend',
      origin,
      input,
      columns: [
        { name: '_bin_label', type: 'text', value: call('number.binLabel', given, origin) },
        { name: '_bin_lower', type: 'double', value: call('number.binLower', given, origin) },
        { name: '_bin_upper', type: 'double', value: call('number.binUpper', given, origin) },
      ],
    };
  },
};
