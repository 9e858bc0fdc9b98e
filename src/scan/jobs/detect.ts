import {
  DEFAULT_BOUNDS,
  type Engine,
  type EventReference,
  type PlanRun,
  type ResultRow,
  type RunContext,
  type Truncation,
} from '../../engines/engine.ts';
import { compiledEngine } from '../../engines/js/compile/compile.ts';
import type { EventTime } from '../../event/index.ts';
import type { HeaderGate } from '../../formats/index.ts';
import { handsOn, nodesOf, type RowSchema, schemaOf } from '../../ir/index.ts';
import { dropFinalSort } from '../../passes/index.ts';
import { type Alert, alertOf, type RunnableDetection } from '../alert.ts';
import { EventCounts, type SavedCounts } from '../event-counts.ts';
import { asksForLineNumbers } from '../line-numbers.ts';
import { ScopeCheck } from '../scope-check.ts';
import { metadataReader, type SourceCategoryRule } from '../source-categories.ts';
import type { Give, Job, Shard } from '../threads/job.ts';
import { isWithin, type TimeWindow } from '../time-window.ts';
import { type Warning, Warnings } from '../warnings.ts';
import { Dispatch } from './dispatch.ts';
import { HeaderCategories } from './header-categories.ts';

/** Detections to run. */
export interface DetectSpec {
  readonly detections: readonly RunnableDetection[];
  readonly window: TimeWindow;
  readonly range: RunContext['range'];
  readonly now: number;
  readonly timeZone: string;
  readonly categories: readonly SourceCategoryRule[];
}

/** An alert whose events stand where their part says; `time` is that of the newest. */
export interface FoundAlert {
  readonly kind: 'alert';
  readonly alert: Alert;
  readonly references: readonly EventReference[];
  readonly time: EventTime | undefined;
}

/** Alerts as they are found, and the warnings of a part, by detection. */
export type DetectItem =
  | FoundAlert
  | { readonly kind: 'warnings'; readonly detection: number; readonly warnings: readonly Warning[] };

/** What a thread found. */
export type DetectPiece =
  | { readonly kind: 'rows'; readonly detection: number; readonly piece: unknown }
  | { readonly kind: 'rest'; readonly counts: SavedCounts; readonly inScope: readonly boolean[] };

/** Detections at work. */
export interface DetectShard extends Shard<DetectPiece> {
  readonly counts: EventCounts;
  /** Ids of detections whose source selection no event passed so far. */
  readonly outOfScope: readonly string[];
  /** Ends the run: gives out what was kept, and says which bounds were reached. */
  finish(): ReadonlyMap<string, readonly Truncation[]>;
}

interface Running {
  readonly detection: RunnableDetection;
  readonly schema: RowSchema;
  readonly run: PlanRun;
  readonly streams: boolean;
  readonly scope: ScopeCheck;
  readonly context: RunContext;
  readonly warnings: Warnings;
}

/** True if the plan reads its rows one by one, so that its alerts can be given out as they come. */
function streams(detection: RunnableDetection): boolean {
  return nodesOf(detection.plan).every(handsOn);
}

/** Process creations that are counted with their command lines, so that a scan can say what it did not read. */
const COUNTED = 4688;

/** Lets an event through that any detection may want; undefined if one of them cannot say. */
function gateOfAll(running: readonly Running[]): HeaderGate | undefined {
  const rules = running.filter(({ detection }) => detection.reach !== undefined);
  const gates = running
    .filter(({ detection }) => detection.reach === undefined)
    .map(({ run }) => run.gate)
    .filter((gate) => gate !== undefined);
  if (gates.length + rules.length < running.length || running.length === 0) return undefined;
  const dispatch = new Dispatch(rules.map(({ detection }) => detection));
  return (header, payloadHas) =>
    header.eventId === COUNTED || dispatch.of(header).all.length > 0 || gates.some((gate) => gate(header, payloadHas));
}

function found(detection: RunnableDetection, row: ResultRow, schema: RowSchema): FoundAlert {
  const { events, newest } = row.provenance;
  return { kind: 'alert', alert: alertOf(detection, row, schema), references: events, time: newest };
}

/** Starts detections; `engine` runs their plans. */
export function startDetections(spec: DetectSpec, give: Give<DetectItem>, engine: Engine): DetectShard {
  const { now, timeZone, range, window } = spec;
  const metadata = metadataReader(spec.categories);
  const counts = new EventCounts();
  const running: Running[] = spec.detections.map((original) => {
    const detection = { ...original, plan: dropFinalSort(original.plan) };
    const schema = schemaOf(original.plan);
    const warnings = new Warnings();
    const context: RunContext = {
      ...{ now, timeZone, range, metadata, params: new Map(), bounds: DEFAULT_BOUNDS, tables: original.tables },
      warn: (code, message) => warnings.add(code, message),
    };
    const onRow = streams(detection) ? (row: ResultRow) => give(found(detection, row, schema)) : undefined;
    const run = engine.start(detection.plan, context, onRow);
    const scope = new ScopeCheck(detection.plan);
    return { detection, schema, run, streams: onRow !== undefined, scope, context, warnings };
  });
  const headers = new HeaderCategories(metadata);
  const dispatch = new Dispatch(running.map(({ detection }) => detection));
  const watched = running.filter(({ scope }) => !scope.passed);
  const giveWarnings = (): void => {
    for (const [detection, one] of running.entries()) {
      const warnings = one.warnings.take();
      if (warnings.length > 0) give({ kind: 'warnings', detection, warnings });
    }
  };
  return {
    counts,
    gate: gateOfAll(running),
    needsLineNumbers: running.some(({ detection }) => asksForLineNumbers(detection.plan)),
    get outOfScope() {
      return running.filter(({ scope }) => !scope.passed).map(({ detection }) => detection.id);
    },
    get isOrderBound() {
      return running.some(({ run }) => run.isOrderBound);
    },
    skipped(header) {
      counts.addHeader(header, headers.categoryOf(header));
      for (const { scope, context } of watched) {
        if (!scope.passed) scope.lookOnce(headers.eventOf(header), context);
      }
    },
    event(event, file, position) {
      // What the event brings itself wins over what is made of its channel, and nothing else bears on it.
      const own = event.metadata;
      counts.add(event, '_sourceCategory' in own ? own._sourceCategory : headers.categoryOf(event.header));
      if (!isWithin(event, window)) return true;
      const destination = dispatch.of(event.header);
      if (watched.length > 0) {
        for (const number of destination.all) {
          const { scope, context } = running[number]!;
          if (!scope.passed) scope.look(event, context);
        }
      }
      for (const number of destination.of(event)) running[number]!.run.push(event, file, position);
      return true;
    },
    endPart: giveWarnings,
    finish() {
      const truncations = new Map<string, readonly Truncation[]>();
      for (const { detection, schema, run } of running) {
        const result = run.finish();
        for (const row of result.rows) give(found(detection, row, schema));
        if (result.truncations.length > 0) truncations.set(detection.id, result.truncations);
      }
      giveWarnings();
      return truncations;
    },
    *save() {
      for (const [detection, { run, streams }] of running.entries()) {
        if (!streams) for (const piece of run.save()) yield { kind: 'rows', detection, piece };
      }
      yield { kind: 'rest', counts: counts.save(), inScope: running.map(({ scope }) => scope.passed) };
    },
    merge(piece) {
      if (piece.kind === 'rows') running[piece.detection]!.run.merge(piece.piece);
      else {
        counts.merge(piece.counts);
        for (const [detection, isInScope] of piece.inScope.entries()) if (isInScope) running[detection]!.scope.pass();
      }
    },
  };
}

/** Runs detections. */
export const detectJob: Job<DetectSpec, DetectItem, DetectShard> = {
  name: 'detect',
  start: (spec, give) => startDetections(spec, give, compiledEngine),
};
