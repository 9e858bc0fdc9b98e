import { MessageChannel } from 'node:worker_threads';
import { portOf } from '../../src/host/node/threads.ts';
import { type OpenPart, serveParts, type ThreadPool } from '../../src/scan/index.ts';

/** Stand-ins for threads, this one counted, at work in this one: what passes between them is copied as between real ones. */
export function channelThreads(count: number, open: OpenPart): { readonly threads: ThreadPool; close(): void } {
  const channels = Array.from({ length: count - 1 }, () => new MessageChannel());
  const ports = channels.map(({ port1 }) => portOf(port1));
  for (const { port2 } of channels) serveParts(portOf(port2), open);
  return {
    threads: {
      start: () => ports,
      isWanted: true,
      open,
      rest: () => new Promise((resolve) => setImmediate(resolve)),
    },
    close() {
      for (const { port1 } of channels) port1.close();
    },
  };
}
