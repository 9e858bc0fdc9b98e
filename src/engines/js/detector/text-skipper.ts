import { likeOf } from '../../../value/index.ts';
import type { Found } from './text-automaton.ts';
import { ASCII, classesOf } from './text-classes.ts';

/** Most units that are jumped over at once. */
const MOST = 32;
/** Bits of a unit that tell letters apart, in either case. */
const TELLING = 0x1f;
const BITS = 5;

/** How a text stands at a place. */
const [NOT, OWN, LIKE] = [0, 1, 2] as const;

/** A text with the ids that it stands for, and with how far from its start the three neighbors stand by which it is listed. */
interface Listed {
  readonly text: string;
  readonly ids: readonly number[];
  readonly at: number;
}

/** The unit, or what it may stand for; units that no text has are alike. */
function asciiOf(unit: number): number {
  return unit < ASCII ? unit : Math.max(0, likeOf(unit));
}

/**
 * Finds which of a few long texts, in lower case and of ASCII, stand anywhere in a value. Three neighbors of each few are looked at, so
 * many apart that every text has some; where they stand in a text, its other units are compared.
 */
export class TextSkipper {
  readonly #classes: Uint8Array;
  /** Units from one look to the next. */
  readonly #step: number;
  /** A bit for each three neighbors, by the telling bits of each: 1 if some text has them. */
  readonly #has = new Int32Array((1 << (3 * BITS)) / 32);
  readonly #listed = new Map<number, Listed[]>();

  /** Each text with the ids that it stands for; none is shorter than three units. */
  constructor(texts: ReadonlyMap<string, readonly number[]>) {
    this.#classes = classesOf([...texts.keys()]).classes;
    this.#step = Math.min(MOST, ...[...texts.keys()].map(({ length }) => length)) - 2;
    for (const [text, ids] of texts) {
      for (let at = 0; at < this.#step; at++) {
        const [first, second, third] = [0, 1, 2].map((i) => text.charCodeAt(at + i) & TELLING);
        const place = first! | (second! << BITS) | (third! << (2 * BITS));
        this.#has[place >> 5]! |= 1 << (place & 31);
        const listed = this.#listed.get(place);
        if (listed) listed.push({ text, ids, at });
        else this.#listed.set(place, [{ text, ids, at }]);
      }
    }
  }

  /** Gives out the ids of all texts in a value, some maybe twice; true if a unit that may stand for one of ASCII too made one. */
  search(units: Uint16Array | Uint8Array, start: number, end: number, found: Found): boolean {
    const has = this.#has;
    const step = this.#step;
    let isLike = false;
    for (let at = start; at < end - 2; at += step) {
      let first = units[at]!;
      let second = units[at + 1]!;
      let third = units[at + 2]!;
      if ((first | second | third) >= ASCII) {
        first = asciiOf(first);
        second = asciiOf(second);
        third = asciiOf(third);
      }
      const place = (first & TELLING) | ((second & TELLING) << BITS) | ((third & TELLING) << (2 * BITS));
      if (((has[place >> 5]! >>> (place & 31)) & 1) !== 0 && this.#give(place, units, at, start, end, found))
        isLike = true;
    }
    return isLike;
  }

  #give(place: number, units: Uint16Array | Uint8Array, at: number, start: number, end: number, found: Found): boolean {
    let isLike = false;
    const listed = this.#listed.get(place)!;
    for (let i = 0; i < listed.length; i++) {
      const one = listed[i]!;
      const from = at - one.at;
      if (from < start || from + one.text.length > end) continue;
      const standing = this.#standing(one.text, units, from);
      if (standing === LIKE) isLike = true;
      else if (standing === OWN) for (let j = 0; j < one.ids.length; j++) found.hit(one.ids[j]!);
    }
    return isLike;
  }

  /** Whether a text stands at a place: not, by its own letters, or by one that may stand for them. */
  #standing(text: string, units: Uint16Array | Uint8Array, from: number): number {
    let standing: number = OWN;
    for (let i = 0; i < text.length; i++) {
      const unit = units[from + i]!;
      const wanted = text.charCodeAt(i);
      if (unit === wanted || (unit < ASCII && this.#classes[unit] === this.#classes[wanted])) continue;
      if (likeOf(unit) !== wanted) return NOT;
      standing = LIKE;
    }
    return standing;
  }
}
