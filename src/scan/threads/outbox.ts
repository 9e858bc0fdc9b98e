/** Weight of items that are sent at once, about in bytes. */
const FULL = 1 << 20;
/** Weight of an item that is neither text nor bytes. */
const OBJECT = 1 << 10;
/** Buffers that are kept for later items. */
const MOST_KEPT = 16;

/** Items on their way to another thread; neighboring texts and bytes become one run of bytes, texts in UTF-8. */
export class Outbox {
  readonly #send: (items: readonly unknown[], weight: number, buffers: readonly ArrayBuffer[]) => void;
  #items: unknown[] = [];
  #buffers: ArrayBuffer[] = [];
  #weight = 0;
  readonly #encoder = new TextEncoder();
  /** The run of bytes that goes on, of which `#length` are taken. */
  #bytes: Uint8Array<ArrayBuffer> | undefined;
  #length = 0;
  /** Buffers that came back: fresh memory costs more than the copy into it. */
  readonly #free: ArrayBuffer[] = [];

  constructor(send: (items: readonly unknown[], weight: number, buffers: readonly ArrayBuffer[]) => void) {
    this.#send = send;
  }

  /** Takes an item; bytes are copied. */
  add(item: unknown): void {
    if (item instanceof Uint8Array) {
      const into = this.#room(item.length);
      into.set(item);
      this.#took(item.length);
    } else if (typeof item === 'string') {
      // A unit of UTF-16 takes three bytes at most.
      this.#took(this.#encoder.encodeInto(item, this.#room(3 * item.length)).written);
    } else {
      this.#endBytes();
      this.#items.push(item);
      this.#weight += OBJECT;
    }
    if (this.#weight >= FULL) this.flush();
  }

  /** Sends what is held. */
  flush(): void {
    this.#endBytes();
    if (this.#items.length === 0) return;
    this.#send(this.#items, this.#weight, this.#buffers);
    this.#items = [];
    this.#buffers = [];
    this.#weight = 0;
  }

  /** Takes back the buffers of bytes that were sent. */
  reuse(buffers: readonly ArrayBuffer[]): void {
    for (const buffer of buffers) if (this.#free.length < MOST_KEPT) this.#free.push(buffer);
  }

  /** Room for a number of bytes behind those of the run. */
  #room(size: number): Uint8Array<ArrayBuffer> {
    if (this.#bytes && this.#length + size > this.#bytes.length) this.flush();
    if (!this.#bytes) {
      const free = size <= FULL ? this.#free.pop() : undefined;
      this.#bytes = new Uint8Array(free ?? new ArrayBuffer(Math.max(FULL, size)));
      this.#length = 0;
    }
    return this.#bytes.subarray(this.#length);
  }

  #took(size: number): void {
    this.#length += size;
    this.#weight += size;
  }

  #endBytes(): void {
    if (!this.#bytes) return;
    this.#items.push(this.#bytes.subarray(0, this.#length));
    this.#buffers.push(this.#bytes.buffer);
    this.#bytes = undefined;
  }
}
