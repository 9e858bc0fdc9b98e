import type { Found } from './text-automaton.ts';

/** Values that are remembered, by a hash of a few of their units: the latest stays. */
const SLOTS = 1024;
/** Units of the longest value that is remembered, and the most ids found in one. */
const LONGEST = 4096;
const MOST_IDS = 256;
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
    const entry = this.#slots[slot];
    this.#asked++;
    if (entry && isSame(entry.units, units, start, length)) {
      this.#known++;
      const { ids } = entry;
      for (let i = 0; i < ids.length; i++) found.hit(ids[i]!);
      return entry.isOpen;
    }
    if (this.#asked >= TRIAL) this.#judge();
    return this.#learn(slot, units, start, end, found);
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
    const ids = Int32Array.from(new Set(taken));
    if (ids.length <= MOST_IDS) this.#slots[slot] = { units: units.slice(start, end), ids, isOpen };
    for (let i = 0; i < ids.length; i++) found.hit(ids[i]!);
    return isOpen;
  }
}

/** Where a value is looked for: its ends tell paths and command lines apart, and a few places between. */
function slotOf(units: Uint16Array, start: number, end: number): number {
  const length = end - start;
  let hash = length;
  const step = length < 16 ? 1 : length >> 4;
  for (let at = end - 1; at >= start; at -= step) hash = Math.imul(hash ^ units[at]!, 0x9e37_79b1);
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}

function isSame(known: Uint16Array, units: Uint16Array, start: number, length: number): boolean {
  if (known.length !== length) return false;
  for (let i = 0; i < length; i++) if (known[i] !== units[start + i]) return false;
  return true;
}
