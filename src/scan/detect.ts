import type { Engine, RunContext, Truncation } from '../engines/engine.ts';
import { compiledEngine } from '../engines/js/compile/compile.ts';
import { type Alert, type RunnableDetection, TextAlert } from './alert.ts';
import { AlertSorter, orderAlert, type SpillStore } from './alert-order.ts';
import type { EventCounts } from './event-counts.ts';
import { alertEvents } from './event-facts.ts';
import type { Input } from './input.ts';
import {
  type DetectItem,
  type DetectShard,
  type DetectSpec,
  detectJob,
  type FoundAlert,
  specified,
  startDetections,
} from './jobs/detect.ts';
import type { InputReport } from './read-inputs.ts';
import type { SourceCategoryRule } from './source-categories.ts';
import type { Job, RunJobOptions, Settle } from './threads/job.ts';
import { runJob } from './threads/run-job.ts';
import type { TimeWindow } from './time-window.ts';
import { Warnings } from './warnings.ts';

/** How detections are run. */
export interface DetectOptions extends RunJobOptions {
  /** The compiled engine unless another is named, which then runs on one thread. */
  readonly engine?: Engine;
  readonly now: number;
  readonly timeZone: string;
  readonly window: TimeWindow;
  /** Window of the search that slices and the like are cut from; without it that of `window`, where it is whole. */
  readonly range?: RunContext['range'];
  /** Source categories that the user gave. */
  readonly categories?: readonly SourceCategoryRule[];
  /** What `saveKinds` of an earlier run of the same detections gave, in the same order. */
  readonly kinds?: Uint8Array | undefined;
  /** True if alerts may be of a kind that makes their fields when they are asked for: it is faster where they are only written as JSON. */
  readonly fieldsAsText?: boolean;
  readonly spill?: SpillStore;
  /** Events of a kind after which readers are told which of them they may leave out; by default as many as pay. */
  readonly sievedAfter?: number;
  /** Gives alerts out as they are found, unsorted. */
  readonly streamTo?: (alert: Alert) => void;
  readonly onAlert?: (alert: Alert) => void;
}

/** What a run of detections found and read. */
export interface DetectResult {
  /** Oldest first; empty if they were streamed. They can be walked once, one by one or some at a time. */
  readonly alerts: AsyncIterable<Alert>;
  readonly batches: AsyncIterable<readonly Alert[]>;
  readonly alertCount: number;
  readonly counts: EventCounts;
  readonly reports: readonly InputReport[];
  readonly truncations: ReadonlyMap<string, readonly Truncation[]>;
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly detection: string }[];
  /** Ids of detections whose source selection no event passed. */
  readonly outOfScope: readonly string[];
  readonly interrupted: boolean;
  /** What is worth keeping for the next run of the same detections; undefined if nothing new is. */
  saveKinds(): Uint8Array | undefined;
}

function rangeOf(window: TimeWindow): { from: number; to: number } | undefined {
  return window.from === undefined || window.to === undefined ? undefined : { from: window.from, to: window.to };
}

/** An alert whose events stand where their file has them; one of another thread is made one of this. */
function settled({ alert, fieldsText, references }: FoundAlert, settle: Settle): Alert {
  const isSettled = references.every((reference) => settle(reference) === reference);
  if (isSettled && (fieldsText === undefined || alert instanceof TextAlert)) return alert;
  const own = isSettled ? alert : { ...alert, events: alertEvents(references.map(settle)) };
  return fieldsText === undefined ? own : new TextAlert(own, fieldsText);
}

/** Runs detections over inputs in one pass. */
export async function detect(
  detections: readonly RunnableDetection[],
  inputs: Iterable<Input>,
  options: DetectOptions,
): Promise<DetectResult> {
  const { engine = compiledEngine, now, timeZone, window } = options;
  const sorter = new AlertSorter(options.spill);
  const warnings = detections.map(() => new Warnings());
  let alertCount = 0;
  const take = (item: DetectItem, settle: Settle): void => {
    if (item.kind === 'warnings') {
      for (const { code, message } of item.warnings) warnings[item.detection]!.add(code, message);
      return;
    }
    const alert = settled(item, settle);
    const sequence = alertCount++;
    options.onAlert?.(alert);
    if (options.streamTo) options.streamTo(alert);
    else sorter.add(orderAlert(alert, item.time, sequence));
  };
  const job: Job<DetectSpec, DetectItem, DetectShard> = {
    ...detectJob,
    start: (spec, give) => startDetections(spec, give, engine),
  };
  const spec: DetectSpec = {
    ...specified(detections),
    ...{ now, timeZone, window },
    range: options.range ?? rangeOf(window),
    categories: options.categories ?? [],
    ...(options.kinds && { kinds: options.kinds }),
    ...(options.fieldsAsText && { fieldsAsText: true }),
    ...(options.sievedAfter !== undefined && { sievedAfter: options.sievedAfter }),
  };
  const threads = engine === compiledEngine ? options.threads : undefined;
  const { reports, shard } = await runJob(job, spec, inputs, { ...options, threads }, take);
  const truncations = shard.finish();
  return {
    alerts: sorter.sorted(),
    batches: sorter.batches(),
    alertCount,
    counts: shard.counts,
    reports,
    truncations,
    warnings: detections.flatMap(({ id }, index) => warnings[index]!.list().map((one) => ({ ...one, detection: id }))),
    outOfScope: shard.outOfScope,
    interrupted: options.isStopped?.() ?? false,
    saveKinds: shard.saveKinds,
  };
}
