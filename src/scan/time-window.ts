import type { Event } from '../event/index.ts';

/** A half-open range of milliseconds; an open end is undefined. */
export interface TimeWindow {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** True if an event lies in the window; one without a time lies in an unlimited window only. */
export function isWithin(event: Event, window: TimeWindow): boolean {
  if (window.from === undefined && window.to === undefined) return true;
  if (!event.time) return false;
  const { ms } = event.time;
  return (window.from === undefined || ms >= window.from) && (window.to === undefined || ms < window.to);
}
