/** One end of a line to another thread, of which the host knows how it works; messages are plain data. */
export interface Port {
  /** Sends a message; the buffers go over and are not there afterwards. */
  send(message: unknown, buffers?: readonly ArrayBuffer[]): void;
  /** Sets who gets the messages from now on, in order; `fail` hears that the thread is gone. */
  listen(take: (message: unknown) => void, fail?: (error: Error) => void): void;
}

/** Two ends of a line within this thread; between a message and its taking others get their turn, by `rest`. */
export function portPair(rest: () => Promise<void>): readonly [Port, Port] {
  const takers: ((message: unknown) => void)[] = [];
  const end = (own: number, other: number): Port => ({
    send: (message) => void rest().then(() => takers[other]?.(message)),
    listen(take) {
      takers[own] = take;
    },
  });
  return [end(0, 1), end(1, 0)];
}
