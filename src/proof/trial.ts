import type { PackageTest, ReadyQuery, Vantage } from '../detection/index.ts';
import { DEFAULT_BOUNDS, type Engine, type EventReference, type PlanRun, type RunContext } from '../engines/engine.ts';
import type { Tables } from '../engines/table.ts';
import type { Event, EventMetadata } from '../event/index.ts';
import type { Plan } from '../ir/index.ts';
import { type Alert, alertOf, EventCounts, type RunnableDetection } from '../scan/index.ts';
import { type EventTest, eventTest } from './event-test.ts';
import { SignalWatch } from './signals.ts';

/** What proving needs of its surroundings. */
export interface ProofContext {
  readonly engine: Engine;
  readonly metadata: (event: Event) => EventMetadata;
  /** Milliseconds since 1970 that `now` means. */
  readonly now: number;
  /** Tables that a plan reads. */
  readonly tables?: (plan: Plan) => Tables;
  /** A remark about a run, once per code and message. */
  readonly warn?: (code: string, message: string) => void;
}

/** A query that runs in a trial. */
export interface TrialQuery {
  readonly detection: RunnableDetection;
  readonly prepared: ReadyQuery;
}

/** An alert, and why it is none of the behavior under test where it is not. */
export interface JudgedAlert {
  readonly alert: Alert;
  readonly foreign: string | undefined;
}

/** What a run of a plan needs. */
export function runContextOf({ metadata, now, tables, warn }: ProofContext, plan?: Plan): RunContext {
  return {
    now,
    timeZone: 'UTC',
    range: undefined,
    params: new Map(),
    bounds: DEFAULT_BOUNDS,
    metadata,
    tables: plan && tables?.(plan),
    warn: warn ?? (() => undefined),
  };
}

const keyOf = ({ file, record }: { file: string; record: unknown }, channel: string | undefined): string =>
  `${file}\u0000${record}\u0000${channel}`;

/** One vantage of a test on one data set: the events of its hosts, the queries, the signals. */
export class Trial {
  readonly counts = new EventCounts();
  readonly #signals: readonly { readonly watch: SignalWatch }[];
  readonly #runs: readonly { readonly query: TrialQuery; readonly run: PlanRun }[];
  readonly #subtract: readonly { readonly test: EventTest; readonly reason: string }[];
  readonly #behavior: EventTest | undefined;
  readonly #subtracted = new Map<string, string>();
  readonly #behaving = new Set<string>();
  readonly #metadata: ProofContext['metadata'];

  constructor(test: PackageTest, vantage: Vantage, queries: readonly TrialQuery[], context: ProofContext) {
    const run = runContextOf(context);
    const compile = (condition: string): EventTest => eventTest(condition, run);
    this.#metadata = context.metadata;
    const start = (plan: Plan): PlanRun => context.engine.start(plan, runContextOf(context, plan));
    this.#signals = test.signals
      .filter((signal) => signal.vantage === vantage)
      .map((signal) => ({ watch: new SignalWatch(signal, compile) }));
    this.#runs = queries.map((query) => ({ query, run: start(query.detection.plan) }));
    this.#subtract = (test.subtract ?? []).map(({ match, reason }) => ({ test: compile(match), reason }));
    this.#behavior = test.behavior === undefined ? undefined : compile(test.behavior);
  }

  push(event: Event, file: number, position: number): void {
    this.counts.add(event, this.#metadata(event)._sourceCategory);
    for (const { watch } of this.#signals) watch.look(event);
    const key = keyOf(event.origin, event.header.channel);
    const harness = this.#subtract.find(({ test }) => test(event));
    if (harness) this.#subtracted.set(key, harness.reason);
    if (this.#behavior?.(event)) this.#behaving.add(key);
    for (const { run } of this.#runs) run.push(event, file, position);
  }

  /** Results of the signals, in the order of the test. */
  signals(reads: RunnableDetection['reads']) {
    return this.#signals.map(({ watch }) => watch.result(this.counts, reads));
  }

  /** Alerts of each query, in its own order. */
  alerts(): ReadonlyMap<TrialQuery, readonly JudgedAlert[]> {
    return new Map(
      this.#runs.map(({ query, run }) => {
        const { rows, schema } = run.finish();
        return [
          query,
          rows.map((row) => ({
            alert: alertOf(query.detection, row, schema),
            foreign: this.#foreign(row.provenance.events, row.provenance.count),
          })),
        ];
      }),
    );
  }

  /** Why an alert is none of the behavior: all its events are the harness's, or none is the behavior's. */
  #foreign(events: readonly EventReference[], count: number): string | undefined {
    if (count > events.length) return undefined;
    const keys = events.map(({ origin, channel }) => keyOf(origin, channel));
    const reasons = keys.map((key) => this.#subtracted.get(key));
    if (keys.length > 0 && reasons.every((reason) => reason !== undefined)) return reasons[0];
    if (this.#behavior && !keys.some((key) => this.#behaving.has(key))) return 'it belongs to something else';
    return undefined;
  }
}
