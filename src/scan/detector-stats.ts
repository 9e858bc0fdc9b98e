import type { RunnableDetection } from './alert.ts';
import type { EventCounts } from './event-counts.ts';
import { Dispatch } from './jobs/dispatch.ts';

/** How detections meet the events of one kind. */
export interface DetectorStats {
  readonly channel: string;
  readonly eventId: number | undefined;
  readonly events: number;
  /** Detections that such an event may matter to, and of these such as no text or number tells beforehand: they are asked of every event. */
  readonly detections: number;
  readonly always: number;
  /** What is looked for in values. */
  readonly tests: number;
}

/** How detections met the kinds of events that were read, those with the most to do first. */
export function detectorStats(detections: readonly RunnableDetection[], counts: EventCounts): DetectorStats[] {
  const dispatch = new Dispatch(detections);
  return counts
    .list()
    .map(({ channel, eventId, events }): DetectorStats => {
      const header = { channel: channel === '' ? undefined : channel, eventId };
      return { channel, eventId, events, ...dispatch.of(header).stats() };
    })
    .sort((a, b) => b.events * b.detections - a.events * a.detections);
}
