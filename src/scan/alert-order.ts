import type { EventTime } from '../event/index.ts';
import { type Alert, TextAlert } from './alert.ts';
import { SpilledAlerts } from './spilled-alerts.ts';

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

/** A run that was written; `lines` reads it back once, some at a time. */
export interface SpillRun {
  lines(): AsyncIterable<readonly string[]>;
  remove(): Promise<void>;
}

/** Alerts kept in memory before they are spilled. */
export const ALERTS_IN_MEMORY = 100_000;

/** Units of text in their fields that are kept in memory before they are spilled, too. */
const TEXT_IN_MEMORY = 40 << 20;

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
  /** Units of text in the fields of those in the buffer. */
  #text = 0;
  readonly #runs: SpillRun[] = [];
  readonly #spilled = new SpilledAlerts();
  #writing: Promise<void> = Promise.resolve();

  constructor(store: SpillStore | undefined, limit = ALERTS_IN_MEMORY) {
    this.#store = store;
    this.#limit = limit;
  }

  add(alert: OrderedAlert): void {
    this.#buffer.push(alert);
    if (alert.alert instanceof TextAlert) this.#text += alert.alert.fieldsText.length;
    if (this.#store && (this.#buffer.length >= this.#limit || this.#text >= TEXT_IN_MEMORY)) this.#spill(this.#store);
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
    const sources: Source[] = [...this.#runs.map((run) => new SpilledSource(run, this.#spilled)), sourceOf(last)];
    try {
      const heads = await Promise.all(sources.map((source) => source.next()));
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
        const next = sources[best]!.next();
        heads[best] = next instanceof Promise ? await next : next;
      }
      if (batch.length > 0) yield batch;
    } finally {
      // Whoever asks may want no more, or a run may be gone.
      await Promise.allSettled(sources.map((source) => source.end()));
      await Promise.all(this.#runs.map((run) => run.remove()));
    }
  }

  #spill(store: SpillStore): void {
    const run = this.#buffer.sort(compare);
    this.#buffer = [];
    this.#text = 0;
    this.#writing = this.#writing.then(async () => {
      this.#runs.push(await store.write(this.#spilled.linesOf(run)));
    });
    // A failure is thrown to who asks for the alerts, not where nobody waits.
    this.#writing.catch(() => undefined);
  }
}

/** Alerts one after the other. */
interface Source {
  /** The next alert, at once where it is at hand; undefined behind the last. */
  next(): OrderedAlert | undefined | Promise<OrderedAlert | undefined>;
  end(): Promise<unknown>;
}

function sourceOf(alerts: readonly OrderedAlert[]): Source {
  let at = 0;
  return { next: () => alerts[at++], end: () => Promise.resolve() };
}

/** Alerts of a run that was spilled. */
class SpilledSource implements Source {
  readonly #lines: AsyncIterator<readonly string[]>;
  readonly #spilled: SpilledAlerts;
  #batch: readonly string[] = [];
  #at = 0;

  constructor(run: SpillRun, spilled: SpilledAlerts) {
    this.#lines = run.lines()[Symbol.asyncIterator]();
    this.#spilled = spilled;
  }

  next(): OrderedAlert | Promise<OrderedAlert | undefined> {
    return this.#at < this.#batch.length ? this.#spilled.alertOf(this.#batch[this.#at++]!) : this.#more();
  }

  async #more(): Promise<OrderedAlert | undefined> {
    while (this.#at >= this.#batch.length) {
      const next = await this.#lines.next();
      if (next.done) return undefined;
      this.#batch = next.value;
      this.#at = 0;
    }
    return this.#spilled.alertOf(this.#batch[this.#at++]!);
  }

  async end(): Promise<void> {
    await this.#lines.return?.();
  }
}
