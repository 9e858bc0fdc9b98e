import { lowerSeries } from '../lower-series.ts';
import type { OperatorDefinition } from '../operator.ts';
import { parseSeries, printSeries, type SeriesArgs } from '../series-syntax.ts';

/** `rollingstd f [, n] [as g] [by k]` (spec sumo §10). */
export const rollingstdOperator: OperatorDefinition<SeriesArgs> = {
  name: 'rollingstd',
  summary: 'Standard deviation of the last n rows.',
  syntax: 'rollingstd f [, n] [as g] [by k]',
  evidence: 'spec sumo §10',
  chosen: 'The deviation divides by n − 1; of one row it is 0 (18.9).',
  examples: [
    {
      title: 'six rows',
      query: '* | timeslice 10m | count as n by _timeslice | sort by _timeslice asc | rollingstd n, 6 as spread_n',
    },
  ],
  parse: parseSeries,
  print: (args, printer) => printSeries('rollingstd', args, printer),
  lower: (args, lowering) => lowerSeries('rollingstd', args, lowering),
};
