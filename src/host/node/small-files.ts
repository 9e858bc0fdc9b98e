import { closeSync, openSync, readSync } from 'node:fs';

/** Reads many small files one after another into the same room, so that none of them needs memory or a look at its size first. */
export class SmallFiles {
  #room = Buffer.allocUnsafe(65_536);

  /** The bytes of a file, valid until the next call. */
  read(path: string): Buffer {
    const file = openSync(path, 'r');
    try {
      let length = 0;
      for (;;) {
        const read = readSync(file, this.#room, length, this.#room.length - length, null);
        if (read === 0) return this.#room.subarray(0, length);
        length += read;
        if (length === this.#room.length) this.#room = Buffer.concat([this.#room], 2 * length);
      }
    } finally {
      closeSync(file);
    }
  }
}
