import { POOL, POOL_END } from './layout.ts';
import type { ReaderMemory } from './memory.ts';

/** The reader's memory as the kernel's tables are written into it, and its pool, from which room is taken once. */
export class Pool {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  #next = POOL;

  constructor({ view, buffer }: ReaderMemory) {
    this.view = view;
    this.bytes = new Uint8Array(buffer);
  }

  /** Where the next room is taken. */
  get next(): number {
    return this.#next;
  }

  /** Room from a whole eight bytes on; 0 if there is none left. */
  take(size: number): number {
    const place = this.#next;
    const end = (place + size + 7) & ~7;
    if (end > POOL_END) return 0;
    this.#next = end;
    return place;
  }

  /** Gives all room back. */
  clear(): void {
    this.#next = POOL;
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

/** A table of the kernel's with open addressing; it is never filled so far that looking up what is not there takes long. */
export class KernelTable {
  readonly #pool: Pool;
  readonly #at: number;
  readonly #entry: number;
  readonly #slots: number;
  readonly #most: number;
  #count = 0;

  /** A table at a place, `slots` entries of a size (a power of two of them), of which `most` are taken. */
  constructor(pool: Pool, place: number, entry: number, slots: number, most: number) {
    this.#pool = pool;
    this.#at = place;
    this.#entry = entry;
    this.#slots = slots;
    this.#most = most;
  }

  clear(): void {
    this.#pool.bytes.fill(0, this.#at, this.#at + this.#entry * this.#slots);
    this.#count = 0;
  }

  /** Writes an entry, unless one that is it stands there already or the table is full. */
  add(
    hash: number,
    isIt: (entry: number) => boolean,
    isEmpty: (entry: number) => boolean,
    write: (entry: number) => void,
  ): void {
    for (let i = hash; ; i++) {
      const entry = this.#at + this.#entry * (i & (this.#slots - 1));
      if (isIt(entry)) return;
      if (!isEmpty(entry)) continue;
      if (this.#count < this.#most) {
        this.#count++;
        write(entry);
      }
      return;
    }
  }
}
