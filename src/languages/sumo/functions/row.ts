/** A function of the search language: its signature, its documentation, and the neutral function it stands for. */
export interface SumoFunction {
  /** Spellings as documented; the first is the usual one. Letter case does not count. */
  readonly names: readonly string[];
  readonly min: number;
  readonly max: number;
  /** Name of the vendor-neutral function in `src/functions`. */
  readonly ir: string;
  readonly syntax: string;
  readonly summary: string;
  readonly examples: readonly string[];
  /** True if a stage with this call alone is refused: it must be named with `as` (spec sumo §5.9). */
  readonly needsAlias: boolean;
  /** True if a stage with this call alone overwrites the field in its first argument (spec sumo §5.9). */
  readonly replacesArgument: boolean;
}

/** How a call behaves as a stage without `as`: `replace` overwrites its first argument, `alias` is refused, `any` is neither. */
export type BareCall = 'replace' | 'alias' | 'any';

/** Makes a row; `arity` is a number, or the least and the greatest. */
export function row(
  names: string,
  arity: number | readonly [number, number],
  ir: string,
  bare: BareCall,
  syntax: string,
  summary: string,
  ...examples: readonly string[]
): SumoFunction {
  const [min, max] = typeof arity === 'number' ? [arity, arity] : arity;
  return {
    names: names.split(' '),
    min,
    max,
    ir,
    syntax,
    summary,
    examples,
    needsAlias: bare === 'alias',
    replacesArgument: bare === 'replace',
  };
}
