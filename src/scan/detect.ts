import {
  DEFAULT_BOUNDS,
  type Engine,
  type PlanRun,
  type ResultRow,
  type RunContext,
  type Truncation,
} from '../engines/engine.ts';
import { headerEvent } from '../engines/js/compile/gate.ts';
import type { Event, EventHeader, EventMetadata } from '../event/index.ts';
import type { HeaderGate } from '../formats/index.ts';
import { nodesOf, schemaOf } from '../ir/index.ts';
import { dropFinalSort } from '../passes/index.ts';
import { type Alert, alertOf, type RunnableDetection } from './alert.ts';
import { AlertSorter, orderAlert, type SpillStore } from './alert-order.ts';
import { EventCounts } from './event-counts.ts';
import type { Input } from './input.ts';
import { type InputReport, type ReadInputsOptions, readInputs } from './read-inputs.ts';
import { ScopeCheck } from './scope-check.ts';
import { isWithin, type TimeWindow } from './time-window.ts';
import { Warnings } from './warnings.ts';

/** How detections are run. */
export interface DetectOptions extends ReadInputsOptions {
  readonly engine: Engine;
  readonly now: number;
  readonly timeZone: string;
  readonly window: TimeWindow;
  /** Window of the search that slices and the like are cut from; without it that of `window`, where it is whole. */
  readonly range?: RunContext['range'];
  readonly metadata: (event: Event) => EventMetadata;
  readonly spill?: SpillStore;
  /** Gives alerts out as they are found, unsorted. */
  readonly streamTo?: (alert: Alert) => void;
  readonly onEvent?: () => void;
  readonly onAlert?: () => void;
}

/** What a run of detections found and read. */
export interface DetectResult {
  /** Oldest first; empty if they were streamed. Can be walked once. */
  readonly alerts: AsyncIterable<Alert>;
  readonly alertCount: number;
  readonly counts: EventCounts;
  readonly reports: readonly InputReport[];
  readonly truncations: ReadonlyMap<string, readonly Truncation[]>;
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly detection: string }[];
  /** Ids of detections whose source selection no event passed. */
  readonly outOfScope: readonly string[];
  readonly interrupted: boolean;
}

/** True if the plan reads its rows one by one, so that its alerts can be given out as they come. */
function streams(detection: RunnableDetection): boolean {
  return nodesOf(detection.plan).every((node) => !['aggregate', 'sort', 'limit', 'distinct'].includes(node.kind));
}

interface Running {
  readonly detection: RunnableDetection;
  readonly run: PlanRun;
  readonly scope: ScopeCheck;
  readonly context: RunContext;
  readonly warnings: Warnings;
}

/** Process creations that are counted with their command lines, so that a scan can say what it did not read. */
const COUNTED = 4688;

/** Lets an event through that any detection may want; undefined if one of them cannot say. */
function gateOfAll(running: readonly Running[]): HeaderGate | undefined {
  const gates = running.map(({ run }) => run.gate).filter((gate) => gate !== undefined);
  if (gates.length < running.length || gates.length === 0) return undefined;
  return (header, payloadHas) => header.eventId === COUNTED || gates.some((gate) => gate(header, payloadHas));
}

/** What is known of events of which only the header was read, once per channel. */
class HeaderCategories {
  readonly #metadata: (event: Event) => EventMetadata;
  readonly #known = new Map<string | undefined, { readonly event: Event; readonly category: string | undefined }>();
  #lastChannel: string | undefined;
  #last: { readonly event: Event; readonly category: string | undefined } | undefined;

  constructor(metadata: (event: Event) => EventMetadata) {
    this.#metadata = metadata;
  }

  eventOf(header: EventHeader): Event {
    return this.#of(header).event;
  }

  categoryOf(header: EventHeader): string | undefined {
    return this.#of(header).category;
  }

  #of(header: EventHeader): { readonly event: Event; readonly category: string | undefined } {
    const { channel } = header;
    if (this.#last && channel === this.#lastChannel) return this.#last;
    let known = this.#known.get(channel);
    if (!known) {
      const event = headerEvent(header);
      known = { event, category: this.#metadata(event)._sourceCategory };
      this.#known.set(channel, known);
    }
    this.#lastChannel = channel;
    this.#last = known;
    return known;
  }
}

/** Runs detections over inputs in one pass. */
export async function detect(
  detections: readonly RunnableDetection[],
  inputs: Iterable<Input>,
  options: DetectOptions,
): Promise<DetectResult> {
  const sorter = new AlertSorter(options.spill);
  const truncations = new Map<string, readonly Truncation[]>();
  const counts = new EventCounts();
  let alertCount = 0;

  const give = (detection: RunnableDetection, row: ResultRow, schema: ReturnType<typeof schemaOf>): void => {
    const alert = alertOf(detection, row, schema);
    const sequence = alertCount++;
    options.onAlert?.();
    if (options.streamTo) options.streamTo(alert);
    else sorter.add(orderAlert(alert, row.provenance.newest, sequence));
  };

  const running: Running[] = detections.map((original) => {
    const detection = { ...original, plan: dropFinalSort(original.plan) };
    const schema = schemaOf(original.plan);
    const warnings = new Warnings();
    const context: RunContext = {
      now: options.now,
      timeZone: options.timeZone,
      range: options.range ?? rangeOf(options.window),
      params: new Map(),
      bounds: DEFAULT_BOUNDS,
      metadata: options.metadata,
      warn: (code, message) => warnings.add(code, message),
    };
    const onRow = streams(detection) ? (row: ResultRow) => give(detection, row, schema) : undefined;
    const run = options.engine.start(detection.plan, context, onRow);
    return { detection, run, context, warnings, scope: new ScopeCheck(detection.plan) };
  });

  const headers = new HeaderCategories(options.metadata);
  const gate = gateOfAll(running);
  const reports = await readInputs(
    inputs,
    {
      skipped(header) {
        options.onEvent?.();
        counts.addHeader(header, headers.categoryOf(header));
        for (const { scope, context } of running) {
          if (!scope.passed) scope.look(headers.eventOf(header), { ...context, fieldsAs: 'text' });
        }
      },
      event(event, file, position) {
        options.onEvent?.();
        // What the event brings itself wins over what is made of its channel, and nothing else bears on it.
        const own = event.metadata;
        counts.add(event, '_sourceCategory' in own ? own._sourceCategory : headers.categoryOf(event.header));
        if (!isWithin(event, options.window)) return true;
        for (const { run, scope, context } of running) {
          if (!scope.passed) scope.look(event, { ...context, fieldsAs: 'text' });
          run.push(event, file, position);
        }
        return true;
      },
    },
    { ...options, ...(gate && { gate }) },
  );
  for (const { detection, run } of running) {
    const result = run.finish();
    for (const row of result.rows) give(detection, row, result.schema);
    if (result.truncations.length > 0) truncations.set(detection.id, result.truncations);
  }
  return {
    alerts: sorter.sorted(),
    alertCount,
    counts,
    reports,
    truncations,
    warnings: running.flatMap(({ detection, warnings }) =>
      warnings.list().map((one) => ({ ...one, detection: detection.id })),
    ),
    outOfScope: running.filter(({ scope }) => !scope.passed).map(({ detection }) => detection.id),
    interrupted: options.isStopped?.() ?? false,
  };
}

function rangeOf(window: TimeWindow): { from: number; to: number } | undefined {
  return window.from === undefined || window.to === undefined ? undefined : { from: window.from, to: window.to };
}
