import { lowerSeries } from '../lower-series.ts';
import type { OperatorDefinition } from '../operator.ts';
import { parseSeries, printSeries, type SeriesArgs } from '../series-syntax.ts';

/** `smooth f [, n] [as g] [by k]` (spec sumo §10). */
export const smoothOperator: OperatorDefinition<SeriesArgs> = {
  name: 'smooth',
  summary: 'Mean of the last n rows.',
  syntax: 'smooth f [, n] [as g] [by k]',
  evidence: 'spec sumo §10',
  chosen: 'Rows without a number take no part and get null.',
  examples: [
    {
      title: 'six rows',
      query: '* | timeslice 10m | count as n by _timeslice | sort by _timeslice asc | smooth n, 6 as mean_n',
    },
  ],
  parse: parseSeries,
  print: (args, printer) => printSeries('smooth', args, printer),
  lower: (args, lowering) => lowerSeries('smooth', args, lowering),
};
