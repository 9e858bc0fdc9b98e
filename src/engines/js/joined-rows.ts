import type { EvaluationContext } from './evaluate.ts';

/** Combinations of rows that a join or `sessionize` makes at most (spec sumo §11.3: ten million messages). */
export const MOST_COMBINATIONS = 10_000_000;

/** Hands on what combinations of rows give until there were too many of them; a warning says so then. */
export function* bounded<T>(
  combinations: Iterable<T>,
  operator: string,
  { warn }: Pick<EvaluationContext, 'warn'>,
  most = MOST_COMBINATIONS,
): Iterable<T> {
  let count = 0;
  for (const one of combinations) {
    if (++count > most) {
      warn(
        'engine/combinations',
        `${operator} stopped at ${most.toLocaleString('en')} combinations of rows, so that rows are missing: select fewer messages before it, or compare more of their fields`,
      );
      return;
    }
    yield one;
  }
}
