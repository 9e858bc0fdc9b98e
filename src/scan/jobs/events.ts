import { type EvaluationContext, holds } from '../../engines/js/evaluate.ts';
import { builtinOf, messageRow } from '../../engines/js/row.ts';
import { type Event, type EventMetadata, foldName, type Raw } from '../../event/index.ts';
import type { Expr } from '../../ir/index.ts';
import { formatIsoTime } from '../../value/index.ts';
import { canonicalLine } from '../canonical.ts';
import { asksForLineNumbers } from '../line-numbers.ts';
import { metadataReader, type SourceCategoryRule } from '../source-categories.ts';
import type { Job, Shard } from '../threads/job.ts';
import { isWithin, type TimeWindow } from '../time-window.ts';

/** Which events are written, and in which form. */
export interface EventsSpec {
  readonly where: Expr | undefined;
  readonly fields: readonly string[] | undefined;
  readonly shape: 'canonical' | 'original';
  readonly window: TimeWindow;
  readonly now: number;
  readonly timeZone: string;
  readonly categories: readonly SourceCategoryRule[];
}

/** Numbers of a run of the job. */
export interface EventsCounted {
  readonly written: number;
  readonly withoutTime: number;
}

/** Writing events at work. */
export interface EventsShard extends Shard<EventsCounted> {
  readonly counted: EventsCounted;
}

const BUILTIN_TIMES = new Set(['_messagetime', '_receipttime']);

/** Fields by name, built-in ones included. */
function chosenFields(
  event: Event,
  names: readonly string[],
  metadata: (event: Event) => EventMetadata,
): Record<string, Raw> {
  const read = (name: string): Raw => {
    const value = builtinOf(foldName(name), event, metadata) ?? event.get(name);
    return typeof value === 'number' && BUILTIN_TIMES.has(foldName(name)) ? formatIsoTime(value) : value;
  };
  return Object.fromEntries(names.map((name) => [name, read(name)]).filter(([, value]) => value !== undefined));
}

/** The text of an event, as `EventsSpec` wants it. */
function writerOf({ shape, fields }: EventsSpec, metadata: (event: Event) => EventMetadata): (event: Event) => string {
  if (shape === 'original') return (event) => event.original();
  if (fields) return (event) => JSON.stringify(chosenFields(event, fields, metadata));
  return canonicalLine;
}

/** Writes events as lines, in the order of the records. */
export const eventsJob: Job<EventsSpec, string | Uint8Array, EventsShard> = {
  name: 'events',
  start(spec, give) {
    const { where, window, now, timeZone } = spec;
    const metadata = metadataReader(spec.categories);
    const context: EvaluationContext = {
      ...{ now, timeZone, metadata, fieldsAs: 'text', params: new Map() },
      warn: () => undefined,
    };
    const write = writerOf(spec, metadata);
    const isPlain =
      spec.shape === 'canonical' && !where && !spec.fields && window.from === undefined && window.to === undefined;
    let written = 0;
    let withoutTime = 0;
    return {
      get counted() {
        return { written, withoutTime };
      },
      ...(isPlain && { lines: give }),
      needsLineNumbers: asksForLineNumbers([where, spec.fields]),
      event(event) {
        if (!event.time) withoutTime++;
        if (!isWithin(event, window) || (where && !holds(where, messageRow(event, 0, 0), context))) return true;
        written++;
        give(`${write(event)}\n`);
        return true;
      },
      save: () => [{ written, withoutTime }],
      merge(piece) {
        written += piece.written;
        withoutTime += piece.withoutTime;
      },
    };
  },
};
