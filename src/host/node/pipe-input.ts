import { createReadStream } from 'node:fs';
import { PassThrough, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Input, OpenInput } from '../../scan/index.ts';
import { streamSource } from './stream-source.ts';

/** Standard input as an input; gzip is found by content. */
export function stdinInput(): Input {
  return pipeInput('-', 'standard input', () => process.stdin);
}

/** A named pipe, a device, or what a shell makes of `<(…)`: read once from start to end, as standard input is. */
export function namedPipeInput(path: string): Input {
  return pipeInput(path, path, () => createReadStream(path));
}

function pipeInput(name: string, words: string, start: () => Readable): Input {
  return {
    name,
    size: undefined,
    found: 'stdin',
    rereadable: false,
    async open() {
      const source = streamSource(name, start(), `cannot read ${words}`);
      const magic = new Uint8Array(2);
      const length = await source.read(0, magic);
      if (length < 2 || magic[0] !== 0x1f || magic[1] !== 0x8b) return source;
      const packed = new PassThrough();
      pump(source, packed).catch((error: Error) => packed.destroy(error));
      return streamSource(name, packed.pipe(createGunzip()), `cannot unpack ${words}`);
    },
  };
}

async function pump(source: OpenInput, to: PassThrough): Promise<void> {
  let position = 0;
  for (;;) {
    const block = new Uint8Array(65_536);
    const length = await source.read(position, block);
    if (length === 0) break;
    position += length;
    if (!to.write(block.subarray(0, length))) await new Promise((resolve) => to.once('drain', resolve));
  }
  to.end();
}
