import type { ByteSource } from './format.ts';

/** A source over bytes that are already in memory, for tests, pipes that were read whole, and the browser. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read(position, into) {
      const part = bytes.subarray(position, Math.min(bytes.length, position + into.length));
      into.set(part);
      return part.length;
    },
  };
}
