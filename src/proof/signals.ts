import type { ExpectedSignal } from '../detection/index.ts';
import type { Event } from '../event/index.ts';
import type { AlertEvent, EventCounts, TelemetryNeed } from '../scan/index.ts';
import type { EventTest } from './event-test.ts';

/** What the data say of an expected signal. */
export type SignalState = 'seen' | 'absent' | 'not-recorded' | 'contradicted';

/** An expected signal with what was found. */
export interface SignalResult {
  readonly signal: string;
  readonly state: SignalState;
  /** Whether the detection reads this channel and event id at all. */
  readonly queried: boolean;
  readonly events: readonly AlertEvent[];
  readonly text: string;
  readonly reason?: string;
}

/** Events that are named of each signal. */
const NAMED = 20;

/** An event by its place. */
export function placeOf(event: Event): AlertEvent {
  const { origin, header } = event;
  return {
    file: origin.file,
    ...(origin.record !== undefined && { record: origin.record }),
    ...(header.channel !== undefined && { channel: header.channel }),
    ...(header.eventId !== undefined && { eventId: header.eventId }),
  };
}

function isRead(signal: ExpectedSignal, reads: readonly TelemetryNeed[]): boolean {
  return reads.some(
    ({ channel, eventIds }) =>
      channel.toLowerCase() === signal.channel.toLowerCase() &&
      (eventIds.length === 0 || eventIds.includes(signal.event_id)),
  );
}

/** Watches the events of one vantage for one signal. */
export class SignalWatch {
  readonly #signal: ExpectedSignal;
  readonly #matches: EventTest;
  readonly #contradicts: EventTest | undefined;
  readonly #seen: AlertEvent[] = [];
  readonly #against: AlertEvent[] = [];

  constructor(signal: ExpectedSignal, compile: (condition: string) => EventTest) {
    this.#signal = signal;
    this.#matches = compile(signal.match);
    this.#contradicts = signal.contradicted_by && compile(signal.contradicted_by.match);
  }

  look(event: Event): void {
    if (this.#seen.length < NAMED && this.#matches(event)) this.#seen.push(placeOf(event));
    if (this.#against.length < NAMED && this.#contradicts?.(event)) this.#against.push(placeOf(event));
  }

  /** A signal that was seen is seen, whatever else the data show. */
  result(counts: EventCounts, reads: readonly TelemetryNeed[]): SignalResult {
    const { id, text, channel, contradicted_by: contradiction } = this.#signal;
    const base = { signal: id, queried: isRead(this.#signal, reads), text };
    const build = (state: SignalState, events: readonly AlertEvent[], reason?: string): SignalResult => ({
      signal: base.signal,
      state,
      queried: base.queried,
      events,
      text: base.text,
      ...(reason !== undefined && { reason }),
    });
    if (this.#seen.length > 0) return build('seen', this.#seen);
    if (this.#against.length > 0) return build('contradicted', this.#against, contradiction?.reason);
    if (counts.eventsOf(channel) === 0) return build('not-recorded', [], `no event of ${channel} was recorded`);
    return build('absent', []);
  }
}
