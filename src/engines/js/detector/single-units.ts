import { likeOf } from '../../../value/index.ts';
import type { Found } from './text-automaton.ts';
import { ASCII } from './text-classes.ts';

/** Finds which of some signs, in lower case and of ASCII, are in a value: each once, however often it stands there. */
export class SingleUnits {
  readonly #texts: readonly { readonly lower: number; readonly upper: number; readonly ids: readonly number[] }[];
  /** The last value that had a unit, by its number. */
  readonly #last = new Int32Array(ASCII);
  #value = 0;

  /** Signs with the ids that they stand for. */
  constructor(signs: ReadonlyMap<string, readonly number[]>) {
    this.#texts = [...signs].map(([sign, ids]) => ({
      lower: sign.charCodeAt(0),
      upper: sign.toUpperCase().charCodeAt(0),
      ids,
    }));
  }

  /** Gives out the ids of the signs in a value; true if a unit of it may stand for one of ASCII too. */
  search(units: Uint16Array, start: number, end: number, found: Found): boolean {
    const value = ++this.#value;
    const last = this.#last;
    let isLike = false;
    for (let at = start; at < end; at++) {
      const unit = units[at]!;
      if (unit < ASCII) last[unit] = value;
      else if (likeOf(unit) >= 0) isLike = true;
    }
    for (const { lower, upper, ids } of this.#texts) {
      if (last[lower] !== value && last[upper] !== value) continue;
      for (let i = 0; i < ids.length; i++) found.hit(ids[i]!);
    }
    return isLike;
  }
}
