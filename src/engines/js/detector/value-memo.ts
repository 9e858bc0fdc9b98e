/** Places at which a value is looked for by its hash, two of them: at first, and at most. */
const FEWEST_PLACES = 128;
const MOST_PLACES = 8192;
/** Words that are kept of all values together: at first, and at most. */
const FEWEST_WORDS = 1024;
const MOST_WORDS = 600_000;
/** Units of the longest value that is remembered. */
const LONGEST = 4096;
/** After so many values it is seen whether remembering pays, and of how many one has to be known then. */
const TRIAL = 4096;
const WORTH = 4;

/** Words before a value's own: its hash, its length, what was found in it, and its number. */
const [HASH, LENGTH, FOUND, NUMBER, HEAD] = [0, 1, 2, 3, 4] as const;
/** No value. */
export const UNKNOWN = -1;

/** A search of one value; its answer is a number that depends on the value alone. */
export type ValueSearch = (units: Uint16Array, start: number, end: number) => number;

/**
 * Remembers what a search found in values: logs say the same over and over, and comparing costs less than searching. All values stand
 * one behind the other in one array; when it is full, everything is forgotten.
 */
export class ValueMemo {
  readonly #search: ValueSearch;
  readonly #onForget: () => void;
  /** Where values start, two for each hash, the latest first; one more than that, 0 for none. */
  #places = new Int32Array(FEWEST_PLACES);
  #words = new Int32Array(FEWEST_WORDS);
  #end = 0;
  #count = 0;
  /** What patterns said of each value, by their tests. */
  #answers: (Map<number, boolean> | undefined)[] = [];
  #asked = 0;
  #known = 0;
  #isOff = false;
  #last = UNKNOWN;

  /** `onForget` is called when what `last` gave is good no more. */
  constructor(search: ValueSearch, onForget: () => void) {
    this.#search = search;
    this.#onForget = onForget;
  }

  /** The value that was asked for last, or `UNKNOWN` if it is not remembered; the same for the same value until all are forgotten. */
  get last(): number {
    return this.#last;
  }

  /** What patterns said of a value, by their tests. */
  answersOf(value: number): Map<number, boolean> {
    const number = this.#words[value + NUMBER]!;
    this.#answers[number] ??= new Map();
    return this.#answers[number];
  }

  /** What the search finds in a value. */
  of(units: Uint16Array, start: number, end: number): number {
    const length = end - start;
    this.#last = UNKNOWN;
    if (this.#isOff || length > LONGEST) return this.#search(units, start, end);
    const view = viewOf(units);
    const hash = hashOf(view, 2 * start, 2 * end);
    const places = this.#places;
    const place = hash & (places.length - 2);
    let value = places[place]! - 1;
    if (value < 0 || !this.#is(value, hash, view, 2 * start, length)) {
      const other = places[place + 1]! - 1;
      if (other < 0 || !this.#is(other, hash, view, 2 * start, length)) {
        if (++this.#asked >= TRIAL) this.#judge();
        return this.#learn(hash, units, start, end);
      }
      places[place + 1] = value + 1;
      places[place] = other + 1;
      value = other;
    }
    this.#asked++;
    this.#known++;
    this.#last = value;
    return this.#words[value + FOUND]!;
  }

  /** True if a value that is remembered is the one whose first byte is at `from`. */
  #is(value: number, hash: number, view: DataView, from: number, length: number): boolean {
    const words = this.#words;
    if (words[value + HASH] !== hash || words[value + LENGTH] !== length) return false;
    const behind = value + HEAD + (length >> 1);
    let at = from;
    for (let i = value + HEAD; i < behind; i++, at += 4) if (words[i] !== view.getInt32(at, true)) return false;
    return (length & 1) === 0 || words[behind] === view.getUint16(at, true);
  }

  #judge(): void {
    this.#isOff = this.#known * WORTH < this.#asked;
    if (this.#isOff) this.forget();
    this.#asked = 0;
    this.#known = 0;
  }

  forget(): void {
    this.#onForget();
    this.#places.fill(0);
    this.#end = 0;
    this.#count = 0;
    this.#answers = [];
  }

  #learn(hash: number, units: Uint16Array, start: number, end: number): number {
    const found = this.#search(units, start, end);
    if (this.#isOff) return found;
    const length = end - start;
    const value = this.#room(HEAD + ((length + 1) >> 1));
    const words = this.#words;
    words[value + HASH] = hash;
    words[value + LENGTH] = length;
    words[value + FOUND] = found;
    words[value + NUMBER] = this.#count++;
    putWords(words, value + HEAD, viewOf(units), 2 * start, length);
    if (4 * this.#count > this.#places.length && this.#places.length < MOST_PLACES) this.#spread();
    else this.#put(hash, value);
    this.#last = value;
    return found;
  }

  #put(hash: number, value: number): void {
    const places = this.#places;
    const place = hash & (places.length - 2);
    places[place + 1] = places[place]!;
    places[place] = value + 1;
  }

  /** Gives all values more places. */
  #spread(): void {
    this.#places = new Int32Array(4 * this.#places.length);
    const words = this.#words;
    for (let value = 0; value < this.#end; ) {
      this.#put(words[value + HASH]!, value);
      value += HEAD + ((words[value + LENGTH]! + 1) >> 1);
    }
  }

  /** Where so many words, which are fewer than all, may be put. */
  #room(size: number): number {
    if (this.#end + size > MOST_WORDS) this.forget();
    if (this.#end + size > this.#words.length) {
      const words = new Int32Array(Math.min(MOST_WORDS, Math.max(2 * this.#words.length, this.#end + size)));
      words.set(this.#words.subarray(0, this.#end));
      this.#words = words;
    }
    this.#end += size;
    return this.#end - size;
  }
}

/** A reader has few arrays of units, and stays at one for many values. */
let lastUnits: Uint16Array | undefined;
let lastView: DataView = new DataView(new ArrayBuffer(0));
let formerUnits: Uint16Array | undefined;
let formerView = lastView;

/** The bytes of units, of which two are read at a time wherever they stand. */
function viewOf(units: Uint16Array): DataView {
  if (units === lastUnits) return lastView;
  const view = units === formerUnits ? formerView : new DataView(units.buffer, units.byteOffset, units.byteLength);
  formerUnits = lastUnits;
  formerView = lastView;
  lastUnits = units;
  lastView = view;
  return view;
}

/** Bytes at the end of a value that all count, since they tell paths and command lines apart; before them one word of so many bytes does. */
const TAIL = 48;
const STRIDE = 16;

/** A hash of some of the words between two bytes. */
function hashOf(view: DataView, from: number, end: number): number {
  let hash = end - from;
  const tail = Math.max(from, end - TAIL);
  let at = end - 4;
  for (; at >= tail; at -= 4) hash = Math.imul(((hash << 5) | (hash >>> 27)) ^ view.getInt32(at, true), 0x9e37_79b1);
  for (; at >= from; at -= STRIDE)
    hash = Math.imul(((hash << 5) | (hash >>> 27)) ^ view.getInt32(at, true), 0x9e37_79b1);
  return hash ^ (hash >>> 15);
}

/** Puts the units from a byte on as words, the last of which is half of one if they are odd in number. */
function putWords(words: Int32Array, into: number, view: DataView, from: number, length: number): void {
  let [out, at] = [into, from];
  for (const behind = into + (length >> 1); out < behind; out++, at += 4) words[out] = view.getInt32(at, true);
  if ((length & 1) !== 0) words[out] = view.getUint16(at, true);
}
