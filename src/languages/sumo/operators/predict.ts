import type { NameNode, Quantity } from '../ast.ts';
import { unreadableOption } from '../lower-diagnostics.ts';
import { OptionReader } from '../lower-options.ts';
import { spanOf } from '../lower-parts.ts';
import { tableCall } from '../lower-table-call.ts';
import type { OperatorDefinition } from '../operator.ts';
import { type OptionNode, parseOptions, printOptions } from '../options.ts';

/** Arguments of `predict`; `step` is in milliseconds. */
export interface PredictArgs {
  readonly field: NameNode;
  readonly step: Quantity | undefined;
  readonly options: readonly OptionNode[];
}

/** Most points of a forecast (spec sumo §10). */
const MOST_POINTS = 100;

/** `predict f by 1m` (spec sumo §10). */
export const predictOperator: OperatorDefinition<PredictArgs> = {
  name: 'predict',
  summary: 'Continues a series into the future.',
  syntax: 'predict f by 1m [model=ar] [, ar.window=n] [, forecast=n]',
  evidence: 'spec sumo §10',
  chosen: 'The line is the least-squares line over all slices.',
  examples: [
    {
      title: 'eight steps ahead',
      query: '* | timeslice 5m | count as n by _timeslice | predict n by 5m model=ar, ar.window=20, forecast=8',
    },
  ],
  unsupported:
    'Leave `model=ar` out: the default, a straight line, is defined openly; or test the query up to this stage.',
  isUnsupported: ({ options }) =>
    options.some(({ name, value }) => /^model$/i.test(name.name) && value.toLowerCase() === 'ar'),
  parse(cursor) {
    const field = cursor.name();
    const step = cursor.takeWord('by') ? cursor.duration() : undefined;
    cursor.takePunct(',');
    return { field, step, options: parseOptions(cursor) };
  },
  print: (args, printer) =>
    `predict ${printer.name(args.field)}${args.step ? ` by ${args.step.raw}` : ''}${printOptions(args.options, printer)}`,
  lower(args, lowering) {
    const options = new OptionReader(args.options, lowering);
    options.choice('model', ['linear']);
    const step = args.step ? spanOf(args.step, lowering) : 60_000;
    const written = options.text('forecast');
    const points = written !== undefined && /^\d+$/.test(written) ? options.whole('forecast', 0) : undefined;
    const span = points === undefined ? options.span('forecast') : undefined;
    options.end();
    const forecast = points ?? (span === undefined ? 3 : Math.ceil(span / step));
    if (forecast > MOST_POINTS) {
      const message = `\`predict\` forecasts at most ${MOST_POINTS} points, not ${forecast}`;
      const data = { option: 'forecast', value: written ?? '' };
      lowering.report(unreadableOption.report({ span: lowering.stage.span, message, data }));
    }
    return tableCall({ fn: 'predict', column: args.field.name, step, forecast }, lowering);
  },
};
