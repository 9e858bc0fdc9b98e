import { readSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Input, InputError, type OpenInput } from '../../scan/index.ts';
import { FileExtent } from './file-extent.ts';
import { reasonOf } from './reason.ts';
import { streamSource } from './stream-source.ts';

const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** A file as an input; gzip is found by content and read through. */
export async function fileInput(path: string, found: Input['found']): Promise<Input> {
  const target = await stat(path).catch(() => undefined);
  return { name: path, size: target?.size, found, rereadable: true, open: () => openFile(path, target?.size) };
}

/** Opens a file of a size that it had when it was listed; gzip is read through. Throws an InputError if it cannot be read. */
export async function openFile(path: string, listed: number | undefined): Promise<OpenInput> {
  const failed = (error: unknown): InputError => new InputError(`cannot read ${path}: ${reasonOf(error)}`);
  const file = await open(path, 'r').catch((error: unknown) => {
    throw failed(error);
  });
  let size = Number.POSITIVE_INFINITY;
  const magic = new Uint8Array(2);
  try {
    const now = (await file.stat()).size;
    // Files that the system makes up have no size, and something in them all the same.
    if (listed !== 0 || now > 0) size = listed ?? now;
    await file.read(magic, 0, 2, 0);
  } catch (error) {
    await file.close();
    throw failed(error);
  }
  if (size > 0 && magic[0] === GZIP_MAGIC[0] && magic[1] === GZIP_MAGIC[1]) {
    const packed = file.createReadStream({ start: 0, ...(Number.isFinite(size) && { end: size - 1 }) });
    const unpacked = createGunzip();
    pipeline(packed, unpacked, () => undefined);
    return streamSource(path, unpacked, `cannot unpack ${path}`);
  }
  const extent = new FileExtent(file.fd, size, magic);
  return {
    name: path,
    size: Number.isFinite(size) ? size : undefined,
    // A promise per block costs more than the block: regular files do not make anybody wait.
    read(position, into) {
      let length = 0;
      try {
        const end = extent.within(position + into.length) - position;
        while (length < end) {
          const count = readSync(file.fd, into, length, end - length, position + length);
          if (count === 0) break;
          length += count;
        }
        if (length < end) extent.endsAt(position + length);
      } catch (error) {
        throw failed(error);
      }
      return length;
    },
    loss: () => extent.loss(path),
    close: () => file.close(),
  };
}
