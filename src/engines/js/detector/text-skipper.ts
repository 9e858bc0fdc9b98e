import type { Found } from './text-automaton.ts';
import { ASCII, classesOf, likeOf } from './text-classes.ts';

/** Most units that are jumped over at once. */
const MOST = 32;

interface Text {
  readonly text: string;
  readonly ids: readonly number[];
}

/**
 * Finds which of a few long texts, in lower case and of ASCII, stand anywhere in a value, and looks at a part of its units only: two
 * neighbors tell how far the next place is at which a text may end (Wu and Manber).
 */
export class TextSkipper {
  readonly #classes: Uint8Array;
  readonly #width: number;
  /** Units at the start of each text that are looked at: the length of the shortest. */
  readonly #window: number;
  /** How far to go on by the classes of two neighbors, 0 where a window may end. */
  readonly #shifts: Uint8Array;
  readonly #ending = new Map<number, Text[]>();

  /** Each text with the ids that it stands for; none is shorter than two units. */
  constructor(texts: ReadonlyMap<string, readonly number[]>) {
    const { classes, count } = classesOf([...texts.keys()]);
    this.#classes = classes;
    this.#width = count;
    const window = Math.min(MOST, ...[...texts.keys()].map(({ length }) => length));
    this.#window = window;
    this.#shifts = new Uint8Array(count * count).fill(window - 1);
    for (let before = 0; before < count; before++) this.#shifts[before * count] = window;
    for (const [text, ids] of texts) {
      for (let at = 1; at < window; at++) {
        const pair = classes[text.charCodeAt(at - 1)]! * count + classes[text.charCodeAt(at)]!;
        this.#shifts[pair] = Math.min(this.#shifts[pair]!, window - 1 - at);
        if (at < window - 1) continue;
        const ending = this.#ending.get(pair);
        if (ending) ending.push({ text, ids });
        else this.#ending.set(pair, [{ text, ids }]);
      }
    }
  }

  /** Gives out the ids of all texts in a value; true if a unit that may stand for one of ASCII too made one. */
  search(units: Uint16Array | Uint8Array, start: number, end: number, found: Found): boolean {
    const classes = this.#classes;
    const width = this.#width;
    const shifts = this.#shifts;
    let isLike = false;
    for (let at = start + this.#window - 1; at < end; ) {
      const [before, last] = [units[at - 1]!, units[at]!];
      const first = before < ASCII ? classes[before]! : this.#classOfLike(before);
      const second = last < ASCII ? classes[last]! : this.#classOfLike(last);
      const pair = first * width + second;
      const shift = shifts[pair]!;
      if (shift === 0) {
        if (this.#give(pair, units, at - this.#window + 1, end, found)) isLike = true;
        at++;
      } else at += shift;
    }
    return isLike;
  }

  #classOfLike(unit: number): number {
    const like = likeOf(unit);
    return like < 0 ? 0 : this.#classes[like]!;
  }

  #give(pair: number, units: Uint16Array | Uint8Array, at: number, end: number, found: Found): boolean {
    let isLike = false;
    for (const { text, ids } of this.#ending.get(pair)!) {
      const { length } = text;
      if (at + length > end) continue;
      let i = 0;
      let isOwn = true;
      for (; i < length; i++) {
        const unit = units[at + i]!;
        const wanted = text.charCodeAt(i);
        if (unit === wanted || (unit < ASCII && this.#classes[unit] === this.#classes[wanted])) continue;
        if (likeOf(unit) !== wanted) break;
        isOwn = false;
      }
      if (i < length) continue;
      if (!isOwn) isLike = true;
      else for (let j = 0; j < ids.length; j++) found.hit(ids[j]!);
    }
    return isLike;
  }
}
