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
  readonly units: Uint16Array;
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
    const slot = slotOf(units, start, end);
    const slots = this.#slots;
    let entry = slots[slot];
    if (!entry || !isSame(entry.units, units, start, length)) {
      const other = slots[slot + 1];
      if (!other || !isSame(other.units, units, start, length)) {
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
    this.#units += end - start - (slots[slot + 1]?.units.length ?? 0);
    if (this.#units > MOST_UNITS) {
      slots.fill(undefined);
      this.#units = end - start;
    }
    slots[slot + 1] = slots[slot];
    this.#last = { units: units.slice(start, end), ids: Int32Array.from(taken), isOpen, answers: undefined };
    slots[slot] = this.#last;
    return isOpen;
  }
}

/** Units at the end of a value that all count, since they tell paths and command lines apart; before them one of so many does. */
const TAIL = 64;
const STRIDE = 4;

/** Where a value is looked for. */
function slotOf(units: Uint16Array, start: number, end: number): number {
  let hash = end - start;
  const tail = Math.max(start, end - TAIL);
  for (let at = end - 1; at >= tail; at--) hash = Math.imul(hash ^ units[at]!, 0x9e37_79b1);
  for (let at = tail - 1; at >= start; at -= STRIDE) hash = Math.imul(hash ^ units[at]!, 0x9e37_79b1);
  return (hash ^ (hash >>> 15)) & (SLOTS - 2);
}

function isSame(known: Uint16Array, units: Uint16Array, start: number, length: number): boolean {
  if (known.length !== length) return false;
  for (let i = 0; i < length; i++) if (known[i] !== units[start + i]) return false;
  return true;
}
