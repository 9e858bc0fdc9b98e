/** Numbers from here on are summed apart, scaled down, so that no sum on the way can overflow. */
const LARGE = 2 ** 900;
const SCALE = 2 ** 200;

/** What a sum is made of, in a form that can cross threads: partial sums, those of large numbers, and what is not finite. */
export interface SavedSum {
  readonly small: readonly number[];
  readonly large: readonly number[];
  readonly special: number;
}

/** Adds a number to partial sums that do not overlap, keeping every bit (Shewchuk 1997). */
function addExactly(partials: number[], value: number): void {
  let kept = 0;
  let x = value;
  for (const partial of partials) {
    let y = partial;
    if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
    const high = x + y;
    const low = y - (high - x);
    if (low !== 0) partials[kept++] = low;
    x = high;
  }
  partials.length = kept;
  partials.push(x);
}

/** The double nearest to the sum of partial sums, ties to even. */
function rounded(partials: readonly number[]): number {
  let next = partials.length - 1;
  let high = partials[next] ?? 0;
  let low = 0;
  while (next > 0) {
    const x = high;
    const y = partials[--next]!;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  const below = next > 0 ? partials[next - 1]! : 0;
  if ((low < 0 && below < 0) || (low > 0 && below > 0)) {
    const y = low * 2;
    const x = high + y;
    if (x - high === y) return x;
  }
  return high;
}

/** A sum that is rounded once, at the end: numbers may come in any order and in any grouping, the result has the same bits. */
export class ExactSum {
  readonly #small: number[] = [];
  readonly #large: number[] = [];
  #special = 0;

  add(value: number): void {
    if (!Number.isFinite(value)) this.#special += value;
    else if (Math.abs(value) < LARGE) addExactly(this.#small, value);
    else addExactly(this.#large, value / SCALE);
  }

  /** Adds what another sum holds. */
  merge({ small, large, special }: SavedSum): void {
    for (const value of small) addExactly(this.#small, value);
    for (const value of large) addExactly(this.#large, value);
    this.#special += special;
  }

  save(): SavedSum {
    return { small: this.#small, large: this.#large, special: this.#special };
  }

  get value(): number {
    if (this.#special !== 0) return this.#special;
    const small = rounded(this.#small);
    // Adding 0 makes 0 of -0, which of the two comes out would depend on the order.
    return (this.#large.length === 0 ? small : rounded(this.#large) * SCALE + small) + 0;
  }
}
