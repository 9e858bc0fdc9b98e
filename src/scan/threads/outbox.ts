/** Weight of items that are sent at once, about in bytes. */
const FULL = 1 << 18;
/** Weight of an item that is neither text nor bytes. */
const OBJECT = 1 << 10;

/** Least size of a buffer, so that each can be used for most items; fresh memory costs more than the copy into it. */
const BUFFER = 1 << 18;
/** Buffers that are kept for later items. */
const MOST_KEPT = 64;

/** Items on their way to another thread: neighboring texts become one text, neighboring bytes one run of bytes. */
export class Outbox {
  readonly #send: (items: readonly unknown[], weight: number, buffers: readonly ArrayBuffer[]) => void;
  #items: unknown[] = [];
  #buffers: ArrayBuffer[] = [];
  #weight = 0;
  #text = '';
  readonly #free: ArrayBuffer[] = [];

  constructor(send: (items: readonly unknown[], weight: number, buffers: readonly ArrayBuffer[]) => void) {
    this.#send = send;
  }

  /** Takes an item; bytes are copied. */
  add(item: unknown): void {
    if (typeof item === 'string') {
      this.#text += item;
      this.#weight += item.length;
    } else {
      this.#endText();
      if (item instanceof Uint8Array) {
        const buffer = this.#bufferFor(item.length);
        const bytes = new Uint8Array(buffer, 0, item.length);
        bytes.set(item);
        this.#items.push(bytes);
        this.#buffers.push(buffer);
        this.#weight += bytes.length;
      } else {
        this.#items.push(item);
        this.#weight += OBJECT;
      }
    }
    if (this.#weight >= FULL) this.flush();
  }

  /** Sends what is held. */
  flush(): void {
    this.#endText();
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

  #bufferFor(length: number): ArrayBuffer {
    const free = length <= BUFFER ? this.#free.pop() : undefined;
    return free && free.byteLength >= length ? free : new ArrayBuffer(Math.max(BUFFER, length));
  }

  #endText(): void {
    if (this.#text !== '') this.#items.push(this.#text);
    this.#text = '';
  }
}
