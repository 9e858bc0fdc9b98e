/** Weight of items that are sent at once, about in bytes. */
const FULL = 1 << 20;
/** Weight of an item that is neither text nor bytes. */
const OBJECT = 1 << 10;
/** Buffers that are kept for later items. */
const MOST_KEPT = 16;

/** Items on their way to another thread: neighboring texts become one text, neighboring bytes one run of bytes. */
export class Outbox {
  readonly #send: (items: readonly unknown[], weight: number, buffers: readonly ArrayBuffer[]) => void;
  #items: unknown[] = [];
  #buffers: ArrayBuffer[] = [];
  #weight = 0;
  #text = '';
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
    if (item instanceof Uint8Array) this.#addBytes(item);
    else if (typeof item === 'string') {
      this.#endBytes();
      this.#text += item;
      this.#weight += item.length;
    } else {
      this.#endText();
      this.#endBytes();
      this.#items.push(item);
      this.#weight += OBJECT;
    }
    if (this.#weight >= FULL) this.flush();
  }

  /** Sends what is held. */
  flush(): void {
    this.#endText();
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

  #addBytes(bytes: Uint8Array): void {
    this.#endText();
    if (this.#bytes && this.#length + bytes.length > this.#bytes.length) this.flush();
    if (!this.#bytes) {
      const free = bytes.length <= FULL ? this.#free.pop() : undefined;
      this.#bytes = new Uint8Array(free ?? new ArrayBuffer(Math.max(FULL, bytes.length)));
      this.#length = 0;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    this.#weight += bytes.length;
  }

  #endBytes(): void {
    if (!this.#bytes) return;
    this.#items.push(this.#bytes.subarray(0, this.#length));
    this.#buffers.push(this.#bytes.buffer);
    this.#bytes = undefined;
  }

  #endText(): void {
    if (this.#text !== '') this.#items.push(this.#text);
    this.#text = '';
  }
}
