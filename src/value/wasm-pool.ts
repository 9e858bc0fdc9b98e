/** Room in a memory that WebAssembly works on too, taken piece by piece, and the numbers and bytes that stand there. */
export class WasmPool {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  readonly #from: number;
  readonly #to: number;
  #next: number;

  /** Room from a place on and before another. */
  constructor(buffer: ArrayBuffer, from: number, to: number) {
    this.view = new DataView(buffer);
    this.bytes = new Uint8Array(buffer);
    this.#from = from;
    this.#to = to;
    this.#next = from;
  }

  /** Where the next room is taken. */
  get next(): number {
    return this.#next;
  }

  /** Room from a whole eight bytes on; 0 if there is none left. */
  take(size: number): number {
    const place = this.#next;
    const end = (place + size + 7) & ~7;
    if (end > this.#to) return 0;
    this.#next = end;
    return place;
  }

  /** Gives all room back. */
  clear(): void {
    this.#next = this.#from;
  }

  /** All room that was taken, as it stands there. */
  get taken(): Uint8Array {
    return this.bytes.subarray(this.#from, this.#next);
  }

  /** Takes the room that a pool of the same places had taken, with what stood there; false if there is not as much. */
  restore(taken: Uint8Array): boolean {
    if (this.#from + taken.length > this.#to) return false;
    this.bytes.set(taken, this.#from);
    this.#next = this.#from + taken.length;
    return true;
  }

  int(place: number): number {
    return this.view.getInt32(place, true);
  }

  set(place: number, value: number): void {
    this.view.setInt32(place, value, true);
  }

  /** Stores numbers in a row in room of their own; 0 if there is none left. */
  store(numbers: readonly number[]): number {
    const place = this.take(4 * numbers.length);
    if (place !== 0) for (const [i, number] of numbers.entries()) this.set(place + 4 * i, number);
    return place;
  }
}

/** A table in memory with open addressing; it is never filled so far that looking up what is not there takes long. */
export class WasmTable {
  readonly #pool: WasmPool;
  readonly #at: number;
  readonly #entry: number;
  readonly #slots: number;
  readonly #most: number;
  #count = 0;

  /** A table at a place, `slots` entries of a size (a power of two of them), of which `most` are taken. */
  constructor(pool: WasmPool, place: number, entry: number, slots: number, most: number) {
    this.#pool = pool;
    this.#at = place;
    this.#entry = entry;
    this.#slots = slots;
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#count === this.#most;
  }

  /** Counts the entries that were written without it, each of which has a number other than 0 at a place in it. */
  recount(place: number): void {
    const { buffer, byteOffset } = this.#pool.bytes;
    const words = new Int32Array(buffer, byteOffset + this.#at, (this.#entry * this.#slots) >> 2);
    this.#count = 0;
    for (let i = place >> 2; i < words.length; i += this.#entry >> 2) if (words[i] !== 0) this.#count++;
  }

  clear(): void {
    this.#pool.bytes.fill(0, this.#at, this.#at + this.#entry * this.#slots);
    this.#count = 0;
  }

  /** The entry that is it, or one that is written now; 0 if the table is full, or writing left the entry empty. */
  add(
    hash: number,
    isIt: (entry: number) => boolean,
    isEmpty: (entry: number) => boolean,
    write: (entry: number) => void,
  ): number {
    for (let i = hash; ; i++) {
      const entry = this.#at + this.#entry * (i & (this.#slots - 1));
      if (isIt(entry)) return entry;
      if (!isEmpty(entry)) continue;
      if (this.isFull) return 0;
      write(entry);
      if (isEmpty(entry)) return 0;
      this.#count++;
      return entry;
    }
  }
}
