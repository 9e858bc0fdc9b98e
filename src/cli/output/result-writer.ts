import { randomBytes } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { createWriteStream, rmSync, type WriteStream } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from '../../host/node/index.ts';
import type { CliIo } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** Takes the result of a command: standard output, or a file that appears whole or not at all. */
export interface ResultWriter {
  write(text: string): void;
  /** Writes bytes of UTF-8, which are valid during the call. */
  writeBytes(bytes: Uint8Array): void;
  drained(): Promise<void>;
  /** Puts the file in its place, unless the run was interrupted. Throws a UsageError if that fails. */
  commit(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** Temporary files that are neither in their place nor gone. */
const unfinished = new Set<string>();

/** Removes what a run that ended otherwise than it meant to has left beside its result. */
export function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { force: true });
  unfinished.clear();
}

/** Where the bytes of a result go first, and what a link that is named leads to. */
async function placesOf(file: string): Promise<{ readonly written: string; readonly final: string }> {
  const there = await stat(file).catch(() => undefined);
  if (there?.isDirectory()) throw new UsageError(`cannot write ${file}: it is a folder`);
  // A device or a pipe takes the bytes itself: a file put in its place would destroy it.
  if (there && !there.isFile()) return { written: file, final: file };
  const final = there ? await realpath(file) : file;
  return { written: join(dirname(final), `.${basename(final)}.${randomBytes(4).toString('hex')}.tmp`), final };
}

/** Opens the place where the result goes. Throws a UsageError for a file that cannot be written. */
export async function openResult(io: CliIo, file: string | undefined): Promise<ResultWriter> {
  if (file === undefined) {
    return {
      write: (text) => io.stdout.write(text),
      writeBytes: (bytes) => io.stdout.writeBytes(bytes),
      drained: () => io.stdout.drained(),
      commit: async () => {},
      discard: async () => {},
    };
  }
  const { written, final } = await placesOf(file);
  const isTemporary = written !== final;
  const stream = createWriteStream(written, { flags: isTemporary ? 'wx' : 'w' });

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
  if (isTemporary) unfinished.add(written);
  const remove = async (): Promise<void> => {
    if (isTemporary) await rm(written, { force: true });
    unfinished.delete(written);
  };
  const discard = async (): Promise<void> => {
    stream.destroy();
    await remove();
  };
  return {
    write(text) {
      check();
      stream.write(text);
    },
    writeBytes(bytes) {
      check();
      stream.write(Buffer.from(bytes));
    },
    async drained() {
      if (stream.writableNeedDrain && !failure) await settled(stream, 'drain');
      check();
    },
    async commit() {
      if (io.isInterrupted()) return discard();
      stream.end();
      if (!failure) await settled(stream, 'close');
      if (!failure && isTemporary) await rename(written, final).catch((error: Error) => (failure = error));
      if (failure) await remove();
      unfinished.delete(written);
      check();
    },
    discard,
  };
}

/** Units of text that are written at once. */
const TOGETHER = 32_768;

/** The same result, its texts written many at a time, since each write is a call of the system; at the latest when it is waited for. */
export function inBatches(out: ResultWriter): ResultWriter {
  let texts = '';
  const flush = (): void => {
    if (texts === '') return;
    out.write(texts);
    texts = '';
  };
  return {
    write(text) {
      texts += text;
      if (texts.length >= TOGETHER) flush();
    },
    writeBytes(bytes) {
      flush();
      out.writeBytes(bytes);
    },
    drained() {
      flush();
      return out.drained();
    },
    commit() {
      flush();
      return out.commit();
    },
    discard() {
      // Standard output has no place from which it could be taken back: an interrupted run shows what it has.
      flush();
      return out.discard();
    },
  };
}

function settled(stream: WriteStream, event: 'drain' | 'close'): Promise<void> {
  return new Promise((resolve) => whenSettled(stream, [event, 'error'], resolve));
}

/** Calls `then` at the first of some events and listens to none of them afterwards. */
export function whenSettled(stream: EventEmitter, events: readonly string[], then: () => void): void {
  const settle = (): void => {
    for (const event of events) stream.off(event, settle);
    then();
  };
  for (const event of events) stream.on(event, settle);
}
