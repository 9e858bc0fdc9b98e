import { fstatSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isatty } from 'node:tty';
import { startThreads } from '../host/node/index.ts';
import { DEFAULT_COLUMNS, type TextStream } from './io.ts';
import { removeUnfinished, whenSettled } from './output/result-writer.ts';
import { runCli } from './run.ts';
import { EXIT } from './usage-error.ts';

let interrupted = false;
let closed = false;

/** True for a file or a device: Node writes to them before `write` returns. */
function isFileOrDevice(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    return stat.isFile() || (stat.isCharacterDevice() && !isatty(fd));
  } catch {
    return false;
  }
}

function streamOf(stream: NodeJS.WriteStream & { readonly fd: number }): TextStream {
  const isWrittenAtOnce = isFileOrDevice(stream.fd);
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed = true;
  });
  return {
    write: (text) => {
      if (!closed) stream.write(text);
    },
    writeBytes: (bytes) => {
      if (!closed) stream.write(isWrittenAtOnce ? bytes : Buffer.from(bytes));
    },
    drained: () =>
      new Promise((resolve) => {
        if (closed || !stream.writableNeedDrain) resolve();
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

process.on('SIGINT', () => {
  if (interrupted) {
    removeUnfinished();
    process.exit(130);
  }
  interrupted = true;
});

// A run that never ends its promise would otherwise end as if all were well.
process.exitCode = EXIT.fault;
void runCli(process.argv.slice(2), {
  stdout: streamOf(process.stdout),
  stderr: streamOf(process.stderr),
  environment: process.env,
  workingFolder: process.cwd(),
  clock: Date.now,
  isInterrupted: () => interrupted,
  isClosed: () => closed,
  cores: availableParallelism(),
  startThreads: (count) => startThreads(count, new URL('./worker.js', import.meta.url)),
}).then((code) => {
  process.exitCode = code;
});
