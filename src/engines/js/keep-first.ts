/** Keeps the `limit` smallest items of a stream, by a heap whose root is the largest one kept. */
export class KeepFirst<T> {
  readonly #limit: number;
  readonly #compare: (a: T, b: T) => number;
  readonly #heap: T[] = [];
  #dropped = false;

  constructor(limit: number, compare: (a: T, b: T) => number) {
    this.#limit = limit;
    this.#compare = compare;
  }

  /** True once an item had to go. */
  get dropped(): boolean {
    return this.#dropped;
  }

  /** True if `item` would be kept. */
  accepts(item: T): boolean {
    if (this.#heap.length < this.#limit) return true;
    return this.#limit > 0 && this.#compare(item, this.#heap[0]!) < 0;
  }

  add(item: T): void {
    const heap = this.#heap;
    if (heap.length < this.#limit) {
      heap.push(item);
      this.#up(heap.length - 1);
      return;
    }
    this.#dropped = true;
    if (!this.accepts(item)) return;
    heap[0] = item;
    this.#down();
  }

  /** Adds what `keep` makes of an item, only if it is kept; `keep` must not change its place in the order. */
  offer(item: T, keep: (item: T) => T): void {
    if (this.accepts(item)) this.add(keep(item));
    else this.#dropped = true;
  }

  /** The kept items in no order. */
  get items(): readonly T[] {
    return this.#heap;
  }

  /** Says that an item had to go elsewhere. */
  markDropped(): void {
    this.#dropped = true;
  }

  /** The kept items in order. */
  sorted(): T[] {
    return [...this.#heap].sort(this.#compare);
  }

  #up(from: number): void {
    const heap = this.#heap;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#compare(heap[at]!, heap[parent]!) <= 0) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  #down(): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let largest = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && this.#compare(heap[child]!, heap[largest]!) > 0) largest = child;
      }
      if (largest === at) return;
      [heap[at], heap[largest]] = [heap[largest]!, heap[at]!];
      at = largest;
    }
  }
}
