import type { Found } from './text-automaton.ts';

/** Values that are remembered, by a hash of a few of their units: two of each, the latest stay. */
const SLOTS = 4096;
/** Units that all of them may have together. */
const MOST_UNITS = 200_000;
/** Units of the longest value that is remembered. */
const LONGEST = 2048;
/** After so many values it is seen whether remembering pays, and of how many one has to be known then. */
const TRIAL = 4096;
const WORTH = 4;

/** A search of one value, whose answer depends on the value alone. */
export interface ValueSearch {
  search(units: Uint16Array, start: number, end: number, found: Found): boolean;
}

/** What is known of a value. */
export interface Known {
  readonly length: number;
  /** The units, two a word. */
  readonly words: Int32Array;
  readonly ids: Int32Array;
  readonly isOpen: boolean;
  /** What patterns said of it, by their tests. */
  answers: Map<number, boolean> | undefined;
}

/** Remembers what a search found in values: logs say the same over and over, and comparing costs less than searching. */
export class ValueMemo {
  readonly #inner: ValueSearch;
  readonly #slots: (Known | undefined)[] = new Array(SLOTS).fill(undefined);
  readonly #taken: number[] = [];
  /** The search that found an id last, so that each is taken once. */
  readonly #marks: number[] = [];
  #searches = 0;
  readonly #take: Found = {
    hit: (id) => {
      if (this.#marks[id] === this.#searches) return;
      this.#marks[id] = this.#searches;
      this.#taken.push(id);
    },
  };
  #units = 0;
  #asked = 0;
  #known = 0;
  #isOff = false;
  #last: Known | undefined;

  constructor(inner: ValueSearch) {
    this.#inner = inner;
  }

  /** What is remembered of the value that was searched last, if it is. */
  get last(): Known | undefined {
    return this.#last;
  }

  search(units: Uint16Array, start: number, end: number, found: Found): boolean {
    const length = end - start;
    this.#last = undefined;
    if (this.#isOff || length > LONGEST) return this.#inner.search(units, start, end, found);
    const view = viewOf(units);
    const slot = slotOf(view, 2 * start, 2 * end);
    const slots = this.#slots;
    let entry = slots[slot];
    if (!entry || entry.length !== length || !isSame(entry.words, view, 2 * start, length)) {
      const other = slots[slot + 1];
      if (!other || other.length !== length || !isSame(other.words, view, 2 * start, length)) {
        if (++this.#asked >= TRIAL) this.#judge();
        return this.#learn(slot, units, start, end, found);
      }
      slots[slot + 1] = entry;
      slots[slot] = other;
      entry = other;
    }
    this.#asked++;
    this.#known++;
    this.#last = entry;
    const { ids } = entry;
    for (let i = 0; i < ids.length; i++) found.hit(ids[i]!);
    return entry.isOpen;
  }

  #judge(): void {
    this.#isOff = this.#known * WORTH < this.#asked;
    if (this.#isOff) this.#slots.fill(undefined);
    this.#asked = 0;
    this.#known = 0;
  }

  #learn(slot: number, units: Uint16Array, start: number, end: number, found: Found): boolean {
    const taken = this.#taken;
    taken.length = 0;
    this.#searches++;
    const isOpen = this.#inner.search(units, start, end, this.#take);
    for (let i = 0; i < taken.length; i++) found.hit(taken[i]!);
    const slots = this.#slots;
    this.#units += end - start - (slots[slot + 1]?.length ?? 0);
    if (this.#units > MOST_UNITS) {
      slots.fill(undefined);
      this.#units = end - start;
    }
    slots[slot + 1] = slots[slot];
    this.#last = {
      ...{ length: end - start, words: wordsOf(viewOf(units), 2 * start, end - start) },
      ...{ ids: Int32Array.from(taken), isOpen, answers: undefined },
    };
    slots[slot] = this.#last;
    return isOpen;
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

/** Where the value between two bytes is looked for. */
function slotOf(view: DataView, from: number, end: number): number {
  let hash = end - from;
  const tail = Math.max(from, end - TAIL);
  let at = end - 4;
  for (; at >= tail; at -= 4) hash = Math.imul(((hash << 5) | (hash >>> 27)) ^ view.getInt32(at, true), 0x9e37_79b1);
  for (; at >= from; at -= STRIDE)
    hash = Math.imul(((hash << 5) | (hash >>> 27)) ^ view.getInt32(at, true), 0x9e37_79b1);
  return (hash ^ (hash >>> 15)) & (SLOTS - 2);
}

/** The units from a byte on as words; the last is half of one if they are odd in number. */
function wordsOf(view: DataView, from: number, length: number): Int32Array {
  const words = new Int32Array((length + 1) >> 1);
  for (let i = 0; i < length >> 1; i++) words[i] = view.getInt32(from + 4 * i, true);
  if ((length & 1) !== 0) words[length >> 1] = view.getUint16(from + 2 * (length - 1), true);
  return words;
}

function isSame(words: Int32Array, view: DataView, from: number, length: number): boolean {
  const whole = length >> 1;
  for (let i = 0, at = from; i < whole; i++, at += 4) if (words[i] !== view.getInt32(at, true)) return false;
  return (length & 1) === 0 || words[whole] === view.getUint16(from + 4 * whole, true);
}
