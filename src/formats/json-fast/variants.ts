import type { LinePlan } from './line-plan.ts';

/** Variants of one sequence of keys that are told apart. */
const MOST = 1024;

/** Objects with the same keys whose values are of the same kinds: all of them are read alike. */
export interface Variant {
  readonly kinds: Uint8Array;
  isMet: boolean;
  /** Undefined until the variant is rehearsed; null if its lines are not read from bytes. */
  plan: LinePlan | null | undefined;
}

/** The variants of objects that end in one node of the key tree. */
export class Variants {
  readonly #byKinds = new Map<string, Variant>();
  #last: Variant | undefined;

  /** The variant of kinds; undefined if there are too many of them. */
  of(kinds: Uint8Array, count: number): Variant | undefined {
    const last = this.#last;
    if (last) {
      const known = last.kinds;
      let i = 0;
      while (i < count && kinds[i] === known[i]) i++;
      if (i === count) return last;
    }
    const key = String.fromCharCode(...kinds.subarray(0, count));
    let variant = this.#byKinds.get(key);
    if (!variant) {
      if (this.#byKinds.size === MOST) return undefined;
      variant = { kinds: kinds.slice(0, count), isMet: false, plan: undefined };
      this.#byKinds.set(key, variant);
    }
    this.#last = variant;
    return variant;
  }
}
