/** One end of a line to another thread, of which the host knows how it works; messages are plain data. */
export interface Port {
  /** Sends a message; the buffers go over and are not there afterwards. */
  send(message: unknown, buffers?: readonly ArrayBuffer[]): void;
  /** Sets who gets the messages from now on, in order; `fail` hears that the thread is gone. */
  listen(take: (message: unknown) => void, fail?: (error: Error) => void): void;
}
