import type { Found } from './text-automaton.ts';

/** Values that are remembered, by a hash of a few of their units: two of each, the latest stay. */
const SLOTS = 4096;
/** Units that all of them may have together. */
const MOST_UNITS = 200_000;
/** Units of the longest value that is remembered, and the most that may have been found in it. */
const LONGEST = 2048;
const MOST_TAKEN = 400;
/** After so many values it is seen whether remembering pays, and of how many one has to be known then. */
const TRIAL = 4096;
const WORTH = 4;

/** A search of one value, whose answer depends on the value alone. */
export interface ValueSearch {
  search(units: Uint16Array, start: number, end: number, found: Found): boolean;
}

interface Known {
  readonly units: Uint16Array;
  readonly ids: Int32Array;
  readonly isOpen: boolean;
}

/** Remembers what a search found in values: logs say the same over and over, and comparing costs less than searching. */
export class ValueMemo {
  readonly #inner: ValueSearch;
  readonly #slots: (Known | undefined)[] = new Array(SLOTS).fill(undefined);
  readonly #taken: number[] = [];
  readonly #take: Found = { hit: (id) => this.#taken.push(id) };
  #units = 0;
  #asked = 0;
  #known = 0;
  #isOff = false;

  constructor(inner: ValueSearch) {
    this.#inner = inner;
  }

  search(units: Uint16Array, start: number, end: number, found: Found): boolean {
    const length = end - start;
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
    const isOpen = this.#inner.search(units, start, end, this.#take);
    for (let i = 0; i < taken.length; i++) found.hit(taken[i]!);
    if (taken.length > MOST_TAKEN) return isOpen;
    const slots = this.#slots;
    this.#units += end - start;
    if (this.#units > MOST_UNITS) {
      slots.fill(undefined);
      this.#units = end - start;
    }
    slots[slot + 1] = slots[slot];
    slots[slot] = { units: units.slice(start, end), ids: Int32Array.from(distinct(taken)), isOpen };
    return isOpen;
  }
}

/** Ids without those that came before; lists are short. */
function distinct(ids: readonly number[]): number[] {
  const kept: number[] = [];
  for (let i = 0; i < ids.length; i++) if (!kept.includes(ids[i]!)) kept.push(ids[i]!);
  return kept;
}

/** Where a value is looked for: its ends tell paths and command lines apart, and a few places between. */
function slotOf(units: Uint16Array, start: number, end: number): number {
  const length = end - start;
  let hash = length;
  const step = length < 64 ? 1 : length >> 5;
  for (let at = end - 1; at >= start; at -= step) hash = Math.imul(hash ^ units[at]!, 0x9e37_79b1);
  return (hash ^ (hash >>> 15)) & (SLOTS - 2);
}

function isSame(known: Uint16Array, units: Uint16Array, start: number, length: number): boolean {
  if (known.length !== length) return false;
  for (let i = 0; i < length; i++) if (known[i] !== units[start + i]) return false;
  return true;
}
