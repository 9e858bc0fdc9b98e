import { lowerSeries } from '../lower-series.ts';
import type { OperatorDefinition } from '../operator.ts';
import { parseSeries, printSeries, type SeriesArgs } from '../series-syntax.ts';

/** `backshift f [, n] [as g] [by k]` (spec sumo §10). */
export const backshiftOperator: OperatorDefinition<SeriesArgs> = {
  name: 'backshift',
  summary: 'Value of the row n places before.',
  syntax: 'backshift f [, n] [as g] [by k]',
  evidence: 'spec sumo §10',
  examples: [
    {
      title: 'the day before',
      query: '* | timeslice 1d | count as n by _timeslice | sort by _timeslice asc | backshift n, 1 as day_before',
    },
  ],
  parse: parseSeries,
  print: (args, printer) => printSeries('backshift', args, printer),
  lower: (args, lowering) => lowerSeries('backshift', args, lowering),
};
