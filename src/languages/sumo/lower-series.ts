import type { AnalyticName, Plan } from '../../ir/index.ts';
import { wholeOf } from './lower-parts.ts';
import type { Lowering } from './lowering.ts';
import type { SeriesArgs } from './series-syntax.ts';

/** Rows of the moving functions, unless the stage says otherwise (spec sumo §10). */
const DEFAULT_LENGTH: Readonly<Record<AnalyticName, number>> = {
  accum: 0,
  total: 0,
  diff: 1,
  backshift: 1,
  smooth: 10,
  rollingstd: 10,
};

/** Most rows that `backshift` goes back (spec sumo §10). */
const MOST_BACK = 1000;

/** The plan of a stage of the series operators; its column is named `_<operator>` by default. */
export function lowerSeries(fn: AnalyticName, args: SeriesArgs, lowering: Lowering): Plan {
  const { stage, input, field, typeOf } = lowering;
  const value = field(args.field);
  return {
    kind: 'analytic',
    origin: stage.span,
    input,
    fn,
    value,
    length: args.length
      ? wholeOf(args.length, lowering, 1, fn === 'backshift' ? MOST_BACK : undefined)
      : DEFAULT_LENGTH[fn],
    by: args.by.map(field),
    name: args.alias?.name ?? `_${fn}`,
    type: fn === 'backshift' ? typeOf(value) : 'double',
  };
}
