import { lowerSeries } from '../lower-series.ts';
import type { OperatorDefinition } from '../operator.ts';
import { parseSeries, printSeries, type SeriesArgs } from '../series-syntax.ts';

/** `total f [as g] [by k]` (spec sumo §10). */
export const totalOperator: OperatorDefinition<SeriesArgs> = {
  name: 'total',
  summary: 'Sum of a column, written on every row.',
  syntax: 'total f [as g] [by k]',
  evidence: 'spec sumo §10',
  chosen: 'A row whose field is no number is dropped (18.18).',
  examples: [{ title: 'share of all', query: '* | count as n by User | total n as all_n | n / all_n as share' }],
  parse: parseSeries,
  print: (args, printer) => printSeries('total', args, printer),
  lower: (args, lowering) => lowerSeries('total', args, lowering),
};
