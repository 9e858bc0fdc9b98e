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
import { isCertain, planOf } from '../../engines/js/detector/detector.ts';
import type { Event, EventTime, HeaderSieve, Judged } from '../../event/index.ts';
import type { HeaderGate } from '../../formats/index.ts';
import { handsOn, nodesOf, type Plan, schemaOf } from '../../ir/index.ts';
import { dropFinalSort } from '../../passes/index.ts';
import { type Alert, AlertMaker, type RunnableDetection, TextAlert } from '../alert.ts';
import { EventCounts, type SavedCounts } from '../event-counts.ts';
import { CurrentFacts, originOf } from '../event-facts.ts';
import { asksForLineNumbers } from '../line-numbers.ts';
import { KeptKinds } from '../rules/kept-kinds.ts';
import { StoredRules } from '../rules/stored-rules.ts';
import { ScopeCheck } from '../scope-check.ts';
import { metadataReader, type SourceCategoryRule } from '../source-categories.ts';
import type { Give, Job, Shard } from '../threads/job.ts';
import { isWithin, type TimeWindow } from '../time-window.ts';
import { type Warning, Warnings } from '../warnings.ts';
import { type Destination, Dispatch } from './dispatch.ts';
import { HeaderCategories } from './header-categories.ts';

/** Detections to run. */
export interface DetectSpec {
  readonly detections: readonly (RunnableDetection | { readonly store: number; readonly number: number })[];
  /** The bytes of stored rules, which `detections` name by place. */
  readonly stores: readonly Uint8Array[];
  /** Bytes of `KeptKinds` that were kept of a run of the same detections. */
  readonly kinds?: Uint8Array;
  readonly window: TimeWindow;
  readonly range: RunContext['range'];
  readonly now: number;
  readonly timeZone: string;
  readonly categories: readonly SourceCategoryRule[];
  /** Alerts may be such as `TextAlert`. */
  readonly fieldsAsText?: boolean;
  /** Events of a kind after which readers are told which of them they may leave out. */
  readonly sievedAfter?: number;
}

/** An alert whose events stand where their part says; `time` is that of the newest. */
export interface FoundAlert {
  readonly kind: 'alert';
  readonly alert: Alert;
  /** The fields of a `TextAlert`, which of those of other threads is all that is left of what it is. */
  readonly fieldsText: string | undefined;
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
  /** What is worth keeping for the next run of the same detections; undefined if nothing new is. */
  saveKinds(): Uint8Array | undefined;
}

/** Of thousands of detections those that are asked after each part of a log. */
interface Lists {
  readonly started: Set<PlanRun>;
  /** Those that had anything to remark since it was last asked for. */
  readonly warned: Set<Running>;
}

/** A detection at work; its plan is read and started when it is first needed. */
class Running {
  readonly detection: RunnableDetection;
  readonly streams: boolean;
  /** Undefined where no event can be out of scope. */
  readonly scope: ScopeCheck | undefined;
  readonly context: RunContext;
  readonly warnings = new Warnings();
  readonly #lists: Lists;
  readonly #engine: Engine;
  readonly #give: Give<DetectItem>;
  readonly #facts: CurrentFacts;
  readonly #asText: boolean;
  #run: PlanRun | undefined;
  #maker: AlertMaker | undefined;

  constructor(
    original: RunnableDetection,
    context: Omit<RunContext, 'warn'>,
    engine: Engine,
    facts: CurrentFacts,
    asText: boolean,
    give: Give<DetectItem>,
    lists: Lists,
  ) {
    // Alerts are sorted by themselves; a plan is looked at only where it may hold anything that is not plain.
    const detection = original.isPlain ? original : { ...original, plan: dropFinalSort(original.plan) };
    this.detection = detection;
    this.streams = detection.isPlain === true || streams(detection.plan);
    this.scope = detection.isPlain ? undefined : new ScopeCheck(detection.plan);
    const warn = (code: string, message: string): void => {
      lists.warned.add(this);
      this.warnings.add(code, message);
    };
    this.context = { ...context, tables: detection.tables, warn };
    this.#lists = lists;
    this.#engine = engine;
    this.#facts = facts;
    this.#asText = asText;
    this.#give = give;
    if (!detection.isPlain) this.#start();
  }

  /** The run, if there was need to start it. */
  get started(): PlanRun | undefined {
    return this.#run;
  }

  get run(): PlanRun {
    return this.#run ?? this.#start();
  }

  get isInScope(): boolean {
    return this.scope?.passed !== false;
  }

  /** Looks whether an event is in scope, until one is. */
  look(event: Event): void {
    if (!this.isInScope) this.scope!.look(event, this.context);
  }

  #start(): PlanRun {
    const onRow = this.streams ? (row: ResultRow) => this.give(row) : undefined;
    this.#run = this.#engine.start(this.detection.plan, this.context, onRow);
    this.#lists.started.add(this.#run);
    return this.#run;
  }

  /** Gives a row out as an alert. */
  give(row: ResultRow): void {
    this.#maker ??= new AlertMaker(this.detection, schemaOf(this.detection.plan), this.#asText);
    const { event, provenance } = row;
    const facts = event && this.#facts.of(event);
    const origin = facts?.originOf(provenance) ?? originOf(provenance);
    const alert = this.#maker.alertOf(row, origin, facts);
    const fieldsText = alert instanceof TextAlert ? alert.fieldsText : undefined;
    this.#give({ kind: 'alert', alert, fieldsText, references: origin.references, time: origin.newest });
  }
}

/** True if the plan reads its rows one by one, so that its alerts can be given out as they come. */
function streams(plan: Plan): boolean {
  return nodesOf(plan).every(handsOn);
}

/** Process creations that are counted with their command lines, so that a scan can say what it did not read. */
const COUNTED = 4688;

/** Lets an event through that any detection may want; undefined if one of them cannot say. */
function gateOfAll(running: readonly Running[], all: Dispatch): HeaderGate | undefined {
  const rules = running.filter(({ detection }) => detection.reach !== undefined);
  const gates = running
    .filter(({ detection }) => detection.reach === undefined)
    .map(({ run }) => run.gate)
    .filter((gate) => gate !== undefined);
  if (gates.length + rules.length < running.length || running.length === 0) return undefined;
  const dispatch = rules.length === running.length ? all : new Dispatch(rules.map(({ detection }) => detection));
  return (header, payloadHas) =>
    header.eventId === COUNTED || dispatch.of(header).all.length > 0 || gates.some((gate) => gate(header, payloadHas));
}

/** What is made for a kind of events costs as much as some hundreds of them. */
const OFTEN = 256;

/** What shows that no detection wants an event. */
function sieveOfAll(
  running: readonly Running[],
  dispatch: Dispatch,
  judged: () => Judged | undefined,
  often = OFTEN,
): HeaderSieve {
  const of: HeaderSieve['of'] = (header) => {
    if (header.eventId === COUNTED) return undefined;
    // A detection that waits for an event of its scope looks at every one.
    if (dispatch.of(header).all.some((number) => !running[number]!.isInScope)) return 'later';
    return dispatch.sieveOf(header);
  };
  return { of, often, ...(dispatch.isIndexed && { judged }) };
}

/** Starts detections; `engine` runs their plans. */
export function startDetections(spec: DetectSpec, give: Give<DetectItem>, engine: Engine): DetectShard {
  const { now, timeZone, range, window } = spec;
  const metadata = metadataReader(spec.categories);
  const counts = new EventCounts();
  const context = { now, timeZone, range, metadata, params: new Map(), bounds: DEFAULT_BOUNDS };
  const facts = new CurrentFacts();
  const asText = spec.fieldsAsText ?? false;
  const lists: Lists = { started: new Set(), warned: new Set() };
  const running = detectionsIn(spec).map(
    (detection) => new Running(detection, context, engine, facts, asText, give, lists),
  );
  const headers = new HeaderCategories(metadata);
  const kinds = new KeptKinds(spec.kinds);
  const dispatch = new Dispatch(
    running.map(({ detection }) => detection),
    kinds,
  );
  const watched = running.filter(({ isInScope }) => !isInScope);
  /** What the event that came last may matter to, until it was told by what it was judged. */
  let last: Destination | undefined;
  let isLastCounted = false;
  const judged = (): Judged | undefined => {
    const destination = last;
    last = undefined;
    // A detection that waits for an event of its scope looks at every one.
    const isWatched = watched.length > 0 && destination?.all.some((number) => !running[number]!.isInScope);
    return isWatched ? undefined : destination?.judged(isLastCounted);
  };
  const giveWarnings = (): void => {
    if (lists.warned.size === 0) return;
    for (const [detection, one] of running.entries())
      if (lists.warned.has(one)) give({ kind: 'warnings', detection, warnings: one.warnings.take() });
    lists.warned.clear();
  };
  return {
    counts,
    gate: gateOfAll(running, dispatch),
    // Another engine is to see every event, to compare with.
    sieve: engine === compiledEngine ? sieveOfAll(running, dispatch, judged, spec.sievedAfter) : undefined,
    needsLineNumbers: running.some(({ detection }) => !detection.isPlain && asksForLineNumbers(detection.plan)),
    get outOfScope() {
      return running.filter(({ isInScope }) => !isInScope).map(({ detection }) => detection.id);
    },
    get isOrderBound() {
      for (const { isOrderBound } of lists.started) if (isOrderBound) return true;
      return false;
    },
    skipped(header, count) {
      counts.addHeaders(header, count, headers.categoryOf(header));
      for (const one of watched) {
        if (!one.isInScope) one.scope!.lookOnce(headers.eventOf(header), one.context);
      }
    },
    sieved(header, count, earliest, latest) {
      counts.addSieved(header, count, headers.categoryOf(header), earliest, latest);
      dispatch.of(header).sieved(count);
    },
    event(event, file, position) {
      // What the event brings itself wins over what is made of its channel, and nothing else bears on it.
      last = undefined;
      const own = event.metadata;
      counts.add(event, '_sourceCategory' in own ? own._sourceCategory : headers.categoryOf(event.header));
      if (!isWithin(event, window)) return true;
      const destination = dispatch.of(event.header);
      if (watched.length > 0) for (const number of destination.all) running[number]!.look(event);
      facts.forget();
      if (dispatch.isIndexed) {
        last = destination;
        isLastCounted = event.header.eventId === COUNTED;
      }
      const all = destination.of(event);
      for (let i = 0; i < all.length; i++)
        running[planOf(all[i]!)]!.run.push(event, file, position, isCertain(all[i]!));
      return true;
    },
    endPart: giveWarnings,
    finish() {
      facts.forget();
      const truncations = new Map<string, readonly Truncation[]>();
      for (const one of running) {
        const result = one.started?.finish();
        if (!result) continue;
        for (const row of result.rows) one.give(row);
        if (result.truncations.length > 0) truncations.set(one.detection.id, result.truncations);
      }
      giveWarnings();
      return truncations;
    },
    saveKinds: () => kinds.save(),
    *save() {
      for (const [detection, { run, streams }] of running.entries()) {
        if (!streams) for (const piece of run.save()) yield { kind: 'rows', detection, piece };
      }
      yield { kind: 'rest', counts: counts.save(), inScope: running.map(({ isInScope }) => isInScope) };
    },
    merge(piece) {
      if (piece.kind === 'rows') running[piece.detection]!.run.merge(piece.piece);
      else {
        counts.merge(piece.counts);
        for (const [detection, isInScope] of piece.inScope.entries()) if (isInScope) running[detection]!.scope?.pass();
      }
    },
  };
}

/** The detections of a run as plain data that threads can be told: stored ones by their places. */
export function specified(detections: readonly RunnableDetection[]): Pick<DetectSpec, 'detections' | 'stores'> {
  const stores = [...new Set(detections.flatMap(({ stored }) => (stored ? [stored.bytes] : [])))];
  const places = detections.map(({ stored }, index): DetectSpec['detections'][number] =>
    stored ? { store: stores.indexOf(stored.bytes), number: stored.number } : detections[index]!,
  );
  return { detections: places, stores };
}

function detectionsIn({ detections, stores }: DetectSpec): readonly RunnableDetection[] {
  return detections.map((one) => ('store' in one ? StoredRules.of(stores[one.store]!)!.rules[one.number]! : one));
}

/** Runs detections. */
export const detectJob: Job<DetectSpec, DetectItem, DetectShard> = {
  name: 'detect',
  start: (spec, give) => startDetections(spec, give, compiledEngine),
};
