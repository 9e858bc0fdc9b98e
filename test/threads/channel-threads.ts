import { MessageChannel } from 'node:worker_threads';
import { portOf } from '../../src/host/node/threads.ts';
import { type OpenPart, type Port, serveParts } from '../../src/scan/index.ts';

/** Stand-ins for threads, at work in this one: what passes between them is copied as between real ones. */
export function channelThreads(count: number, open: OpenPart): { readonly threads: readonly Port[]; close(): void } {
  const channels = Array.from({ length: count }, () => new MessageChannel());
  for (const { port2 } of channels) serveParts(portOf(port2), open);
  return {
    threads: channels.map(({ port1 }) => portOf(port1)),
    close() {
      for (const { port1 } of channels) port1.close();
    },
  };
}
