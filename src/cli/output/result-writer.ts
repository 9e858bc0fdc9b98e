import { randomBytes } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from '../../host/node/index.ts';
import type { CliIo } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** Takes the result of a command: standard output, or a file that appears whole or not at all. */
export interface ResultWriter {
  write(text: string): void;
  drained(): Promise<void>;
  /** Puts the file in its place. Throws a UsageError if that fails. */
  commit(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** Opens the place where the result goes. Throws a UsageError for a file that cannot be written. */
export async function openResult(io: CliIo, file: string | undefined): Promise<ResultWriter> {
  if (file === undefined) {
    return {
      write: (text) => io.stdout.write(text),
      drained: () => io.stdout.drained(),
      commit: async () => {},
      discard: async () => {},
    };
  }
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(4).toString('hex')}.tmp`);
  const stream = createWriteStream(temporary, { flags: 'wx' });
  let failure: Error | undefined;
  stream.on('error', (error) => {
    failure = error;
  });
  await new Promise((resolve) => {
    stream.once('open', resolve);
    stream.once('error', resolve);
  });
  const check = (): void => {
    if (failure) throw new UsageError(`cannot write ${file}: ${reasonOf(failure)}`);
  };
  check();
  return {
    write(text) {
      check();
      stream.write(text);
    },
    async drained() {
      if (stream.writableNeedDrain && !failure) await settled(stream, 'drain');
      check();
    },
    async commit() {
      stream.end();
      if (!failure) await settled(stream, 'close');
      if (!failure) await rename(temporary, file).catch((error: Error) => (failure = error));
      if (failure) await rm(temporary, { force: true });
      check();
    },
    async discard() {
      stream.destroy();
      await rm(temporary, { force: true });
    },
  };
}

function settled(stream: WriteStream, event: 'drain' | 'close'): Promise<void> {
  return new Promise((resolve) => {
    stream.once(event, () => resolve());
    stream.once('error', () => resolve());
  });
}
