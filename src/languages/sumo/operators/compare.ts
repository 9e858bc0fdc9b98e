import type { NameNode, Quantity } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import type { OperatorDefinition } from '../operator.ts';
import { printAlias } from '../stage-parts.ts';

/** One shifted run, or several that a function folds. */
export interface Timeshift {
  /** Shift in milliseconds; the sign means nothing. */
  readonly shift: Quantity;
  readonly count: Quantity | undefined;
  readonly fold: 'avg' | 'min' | 'max' | undefined;
  readonly alias: NameNode | undefined;
}

/** Arguments of `compare`. */
export interface CompareArgs {
  readonly shifts: readonly Timeshift[];
}

function parseShift(cursor: Cursor): Timeshift {
  cursor.takeWord('timeshift');
  const shift = cursor.duration();
  const count = cursor.isQuantity() ? cursor.quantity() : undefined;
  const fold = cursor.takeWord('avg', 'min', 'max')?.text.toLowerCase() as Timeshift['fold'];
  return { shift, count, fold, alias: cursor.alias() };
}

/** `compare with timeshift 1d` (spec sumo §10). */
export const compareOperator: OperatorDefinition<CompareArgs> = {
  name: 'compare',
  summary: 'Sets the result beside that of earlier time ranges.',
  syntax: 'compare [with] timeshift 1d [n] [avg|min|max] [as g], …',
  evidence: 'spec sumo §10',
  examples: [
    { title: 'with the day before', query: '* | count as n by Computer | compare with timeshift 1d as before' },
    {
      title: 'with the mean of four weeks',
      query: '* | count as n by Computer | compare timeshift 7d 4 avg, timeshift 1d',
    },
  ],
  parse(cursor) {
    cursor.takeWord('with');
    const shifts = [parseShift(cursor)];
    while (cursor.takePunct(',') && !cursor.panicking) shifts.push(parseShift(cursor));
    return { shifts };
  },
  print(args, printer) {
    const shifts = args.shifts.map(({ shift, count, fold, alias }) => {
      const several = (count ? ` ${count.raw}` : '') + (fold ? ` ${fold}` : '');
      return `timeshift ${shift.raw}${several}${printAlias(alias, printer)}`;
    });
    return `compare with ${shifts.join(', ')}`;
  },
};
