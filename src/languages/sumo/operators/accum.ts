import { lowerSeries } from '../lower-series.ts';
import type { OperatorDefinition } from '../operator.ts';
import { parseSeries, printSeries, type SeriesArgs } from '../series-syntax.ts';

/** `accum f [as g] [by k]` (spec sumo §10). */
export const accumOperator: OperatorDefinition<SeriesArgs> = {
  name: 'accum',
  summary: 'Running sum of a column.',
  syntax: 'accum f [as g] [by k]',
  evidence: 'spec sumo §10',
  chosen: 'A row whose field is no number is dropped (18.18).',
  examples: [
    {
      title: 'logons so far',
      query: '* | timeslice 1h | count as n by _timeslice, User | sort by _timeslice asc | accum n as so_far by User',
    },
  ],
  parse: parseSeries,
  print: (args, printer) => printSeries('accum', args, printer),
  lower: (args, lowering) => lowerSeries('accum', args, lowering),
};
