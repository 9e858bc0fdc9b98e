import { type Bounds, DEFAULT_BOUNDS, type ResultRow, type RunContext, type RunResult } from '../../engines/engine.ts';
import { compiledEngine } from '../../engines/js/compile/compile.ts';
import type { Tables } from '../../engines/table.ts';
import { type Plan, schemaOf } from '../../ir/index.ts';
import { rowText } from '../cells.ts';
import { EventCounts, type SavedCounts } from '../event-counts.ts';
import { FieldCheck } from '../field-check.ts';
import { asksForLineNumbers } from '../line-numbers.ts';
import { ScopeCheck } from '../scope-check.ts';
import { metadataReader, type SourceCategoryRule } from '../source-categories.ts';
import type { Job, Shard } from '../threads/job.ts';
import { isWithin, type TimeWindow } from '../time-window.ts';
import { type Warning, Warnings } from '../warnings.ts';

/** One query to run. */
export interface QuerySpec {
  readonly plan: Plan;
  /** Fields that the query takes for granted. */
  readonly assumed: readonly string[];
  /** Message rows are given out as lines of JSON as they are found. */
  readonly isStreamed: boolean;
  readonly window: TimeWindow;
  readonly range: RunContext['range'];
  /** Tables that the plan reads. */
  readonly tables?: Tables;
  /** Bounds of what is kept, if they are not the usual ones. */
  readonly bounds?: Bounds;
  readonly now: number;
  readonly timeZone: string;
  readonly categories: readonly SourceCategoryRule[];
}

/** Rows of JSON, or the warnings of a part. */
export type QueryItem = string | Uint8Array | { readonly warnings: readonly Warning[] };

/** What a thread found. */
export type QueryPiece =
  | { readonly kind: 'rows'; readonly piece: unknown }
  | {
      readonly kind: 'rest';
      readonly counts: SavedCounts;
      readonly missing: readonly string[];
      readonly isInScope: boolean;
      readonly streamed: number;
    };

/** A query at work. */
export interface QueryShard extends Shard<QueryPiece> {
  readonly counts: EventCounts;
  readonly fields: FieldCheck;
  readonly scope: ScopeCheck;
  /** Rows given out as lines. */
  readonly streamed: number;
  finish(): RunResult;
}

/** Runs one query. */
export const queryJob: Job<QuerySpec, QueryItem, QueryShard> = {
  name: 'query',
  start(
    { plan, assumed, isStreamed, window, range, now, timeZone, categories, tables, bounds = DEFAULT_BOUNDS },
    give,
  ) {
    const schema = schemaOf(plan);
    const warnings = new Warnings();
    const metadata = metadataReader(categories);
    const context: RunContext = {
      ...{ now, timeZone, range, metadata, params: new Map(), bounds, tables },
      warn: (code, message) => warnings.add(code, message),
    };
    let streamed = 0;
    const giveRow = (row: ResultRow): void => {
      streamed++;
      give(`${rowText(row, schema)}\n`);
    };
    const run = compiledEngine.start(plan, context, isStreamed ? giveRow : undefined);
    const scope = new ScopeCheck(plan);
    const fields = new FieldCheck(assumed);
    const counts = new EventCounts();
    const giveWarnings = (): void => {
      const list = warnings.take();
      if (list.length > 0) give({ warnings: list });
    };
    return {
      ...{ counts, fields, scope },
      needsLineNumbers: asksForLineNumbers(plan),
      get streamed() {
        return streamed;
      },
      get isOrderBound() {
        return run.isOrderBound;
      },
      event(event, file, position) {
        counts.add(event, metadata(event)._sourceCategory);
        if (!isWithin(event, window)) return true;
        if (!scope.passed) scope.look(event, context);
        fields.look(event);
        run.push(event, file, position);
        return true;
      },
      endPart: giveWarnings,
      finish() {
        const result = run.finish();
        giveWarnings();
        return result;
      },
      *save() {
        for (const piece of run.save()) yield { kind: 'rows', piece };
        yield {
          kind: 'rest',
          counts: counts.save(),
          missing: fields.missing,
          isInScope: scope.passed,
          streamed,
        };
      },
      merge(piece) {
        if (piece.kind === 'rows') run.merge(piece.piece);
        else {
          counts.merge(piece.counts);
          fields.keepOnly(piece.missing);
          if (piece.isInScope) scope.pass();
          streamed += piece.streamed;
        }
      },
    };
  },
};
