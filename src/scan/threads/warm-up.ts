/** Milliseconds over which a speed is taken: a part of a file takes up to a tenth of it. */
const WINDOW = 500;
/** A thread has warmed up when its speed is no more than so many times that of the window before. */
const RISING = 1.25;
/** Milliseconds that must be left at least for other threads to be worth starting. */
const WORTH_OTHERS = 2000;
/** How many times longer than this thread warmed up, which others have to do as well: they slow it down meanwhile. */
const WORTH_WARMING = 3;

/** Tells from how far one thread is whether others would be worth starting. */
export class WarmUp {
  readonly #total: number;
  #at = 0;
  #bytes = 0;
  /** Bytes a millisecond of the last window, and of the fastest one: what stands still now and then is no slower for it. */
  #speed = 0;
  #best = 0;

  /** `total` bytes are to be read. */
  constructor(total: number) {
    this.#total = total;
  }

  /** True if others are worth starting, of a thread that has read `bytes` after `at` milliseconds. */
  areOthersWorth(at: number, bytes: number): boolean {
    const took = at - this.#at;
    if (took < WINDOW) return false;
    const [before, first] = [this.#speed, this.#at === 0];
    this.#speed = (bytes - this.#bytes) / took;
    this.#at = at;
    this.#bytes = bytes;
    this.#best = Math.max(this.#best, this.#speed);
    if (first || this.#speed === 0 || this.#speed > before * RISING) return false;
    const lost = at - bytes / this.#best;
    return (this.#total - bytes) / this.#best > Math.max(WORTH_OTHERS, lost * WORTH_WARMING);
  }
}
