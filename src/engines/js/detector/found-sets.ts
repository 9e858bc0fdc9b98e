import type { Found } from './text-automaton.ts';

/** What holds of a value: ids of tests, and what is left open. */
export interface FoundSet {
  readonly ids: readonly number[];
  /** True if its letters leave open whether others hold too. */
  readonly isOpen: boolean;
  /** True if it is several values, of which each test may read another. */
  readonly isSeveral: boolean;
}

/** Takes what is found in one value after the other, each id once. */
export class FoundIds implements Found {
  /** Ids in the order in which they were found; good until the next value. */
  readonly ids: number[] = [];
  /** The value in which an id was found last. */
  readonly #marks: Int32Array;
  #values = 0;
  /** The same for the same ids, whatever their order. */
  #hash = 0;

  /** Takes ids below `count`. */
  constructor(count: number) {
    this.#marks = new Int32Array(count);
  }

  get hash(): number {
    return this.#hash;
  }

  /** Begins with another value. */
  begin(): void {
    this.ids.length = 0;
    this.#values++;
    this.#hash = 0;
  }

  hit(id: number): void {
    if (this.#marks[id] === this.#values) return;
    this.#marks[id] = this.#values;
    this.ids.push(id);
    this.#hash = (this.#hash + Math.imul(id + 1, 0x9e37_79b1)) | 0;
  }

  /** True if these, all different, are the ids that were found. */
  are(ids: readonly number[]): boolean {
    return ids.length === this.ids.length && ids.every((id) => this.#marks[id] === this.#values);
  }
}

/** Different sets of one field that are told apart. */
const MOST = 4096;

/** Gives sets numbers, the same to the same ones: values are many, and what holds of them is mostly the same. */
export class FoundSets {
  /** Numbers by the hash of their ids. */
  readonly #numbers = new Map<number, number[]>();
  readonly #sets: FoundSet[] = [];

  /** True if there is no room for another set. */
  get isFull(): boolean {
    return this.#sets.length === MOST;
  }

  /** The number of the set that was found. */
  of(found: FoundIds, isOpen: boolean, isSeveral = false): number {
    let numbers = this.#numbers.get(found.hash);
    if (!numbers) {
      numbers = [];
      this.#numbers.set(found.hash, numbers);
    }
    for (const number of numbers) {
      const known = this.#sets[number]!;
      if (known.isOpen === isOpen && known.isSeveral === isSeveral && found.are(known.ids)) return number;
    }
    const number = this.#sets.push({ ids: [...found.ids], isOpen, isSeveral }) - 1;
    numbers.push(number);
    return number;
  }

  at(number: number): FoundSet {
    return this.#sets[number]!;
  }

  clear(): void {
    this.#numbers.clear();
    this.#sets.length = 0;
  }
}
