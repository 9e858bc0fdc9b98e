import { createReadStream, fstatSync, open } from 'node:fs';
import { Socket } from 'node:net';
import { PassThrough, type Readable } from 'node:stream';
import { isMainThread } from 'node:worker_threads';
import { createGunzip } from 'node:zlib';
import { type Input, InputError, type OpenInput } from '../../scan/index.ts';
import { addPipe } from './live-pipes.ts';
import { reasonOf } from './reason.ts';
import { streamSource } from './stream-source.ts';

/** Standard input as an input; gzip is found by content. */
export function stdinInput(): Input {
  return pipeInput('-', 'standard input', async () => process.stdin);
}

/** A named pipe, a device, or what a shell makes of `<(…)`: read once from start to end, as standard input is. */
export function namedPipeInput(path: string): Input {
  return pipeInput(path, path, () => openPipe(path));
}

/** A pipe is read as a socket is: a read of a file that waits for a silent writer could not be given up, nor the process end. */
async function openPipe(path: string): Promise<Readable> {
  const fd = await new Promise<number>((resolve, reject) => {
    open(path, 'r', (error, opened) =>
      error ? reject(new InputError(`cannot read ${path}: ${reasonOf(error)}`)) : resolve(opened),
    );
  });
  // A worker keeps count of what it opened and would close it once more.
  const isPipe = isMainThread && process.platform !== 'win32' && fstatSync(fd).isFIFO();
  return isPipe ? new Socket({ fd, readable: true, writable: false }) : createReadStream(path, { fd });
}

function pipeInput(name: string, words: string, start: () => Promise<Readable>): Input {
  return {
    name,
    size: undefined,
    found: 'stdin',
    rereadable: false,
    async open() {
      const stream = await start();
      addPipe(stream);
      const source = streamSource(name, stream, `cannot read ${words}`);
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
