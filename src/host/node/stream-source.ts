import type { Readable } from 'node:stream';
import { InputError, type OpenInput } from '../../scan/index.ts';

/**
 * A pipe as a source: bytes from the start of the last request on are kept, earlier ones are gone.
 * A stream that breaks off in the middle throws an InputError that begins with `failure`.
 */
export function streamSource(name: string, stream: Readable, failure: string): OpenInput {
  const iterator = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let kept: Uint8Array = new Uint8Array(0);
  let start = 0;
  let ended = false;

  async function fill(end: number): Promise<void> {
    const parts = [kept];
    let length = kept.length;
    while (!ended && start + length < end) {
      let next: IteratorResult<Uint8Array>;
      try {
        next = await iterator.next();
      } catch (error) {
        ended = true;
        throw new InputError(`${failure}: ${(error as Error).message}`);
      }
      if (next.done) ended = true;
      else {
        parts.push(next.value);
        length += next.value.length;
      }
    }
    if (parts.length === 1) return;
    kept = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      kept.set(part, at);
      at += part.length;
    }
  }

  return {
    name,
    size: undefined,
    async read(position, into) {
      if (position < start) throw new RangeError(`bytes before ${start} of ${name} are gone`);
      if (position > start) {
        if (position > start + kept.length) await fill(position);
        const skipped = Math.min(position - start, kept.length);
        kept = kept.slice(skipped);
        start += skipped;
        if (start < position) return 0;
      }
      await fill(position + into.length);
      const part = kept.subarray(0, into.length);
      into.set(part);
      return part.length;
    },
    async close() {
      stream.destroy();
    },
  };
}
