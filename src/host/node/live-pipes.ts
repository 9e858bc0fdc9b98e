import type { Readable } from 'node:stream';

/** Streams that are being read. */
const live = new Set<Readable>();
let isOver = false;

/** Notes that a pipe is being read, until it is closed. */
export function addPipe(stream: Readable): void {
  live.add(stream);
  stream.once('close', () => live.delete(stream));
  if (isOver) endHere(stream);
}

/** Makes pipes end here, as if their writers had closed them: what waits for more goes on. For the end of the process only. */
export function endPipes(): void {
  isOver = true;
  for (const stream of live) endHere(stream);
}

function endHere(stream: Readable): void {
  live.delete(stream);
  if (!stream.readableEnded) stream.push(null);
}
