import type { ByteRange, ByteSource } from '../format.ts';
import { NEWLINE } from './bytes.ts';

const BLOCK = 65_536;

/** Where the first line starts that starts at an offset or behind it; at most where the input ends. */
async function lineStart(source: ByteSource, offset: number): Promise<number> {
  const block = new Uint8Array(BLOCK);
  for (let position = offset - 1; ; position += block.length) {
    const size = await source.read(position, block);
    const at = block.subarray(0, size).indexOf(NEWLINE);
    if (at >= 0) return position + at + 1;
    if (size < block.length) return position + size;
  }
}

/** Parts of whole lines of an input in UTF-8, about `size` bytes each or as long as one line. */
export async function* lineRanges(source: ByteSource, total: number, size: number): AsyncIterable<ByteRange> {
  for (let from = 0; ; ) {
    const to = from + size < total ? await lineStart(source, from + size) : total;
    if (to >= total) {
      yield { from, to: Number.POSITIVE_INFINITY };
      return;
    }
    yield { from, to };
    from = to;
  }
}
