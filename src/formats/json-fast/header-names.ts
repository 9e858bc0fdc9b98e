import { KeyBytes } from './key-bytes.ts';

/** Most names that are remembered; a file with more of them was made to have them. */
const MOST = 20_000;

/** A channel or provider name. */
export interface HeaderName {
  /** From 1 on; 0 if the name is not remembered. */
  readonly number: number;
  readonly text: string;
  readonly key: KeyBytes;
  /** Another name of the same hash. */
  readonly next: HeaderName | undefined;
}

/** Channel and provider names by their bytes, so that a name met before needs no string made. */
export class HeaderNames {
  readonly #byHash = new Map<number, HeaderName>();
  #count = 0;

  /** The name of bytes; `textOf` makes its text when it is new. */
  find(bytes: Uint8Array, start: number, end: number, textOf: () => string): HeaderName {
    const length = end - start;
    let hash = length;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + bytes[i]!) & 0x3fff_ffff;
    const first = this.#byHash.get(hash);
    search: for (let name = first; name; name = name.next) {
      const known = name.key.bytes;
      if (known.length !== length) continue;
      for (let i = 0; i < length; i++) if (known[i] !== bytes[start + i]) continue search;
      return name;
    }
    const isFull = this.#count === MOST;
    const name = {
      number: isFull ? 0 : ++this.#count,
      text: textOf(),
      key: new KeyBytes(bytes.slice(start, end)),
      next: first,
    };
    if (!isFull) this.#byHash.set(hash, name);
    return name;
  }
}
