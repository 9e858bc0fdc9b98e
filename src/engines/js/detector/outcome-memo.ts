/** Combinations that are remembered at most, and places at which one is looked for. */
const MOST = 16_384;
const FEWEST_PLACES = 64;
/** After so many events it is seen whether remembering pays, and of how many the outcome has to be known then. */
const TRIAL = 4096;
const WORTH = 4;

/**
 * Remembers what events pass by what holds of each of their fields, as numbers: a combination that was met before need not be asked of
 * every rule again. When it is full, everything is forgotten.
 */
export class OutcomeMemo<Outcome> {
  readonly #width: number;
  /** Rows by the hash of their keys, one more than their number, 0 for none. */
  #places = new Int32Array(FEWEST_PLACES);
  #keys: Int32Array;
  #outcomes: Outcome[] = [];
  #asked = 0;
  #known = 0;
  #isOff = false;

  /** Remembers by so many keys. */
  constructor(width: number) {
    this.#width = width;
    this.#keys = new Int32Array((FEWEST_PLACES >> 1) * width);
  }

  /** True if too few combinations come again. */
  get isOff(): boolean {
    return this.#isOff;
  }

  /** What events with these keys pass, if it is known. */
  find(keys: Int32Array): Outcome | undefined {
    if (++this.#asked >= TRIAL) this.#judge();
    const row = this.#rowOf(keys);
    if (row < 0) return undefined;
    this.#known++;
    return this.#outcomes[row];
  }

  /** The row of these keys, -1 if there is none. */
  #rowOf(keys: Int32Array): number {
    const places = this.#places;
    const last = places.length - 1;
    for (let place = hashOf(keys) & last; places[place] !== 0; place = (place + 1) & last) {
      const row = places[place]! - 1;
      if (this.#is(row, keys)) return row;
    }
    return -1;
  }

  /** Remembers what events with these keys pass, in place of what was known of them. */
  add(keys: Int32Array, outcome: Outcome): void {
    const known = this.#rowOf(keys);
    if (known >= 0) {
      this.#outcomes[known] = outcome;
      return;
    }
    if (this.#outcomes.length === MOST) this.clear();
    const row = this.#outcomes.push(outcome) - 1;
    if (2 * (row + 1) > this.#places.length) this.#spread(row);
    this.#keys.set(keys, row * this.#width);
    this.#put(row, keys);
  }

  /** So many events were known without being asked for here. */
  recalled(count: number): void {
    this.#asked += count;
    this.#known += count;
    if (this.#asked >= TRIAL) this.#judge();
  }

  clear(): void {
    this.#places.fill(0);
    this.#outcomes = [];
  }

  #is(row: number, keys: Int32Array): boolean {
    const rows = this.#keys;
    for (let i = 0, at = row * this.#width; i < keys.length; i++, at++) if (rows[at] !== keys[i]) return false;
    return true;
  }

  #put(row: number, keys: Int32Array): void {
    const places = this.#places;
    const last = places.length - 1;
    let place = hashOf(keys) & last;
    while (places[place] !== 0) place = (place + 1) & last;
    places[place] = row + 1;
  }

  /** Makes room for more rows than these. */
  #spread(rows: number): void {
    const width = this.#width;
    this.#places = new Int32Array(4 * this.#places.length);
    const keys = new Int32Array((this.#places.length >> 1) * width);
    keys.set(this.#keys.subarray(0, rows * width));
    this.#keys = keys;
    for (let row = 0; row < rows; row++) this.#put(row, keys.subarray(row * width, (row + 1) * width));
  }

  #judge(): void {
    this.#isOff = this.#known * WORTH < this.#asked;
    if (this.#isOff) this.clear();
    this.#asked = 0;
    this.#known = 0;
  }
}

function hashOf(keys: Int32Array): number {
  let hash = 0;
  for (let i = 0; i < keys.length; i++) hash = Math.imul(((hash << 5) | (hash >>> 27)) ^ keys[i]!, 0x9e37_79b1);
  return hash ^ (hash >>> 15);
}
