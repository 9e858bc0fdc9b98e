import type { Found } from './text-automaton.ts';
import { ASCII, classesOf, type Lists, likeOf, listsOf } from './text-classes.ts';

/** Texts at one end of a value, and those that are all of it. */
export interface EdgeTexts {
  readonly partial: ReadonlyMap<string, readonly number[]>;
  readonly whole: ReadonlyMap<string, readonly number[]>;
}

/** Finds which of many texts, in lower case and of ASCII, stand at one end of a value: most walks die after a few units. */
export class TextTrie {
  readonly #classes: Uint8Array;
  readonly #width: number;
  readonly #next: Int32Array;
  readonly #partial: Lists;
  readonly #whole: Lists;
  readonly #fromEnd: boolean;

  constructor({ partial, whole }: EdgeTexts, fromEnd: boolean) {
    const texts = [...partial.keys(), ...whole.keys()];
    const { classes, count } = classesOf(texts);
    this.#classes = classes;
    this.#width = count;
    this.#fromEnd = fromEnd;
    const next: number[] = new Array(count).fill(0);
    const [partialIds, wholeIds]: (readonly number[] | undefined)[][] = [[undefined], [undefined]];
    const stateOf = (text: string): number => {
      let state = 0;
      for (let i = 0; i < text.length; i++) {
        const place = state * count + classes[text.charCodeAt(fromEnd ? text.length - 1 - i : i)]!;
        if (next[place] === 0) {
          next[place] = next.length / count;
          for (let unit = 0; unit < count; unit++) next.push(0);
        }
        state = next[place]!;
      }
      return state;
    };
    for (const [text, ids] of partial) partialIds![stateOf(text)] = ids;
    for (const [text, ids] of whole) wholeIds![stateOf(text)] = ids;
    const states = next.length / count;
    partialIds!.length = states;
    wholeIds!.length = states;
    this.#next = Int32Array.from(next);
    this.#partial = listsOf([...partialIds!]);
    this.#whole = listsOf([...wholeIds!]);
  }

  /** Gives out the ids of the texts at the end of a value; true if a unit that was looked at may stand for one of ASCII too. */
  search(units: Uint16Array, start: number, end: number, found: Found): boolean {
    const width = this.#width;
    const step = this.#fromEnd ? -1 : 1;
    let at = this.#fromEnd ? end - 1 : start;
    let state = 0;
    for (let left = end - start; ; left--, at += step) {
      give(this.#partial, state, found);
      if (left === 0) {
        give(this.#whole, state, found);
        return false;
      }
      const unit = units[at]!;
      if (unit >= ASCII) return likeOf(unit) >= 0;
      state = this.#next[state * width + this.#classes[unit]!]!;
      if (state === 0) return false;
    }
  }
}

function give({ starts, items }: Lists, state: number, found: Found): void {
  for (let i = starts[state]!; i < starts[state + 1]!; i++) found.hit(items[i]!);
}
