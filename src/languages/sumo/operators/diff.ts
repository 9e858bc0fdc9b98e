import { lowerSeries } from '../lower-series.ts';
import type { OperatorDefinition } from '../operator.ts';
import { parseSeries, printSeries, type SeriesArgs } from '../series-syntax.ts';

/** `diff f [as g] [by k]` (spec sumo §10). */
export const diffOperator: OperatorDefinition<SeriesArgs> = {
  name: 'diff',
  summary: 'Value of this row minus that of the row before.',
  syntax: 'diff f [as g] [by k]',
  evidence: 'spec sumo §10',
  examples: [
    {
      title: 'change by hour',
      query: '* | timeslice 1h | count as n by _timeslice | sort by _timeslice asc | diff n as change',
    },
  ],
  parse: parseSeries,
  print: (args, printer) => printSeries('diff', args, printer),
  lower: (args, lowering) => lowerSeries('diff', args, lowering),
};
