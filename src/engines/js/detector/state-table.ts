/** States of texts that grow unit by unit: a row of children by class for each, 0 where there is none. The first state is the root. */
export class StateTable {
  readonly width: number;
  #next: Int32Array;
  #count = 1;

  /** `most` states are made at most. */
  constructor(width: number, most: number) {
    this.width = width;
    // Memory that is never written is never taken.
    this.#next = new Int32Array((most + 1) * width);
  }

  get count(): number {
    return this.#count;
  }

  /** The state behind another by a class of units, made if there is none. */
  child(state: number, unit: number): number {
    const place = state * this.width + unit;
    let child = this.#next[place]!;
    if (child === 0) {
      child = this.#count++;
      this.#next[place] = child;
    }
    return child;
  }

  /** The rows, as far as they are used. */
  rows(): Int32Array {
    return this.#next.subarray(0, this.#count * this.width);
  }
}
