import { type MessagePort, parentPort, Worker } from 'node:worker_threads';
import { InvariantError } from '../../diagnostic/index.ts';
import { type Port, serveParts, type ThreadPool } from '../../scan/index.ts';
import { openFile } from './file-input.ts';

/** Megabytes of a thread's heap for what is young: the default grows with the run, and much of it is kept too long. */
const YOUNG_GENERATION = 12;

function isOutOfMemory(error: Error & { code?: string }): boolean {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/** The end of a line to another thread, or to another end in this one. */
export function portOf(end: Worker | MessagePort): Port {
  let gone: Error | undefined;
  let tell: (error: Error) => void = () => undefined;
  const fail = (error: Error): void => {
    gone ??= isOutOfMemory(error) ? new InvariantError('a thread ran out of memory; --threads 1 needs less') : error;
    tell(gone);
  };
  end.on('error', fail).on('messageerror', fail);
  if (end instanceof Worker) end.on('exit', (code) => fail(new InvariantError(`a thread ended with ${code}`)));
  return {
    send: (message, buffers = []) => end.postMessage(message, buffers),
    listen(take, whenGone) {
      end.removeAllListeners('message').on('message', take);
      if (whenGone) tell = whenGone;
      if (gone) tell(gone);
      // Listening alone would keep the process alive.
      if (end instanceof Worker) end.unref();
    },
  };
}

/**
 * Threads that run a script in which `serveThread` is called, as many as make `count` together with this one; they end with the
 * process, which does not wait for them. Without `isWanted` they are started where there is much to do only.
 */
export function threadPool(count: number, script: URL, isWanted: boolean): ThreadPool {
  const startAll = (): readonly Port[] =>
    Array.from({ length: count - 1 }, () => {
      const worker = new Worker(script, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION } });
      worker.unref();
      return portOf(worker);
    });
  let ports: readonly Port[] | undefined;
  return {
    start() {
      ports ??= startAll();
      return ports;
    },
    isWanted,
    open: openFile,
    rest: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

/** Makes this thread one of those of a `threadPool`. */
export function serveThread(): void {
  if (parentPort) serveParts(portOf(parentPort), openFile);
}
