import type { ReadTally } from '../read-inputs.ts';

const STOP = 0;
const BYTES = 1;
const EVENTS = 2;
/** As large as two lines of a processor's cache, so that no two threads write to one. */
const SIZE = 128;

/** What a thread and who gave it work know of each other at any time: how far it is, and whether it is to stop. */
export class SharedNumbers {
  readonly buffer: SharedArrayBuffer;
  readonly #flags: Int32Array;
  readonly #numbers: Float64Array;

  constructor(buffer = new SharedArrayBuffer(SIZE)) {
    this.buffer = buffer;
    this.#flags = new Int32Array(buffer);
    this.#numbers = new Float64Array(buffer);
  }

  stop(): void {
    Atomics.store(this.#flags, STOP, 1);
  }
  get isStopped(): boolean {
    return Atomics.load(this.#flags, STOP) !== 0;
  }

  /** Tells how far the thread is. */
  publish({ bytes, events }: ReadTally): void {
    this.#numbers[BYTES] = bytes;
    this.#numbers[EVENTS] = events;
  }
  get bytes(): number {
    return this.#numbers[BYTES]!;
  }
  get events(): number {
    return this.#numbers[EVENTS]!;
  }
}
