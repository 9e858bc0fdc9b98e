import { createReadStream, readSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { type Input, InputError, type OpenInput } from '../../scan/index.ts';
import { reasonOf } from './reason.ts';
import { streamSource } from './stream-source.ts';

const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** A file as an input; gzip is found by content and read through. */
export async function fileInput(path: string, found: Input['found']): Promise<Input> {
  const target = await stat(path).catch(() => undefined);
  return { name: path, size: target?.size, found, rereadable: true, open: () => openFile(path) };
}

/** Opens a file; gzip is read through. Throws an InputError if it cannot be read. */
export async function openFile(path: string): Promise<OpenInput> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, 'r');
  } catch (error) {
    throw new InputError(`cannot read ${path}: ${reasonOf(error)}`);
  }
  const { size } = await file.stat();
  const magic = new Uint8Array(2);
  await file.read(magic, 0, 2, 0);
  if (magic[0] === GZIP_MAGIC[0] && magic[1] === GZIP_MAGIC[1]) {
    await file.close();
    return streamSource(path, createReadStream(path).pipe(createGunzip()), `cannot unpack ${path}`);
  }
  return {
    name: path,
    size,
    // A promise per block costs more than the block: regular files do not make anybody wait.
    read(position, into) {
      let length = 0;
      try {
        while (length < into.length) {
          const count = readSync(file.fd, into, length, into.length - length, position + length);
          if (count === 0) break;
          length += count;
        }
      } catch (error) {
        throw new InputError(`cannot read ${path}: ${reasonOf(error)}`);
      }
      return length;
    },
    close: () => file.close(),
  };
}
