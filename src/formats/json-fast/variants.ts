import type { LinePlan } from './line-plan.ts';
import type { Members } from './members.ts';

/** Variants of one sequence of keys that are told apart. */
const MOST = 1024;

/** Objects with the same keys whose values are of the same kinds: all of them are read alike. */
export interface Variant {
  readonly kinds: Uint8Array;
  /** The kinds four at a time. */
  readonly words: Int32Array;
  isMet: boolean;
  /** Undefined until the variant is rehearsed; null if its lines are not read from bytes. */
  plan: LinePlan | null | undefined;
}

/** The variants of objects that end in one node of the key tree. */
export class Variants {
  readonly #byKinds = new Map<string, Variant>();
  #last: Variant | undefined;

  /** The variant of members; undefined if there are too many of them. */
  of({ kinds, kindWords, count }: Members): Variant | undefined {
    const last = this.#last;
    const words = (count + 3) >> 2;
    // Behind the last member there may be kinds of another object.
    for (let i = count; i < 4 * words; i++) kinds[i] = 0;
    if (last) {
      const known = last.words;
      let i = 0;
      while (i < words && kindWords[i] === known[i]) i++;
      if (i === words) return last;
    }
    const key = String.fromCharCode(...kinds.subarray(0, count));
    let variant = this.#byKinds.get(key);
    if (!variant) {
      if (this.#byKinds.size === MOST) return undefined;
      variant = { kinds: kinds.slice(0, count), words: kindWords.slice(0, words), isMet: false, plan: undefined };
      this.#byKinds.set(key, variant);
    }
    this.#last = variant;
    return variant;
  }
}
