import type { EventTime } from '../../event/index.ts';

/**
 * A row's place in the order at hand, compared number by number, smaller first.
 * Messages: newest first, then file, then last in the file first, then match of a `multi` parse.
 */
export type OrderKey = readonly number[];

/** The implicit order of messages; events without a time come last. */
export function messageOrder(time: EventTime | undefined, file: number, position: number): OrderKey {
  return time ? [-time.ms, -time.ticks, file, -position] : [Number.POSITIVE_INFINITY, 0, file, -position];
}

/** Negative if `a` comes before `b`. */
export function compareOrder(a: OrderKey, b: OrderKey): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a[i] ?? -1;
    const right = b[i] ?? -1;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
