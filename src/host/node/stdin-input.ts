import { PassThrough } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Input } from '../../scan/index.ts';
import { streamSource } from './stream-source.ts';

/** Standard input as an input; gzip is found by content. */
export function stdinInput(): Input {
  return {
    name: '-',
    size: undefined,
    found: 'stdin',
    rereadable: false,
    async open() {
      const source = streamSource('-', process.stdin, 'cannot read standard input');
      const magic = new Uint8Array(2);
      const length = await source.read(0, magic);
      if (length < 2 || magic[0] !== 0x1f || magic[1] !== 0x8b) return source;
      const packed = new PassThrough();
      void pump(source.read, packed);
      return streamSource('-', packed.pipe(createGunzip()), 'cannot unpack standard input');
    },
  };
}

async function pump(
  read: (position: number, into: Uint8Array) => number | Promise<number>,
  to: PassThrough,
): Promise<void> {
  let position = 0;
  for (;;) {
    const block = new Uint8Array(65_536);
    const length = await read(position, block);
    if (length === 0) break;
    position += length;
    if (!to.write(block.subarray(0, length))) await new Promise((resolve) => to.once('drain', resolve));
  }
  to.end();
}
