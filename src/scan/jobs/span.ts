import type { Job, Shard } from '../threads/job.ts';

/** Milliseconds of the oldest and the newest event; undefined if none has a time. */
export type TimeSpan = { readonly oldest: number; readonly newest: number } | undefined;

/** The search for the first and last time at work. */
export interface SpanShard extends Shard<TimeSpan> {
  readonly span: TimeSpan;
}

/** Finds the time of the oldest and of the newest event. */
export const spanJob: Job<undefined, never, SpanShard> = {
  name: 'span',
  start() {
    let oldest = Number.POSITIVE_INFINITY;
    let newest = Number.NEGATIVE_INFINITY;
    const spanOf = (): TimeSpan => (oldest <= newest ? { oldest, newest } : undefined);
    return {
      get span() {
        return spanOf();
      },
      event({ time }) {
        if (time) {
          oldest = Math.min(oldest, time.ms);
          newest = Math.max(newest, time.ms);
        }
        return true;
      },
      save: () => [spanOf()],
      merge(piece) {
        if (!piece) return;
        oldest = Math.min(oldest, piece.oldest);
        newest = Math.max(newest, piece.newest);
      },
    };
  },
};
