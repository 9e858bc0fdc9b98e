import { closeSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '../../src/formats/index.ts';

/** A file read without a promise per read. */
export function fileSource(path: string): ByteSource & { close(): void } {
  const file = openSync(path, 'r');
  return {
    name: path,
    size: undefined,
    read(position, into) {
      let length = 0;
      while (length < into.length) {
        const count = readSync(file, into, length, into.length - length, position + length);
        if (count === 0) break;
        length += count;
      }
      return length;
    },
    close: () => closeSync(file),
  };
}
