import type { ReadyQuery, RefusedQuery } from '../detection/index.ts';
import { type Diagnostic, type FixClass, isRefusal } from '../diagnostic/index.ts';
import type { ResultRow, RunResult } from '../engines/engine.ts';
import { schemaOf } from '../ir/index.ts';
import { type CheckedDocument, type CheckOptions, checkQuery, chosenFixes, fixDocument } from '../lint/index.ts';
import type { AlertEvent } from '../scan/index.ts';
import { type EventCounts, type InputReport, queryJob, rowObject, runJob } from '../scan/index.ts';
import { applyEdits, type Edit, editsOverlap, type Position, SourceText } from '../source/index.ts';
import { prepareFilled, type QueryValues } from './fill-query.ts';
import { searchRange } from './search-range.ts';
import type { Session } from './session.ts';

/** Rows of either kind that an effect names. */
const SHOWN = 5;
/** Columns of a row, and characters of each, that are kept to show it. */
const MOST_COLUMNS = 8;
const MOST_TEXT = 100;

/** A row that a fix adds or takes away. */
export interface ChangedRow {
  readonly file: string | undefined;
  readonly record: AlertEvent['record'];
  /** Its first columns that hold something. */
  readonly row: Readonly<Record<string, unknown>>;
}

/** How a form of a query ran: what it gave, or why it was refused. */
export interface FormResult {
  readonly status: 'ran' | 'refused';
  /** Why it was refused. */
  readonly reason?: string;
  readonly count: number;
  /** `events` where rows are messages, `rows` behind an aggregate. */
  readonly unit: 'events' | 'rows';
  readonly isTruncated: boolean;
}

/** What one fix, or all together, change on logs. */
export interface FixEffect {
  readonly file: string;
  /** Title of the panel or search in a document of several. */
  readonly query: string | undefined;
  /** The fix; undefined for all together. */
  readonly fix:
    | { readonly code: string; readonly title: string; readonly class: FixClass; readonly at: Position }
    | undefined;
  /** True if both forms have what the platform refuses mended, since nothing runs as written. */
  readonly isMended: boolean;
  readonly before: FormResult;
  readonly after: FormResult;
  readonly added: number;
  readonly removed: number;
  /** Events in both results, of which a column has another value. */
  readonly changed: number;
  readonly firstAdded: readonly ChangedRow[];
  readonly firstRemoved: readonly ChangedRow[];
}

interface KeptRow {
  readonly changed: ChangedRow;
  /** Tells rows of other values apart. */
  readonly mark: string;
}

interface Kept {
  readonly form: FormResult;
  /** Rows under what tells them apart: an event by its place, another row by its values. */
  readonly rows: ReadonlyMap<string, readonly KeptRow[]>;
}

function keepRow(
  row: ResultRow,
  schema: RunResult['schema'],
  isMessage: boolean,
): readonly [key: string, kept: KeptRow] {
  const object = rowObject(row, schema);
  const text = JSON.stringify(object);
  const reference = isMessage ? row.provenance.events[0] : undefined;
  const place = reference?.origin;
  const shown = Object.entries(object)
    .filter(([name, value]) => name !== '_raw' && value !== null && value !== '')
    .slice(0, MOST_COLUMNS);
  const changed = {
    file: place?.file,
    record: place?.record,
    row: Object.fromEntries(shown.map(([name, value]) => [name, shorten(value)])),
  };
  return [reference ? `${reference.file}#${reference.position}` : text, { changed, mark: markOf(text) }];
}

/** A short mark of a text: two checksums of 32 bits and its length. */
function markOf(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 13);
  }
  return `${a >>> 0}.${b >>> 0}.${text.length}`;
}

function shorten(value: unknown): unknown {
  return typeof value === 'string' && value.length > MOST_TEXT ? `${value.slice(0, MOST_TEXT)}…` : value;
}

function firstReason({ diagnostics, source }: RefusedQuery): string {
  const [first] = diagnostics;
  if (!first) return 'it cannot be run';
  const { line, column } = source.lines.positionOf(first.span.start);
  return `${first.code} at ${line}:${column}`;
}

/** Runs forms of queries on logs, each text once, and compares what they give. */
export class FixEffects {
  /** What became of the logs, from the first run. */
  reports: readonly InputReport[] = [];
  counts: EventCounts | undefined;
  /** True once an event passed the source selection of a query. */
  isInScope = false;
  readonly #session: Session;
  readonly #options: CheckOptions;
  readonly #values: QueryValues;
  readonly #isStopped: () => boolean;

  constructor(session: Session, options: CheckOptions, values: QueryValues, isStopped: () => boolean) {
    this.#session = session;
    this.#options = options;
    this.#values = values;
    this.#isStopped = isStopped;
  }

  /** The effects of each fix of a document's queries alone, and of all fixes of some classes together. */
  async *of(document: CheckedDocument, classes: readonly FixClass[]): AsyncGenerator<FixEffect> {
    const { name } = document.source;
    for (const { text, name: query, map } of document.queries) {
      const { findings } = checkQuery(text, this.#options);
      const found = findings.flatMap((one) => (one.fixes ?? []).map((fix) => ({ finding: one, fix })));
      if (found.length === 0) continue;
      // Results may be large; those of other forms are needed once.
      const known = new Map<string, Kept>();
      const run = async (form: string): Promise<Kept> => known.get(form) ?? this.#run(name, form);
      const written = await run(text);
      known.set(text, written);
      const base = await this.#mended(text, findings, written, run);
      if (base) known.set(applyEdits(text, base.edits), base.kept);
      for (const { finding, fix } of found) {
        if (this.#isStopped()) return;
        const at = document.source.lines.positionOf(map.outerSpan(finding.span).start);
        const told = { code: finding.code, title: fix.title, class: fix.class, at };
        const isBeside = base !== undefined && !isRefusal(finding) && !overlap(fix.edits, base.edits);
        const edits = isBeside ? [...base.edits, ...fix.edits] : fix.edits;
        const after = await run(applyEdits(text, edits));
        yield { file: name, query, fix: told, isMended: isBeside, ...compare(isBeside ? base.kept : written, after) };
      }
      const all = fixDocument(new SourceText('query.sumo', text), classes, this.#options);
      if (!all || all.applied.length < 2 || this.#isStopped()) continue;
      const after = await run(all.source.text);
      yield { file: name, query, fix: undefined, isMended: false, ...compare(written, after) };
    }
  }

  /** The query with what the platform refuses mended, if it is refused as written and runs then: else no other fix would show anything. */
  async #mended(
    text: string,
    findings: readonly Diagnostic[],
    written: Kept,
    run: (form: string) => Promise<Kept>,
  ): Promise<{ readonly edits: readonly Edit[]; readonly kept: Kept } | undefined> {
    if (written.form.status === 'ran') return undefined;
    const chosen = chosenFixes(findings.filter(isRefusal), ['repair', 'safe']);
    const edits = chosen.flatMap(({ fix }) => fix.edits);
    const kept = await run(applyEdits(text, edits));
    return kept.form.status === 'ran' ? { edits, kept } : undefined;
  }

  async #run(name: string, text: string): Promise<Kept> {
    const prepared = prepareFilled(new SourceText(name, text), this.#values, { strict: true });
    if (prepared.status === 'refused') {
      const form = { count: 0, unit: 'events' as const, isTruncated: false };
      return { form: { ...form, status: 'refused', reason: firstReason(prepared) }, rows: new Map() };
    }
    return this.#runReady(prepared);
  }

  async #runReady({ plan, assumed }: ReadyQuery): Promise<Kept> {
    const session = this.#session;
    const { window, now, timeZone, categories } = session;
    const range = await searchRange('lint', session, [plan]);
    session.progress.bytes = 0;
    session.progress.events = 0;
    const { reports, shard } = await runJob(
      queryJob,
      { plan, assumed: assumed.map((one) => one.name), isStreamed: false, window, range, now, timeZone, categories },
      session.inputs,
      session.reading,
      () => undefined,
    );
    if (this.reports.length === 0) this.reports = reports;
    this.counts ??= shard.counts;
    if (shard.scope.passed) this.isInScope = true;
    const result = shard.finish();
    const schema = schemaOf(plan);
    const isMessage = schema.rows === 'messages';
    const rows = new Map<string, KeptRow[]>();
    for (const row of result.rows) {
      const [key, kept] = keepRow(row, schema, isMessage);
      const same = rows.get(key);
      if (same) same.push(kept);
      else rows.set(key, [kept]);
    }
    const form = { count: result.rows.length, isTruncated: result.truncations.length > 0 };
    return { form: { ...form, status: 'ran', unit: isMessage ? 'events' : 'rows' }, rows };
  }
}

function overlap(edits: readonly Edit[], others: readonly Edit[]): boolean {
  return edits.some((edit) => others.some((other) => editsOverlap(edit, other)));
}

/** Rows that stand more often in `rows` than in `others`. */
function surplus(rows: Kept['rows'], others: Kept['rows']): KeptRow[] {
  return [...rows].flatMap(([key, list]) => list.slice(others.get(key)?.length ?? 0));
}

function compare(
  before: Kept,
  after: Kept,
): Pick<FixEffect, 'before' | 'after' | 'added' | 'removed' | 'changed' | 'firstAdded' | 'firstRemoved'> {
  const added = surplus(after.rows, before.rows);
  const removed = surplus(before.rows, after.rows);
  let changed = 0;
  if (after.form.unit === 'events')
    for (const [key, [first]] of after.rows) {
      const [old] = before.rows.get(key) ?? [];
      if (old && first && old.mark !== first.mark) changed++;
    }
  const first = (rows: readonly KeptRow[]): ChangedRow[] => rows.slice(0, SHOWN).map((one) => one.changed);
  return {
    before: before.form,
    after: after.form,
    added: added.length,
    removed: removed.length,
    changed,
    firstAdded: first(added),
    firstRemoved: first(removed),
  };
}
