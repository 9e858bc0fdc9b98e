import { writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { endPipes, reasonOf, threadPool } from '../host/node/index.ts';
import { EngineFlags } from './engine-flags.ts';
import { type CliIo, DEFAULT_COLUMNS, type TextStream } from './io.ts';
import { keepTemplates, recallTemplates } from './kept-templates.ts';
import { removeUnfinished, whenSettled } from './output/result-writer.ts';
import { runCli } from './run.ts';
import { EXIT } from './usage-error.ts';
import { MAKER, userCache } from './user-cache.ts';

let interrupted = false;
/** True once nobody reads the result, or its place takes no more. */
let closed = false;
/** Why the place of the result takes no more. */
let failure: Error | undefined;
let ended = false;

/** Writes all of some bytes to a file; the stream that Node has for one leaves out what a disk that fills up did not take. */
function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** Units of a text that are encoded in place: the results of a scan come in pieces of about half of it. */
const ENCODED_IN_PLACE = 65_536;
let room: Uint8Array | undefined;
const encoder = new TextEncoder();

/** A text in UTF-8, valid until the next one. */
function encoded(text: string): Uint8Array {
  if (text.length > ENCODED_IN_PLACE) return Buffer.from(text);
  // A unit of UTF-16 takes three bytes at most.
  room ??= new Uint8Array(3 * ENCODED_IN_PLACE);
  return room.subarray(0, encoder.encodeInto(text, room).written);
}

/** Pipes and terminals are sockets, which count what they wrote. */
function isFileStream(stream: object): boolean {
  return !('bytesWritten' in stream);
}

function streamOf(
  stream: NodeJS.WriteStream & { readonly fd: number },
  whenBroken?: (error: NodeJS.ErrnoException) => void,
): TextStream {
  const isFile = isFileStream(stream);
  let broken = false;
  const fail = (error: NodeJS.ErrnoException): void => {
    broken = true;
    whenBroken?.(error);
  };
  stream.on('error', fail);
  const write = (bytes: Uint8Array): void => {
    if (broken || closed) return;
    if (!isFile) {
      stream.write(bytes);
      return;
    }
    try {
      writeWhole(stream.fd, bytes);
    } catch (error) {
      fail(error as NodeJS.ErrnoException);
    }
  };
  return {
    write: (text) => write(isFile ? encoded(text) : Buffer.from(text)),
    writeBytes: (bytes) => write(isFile ? bytes : Buffer.from(bytes)),
    drained: () =>
      new Promise((resolve) => {
        if (broken || !stream.writableNeedDrain) resolve();
        else whenSettled(stream, ['drain', 'close', 'error'], resolve);
      }),
    get isTerminal() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.isTTY ? stream.columns || DEFAULT_COLUMNS : DEFAULT_COLUMNS;
    },
  };
}

function leave(): never {
  removeUnfinished();
  if (!ended) writeSync(process.stderr.fd, 'spoor: interrupted\n');
  process.exit(EXIT.interrupted);
}

const STUCK_AFTER = 350;

/** Ends the process if what it wrote stays where it is, as behind a pager that waits for a key: Ctrl-C ends within a second. */
function leaveWhenStuck(): void {
  let before = '';
  setInterval(() => {
    const { writableLength, bytesWritten } = process.stdout;
    const state = `${bytesWritten} ${writableLength}`;
    if (writableLength > 0 && state === before) leave();
    before = state;
  }, STUCK_AFTER).unref();
}

process.on('SIGINT', () => {
  if (interrupted) leave();
  interrupted = true;
  endPipes();
  leaveWhenStuck();
});

/** Where rules are kept. */
function ruleCache(): CliIo['ruleCache'] {
  const [bytes, queries, kinds] = [userCache('rules'), userCache('queries'), userCache('kinds')];
  return bytes && queries && kinds && { bytes, queries, kinds, maker: MAKER };
}

const rules = ruleCache();
const flags = new EngineFlags();

recallTemplates();
// A run that never ends its promise would otherwise end as if all were well.
process.exitCode = EXIT.fault;
void runCli(process.argv.slice(2), {
  stdout: streamOf(process.stdout, (error) => {
    closed = true;
    if (error.code !== 'EPIPE') failure = error;
  }),
  stderr: streamOf(process.stderr),
  environment: process.env,
  workingFolder: process.cwd(),
  clock: Date.now,
  isInterrupted: () => interrupted,
  isClosed: () => closed,
  ...(rules && { ruleCache: rules }),
  tendHeap: () => flags.tend(),
  collectGarbage: () => flags.collect(),
  cores: availableParallelism(),
  threadPool: (count, isWanted) => threadPool(count, new URL('./worker.js', import.meta.url), isWanted),
}).then((code) => {
  ended = true;
  process.exitCode = code;
  keepTemplates();
  // The last write may fail just now.
  setImmediate(() => {
    if (!failure || interrupted) return;
    process.stderr.write(`spoor: cannot write standard output: ${reasonOf(failure)}\n`);
    process.exitCode = EXIT.usage;
  });
});
