import type { EventTime } from '../event/index.ts';
import type { Alert } from './alert.ts';

/** An alert with its place in the order: oldest first, alerts without a time last, ties as they were found. */
export interface OrderedAlert {
  readonly alert: Alert;
  readonly ms: number;
  readonly ticks: number;
  readonly sequence: number;
}

/** A place outside memory for sorted runs of alerts; the host gives it. */
export interface SpillStore {
  /** Writes one run of lines. */
  write(lines: Iterable<string>): Promise<SpillRun>;
}

/** A run that was written; `lines` reads it back once. */
export interface SpillRun {
  lines(): AsyncIterable<string>;
  remove(): Promise<void>;
}

/** Alerts kept in memory before they are spilled. */
export const ALERTS_IN_MEMORY = 100_000;

/** Alerts that are given out together. */
const BATCH = 64;

/** The place of an alert by the time of its newest event. */
export function orderAlert(alert: Alert, time: EventTime | undefined, sequence: number): OrderedAlert {
  return { alert, ms: time?.ms ?? Number.POSITIVE_INFINITY, ticks: time?.ticks ?? 0, sequence };
}

function compare(a: OrderedAlert, b: OrderedAlert): number {
  if (a.ms !== b.ms) return a.ms < b.ms ? -1 : 1;
  return a.ticks - b.ticks || a.sequence - b.sequence;
}

/** Sorts any number of alerts in bounded memory: runs of them go to the store and are merged at the end. */
export class AlertSorter {
  readonly #store: SpillStore | undefined;
  readonly #limit: number;
  #buffer: OrderedAlert[] = [];
  readonly #runs: SpillRun[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(store: SpillStore | undefined, limit = ALERTS_IN_MEMORY) {
    this.#store = store;
    this.#limit = limit;
  }

  add(alert: OrderedAlert): void {
    this.#buffer.push(alert);
    if (this.#store && this.#buffer.length >= this.#limit) this.#spill(this.#store);
  }

  /** Resolves when what was spilled so far is written; readers await it so that runs do not pile up in memory. */
  settled(): Promise<void> {
    return this.#writing;
  }

  /** All alerts in order; can be asked once. */
  async *sorted(): AsyncIterable<Alert> {
    for await (const batch of this.batches()) yield* batch;
  }

  /** The same some at a time, which takes less time than one by one. */
  async *batches(): AsyncIterable<readonly Alert[]> {
    await this.#writing;
    const last = this.#buffer.sort(compare);
    this.#buffer = [];
    if (this.#runs.length === 0) {
      for (let at = 0; at < last.length; at += BATCH) yield last.slice(at, at + BATCH).map(({ alert }) => alert);
      return;
    }
    let batch: Alert[] = [];
    const sources = [...this.#runs.map((run) => parsed(run.lines())), fromArray(last)];
    try {
      const heads: (OrderedAlert | undefined)[] = await Promise.all(sources.map(nextOf));
      for (;;) {
        let best = -1;
        for (const [index, head] of heads.entries()) {
          if (head && (best < 0 || compare(head, heads[best]!) < 0)) best = index;
        }
        if (best < 0) break;
        batch.push(heads[best]!.alert);
        if (batch.length === BATCH) {
          yield batch;
          batch = [];
        }
        heads[best] = await nextOf(sources[best]!);
      }
      if (batch.length > 0) yield batch;
    } finally {
      // Whoever asks may want no more, or a run may be gone.
      await Promise.allSettled(sources.map((source) => source.return(undefined)));
      await Promise.all(this.#runs.map((run) => run.remove()));
    }
  }

  #spill(store: SpillStore): void {
    const run = this.#buffer.sort(compare);
    this.#buffer = [];
    this.#writing = this.#writing.then(async () => {
      this.#runs.push(await store.write(lines(run)));
    });
    // A failure is thrown to who asks for the alerts, not where nobody waits.
    this.#writing.catch(() => undefined);
  }
}

function* lines(run: readonly OrderedAlert[]): Iterable<string> {
  for (const { alert, ms, ticks, sequence } of run)
    yield JSON.stringify([Number.isFinite(ms) ? ms : null, ticks, sequence, alert]);
}

async function* parsed(source: AsyncIterable<string>): AsyncGenerator<OrderedAlert> {
  for await (const line of source) {
    const [ms, ticks, sequence, alert] = JSON.parse(line) as [number | null, number, number, Alert];
    yield { ms: ms ?? Number.POSITIVE_INFINITY, ticks, sequence, alert };
  }
}

async function* fromArray(items: readonly OrderedAlert[]): AsyncGenerator<OrderedAlert> {
  yield* items;
}

async function nextOf(source: AsyncGenerator<OrderedAlert>): Promise<OrderedAlert | undefined> {
  const next = await source.next();
  return next.done ? undefined : next.value;
}
