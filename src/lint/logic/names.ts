import { foldName } from '../../event/index.ts';
import { FUNCTIONS } from '../../functions/index.ts';
import { type ColumnType, type Expr, field, walkExpr } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { mapFields } from './map-fields.ts';

/** Where a value of a name comes from, as far as rules ask for it. */
export interface Source {
  /** `event`: the event has it, if anything. `kept`: a parse that keeps rows without it. `dropped`: one that drops them. `made`: any other stage. */
  readonly kind: 'event' | 'kept' | 'dropped' | 'made';
  readonly type: ColumnType;
  /** Folded name of the event field that a stage takes it from. */
  readonly eventField: string | undefined;
  /** The field that a parse reads. */
  readonly from: Expr | undefined;
  /** True if a parse that drops rows may still give no value: an explicit null, or a group that takes no part. */
  readonly mayBeNull: boolean;
  readonly origin: Span | undefined;
}

/** What a name stands for that no stage made. */
export type Unset = Pick<Source, 'kind' | 'type'>;

const EVENT_TEXT: Unset = { kind: 'event', type: 'text' };

/** What all copies share: versions and epochs are never used twice. */
interface History {
  next: number;
  readonly sources: Map<string, Source>;
  readonly unset: Map<number, Unset>;
}

/** Event fields of several values: the unnamed Data of classic events (spec windows-telemetry §2), and all values of an event together. */
const MULTIPLE = new Set(['data', '_event.values']);

/** Nodes of a definition that is seen through at most; a longer one counts as a value of its own. */
const MOST_NODES = 40;

function nodeCount(expr: Expr): number {
  let count = 0;
  walkExpr(expr, () => count++);
  return count;
}

/**
 * What the names of a pipeline stand for at one place. Each value that a stage makes has a name of its own (`x#2`), and a column that an
 * expression makes stands for that expression, so that two tests of one value are known to be of one value whatever lies between.
 */
export class Names {
  readonly #values: Map<string, Expr>;
  readonly #history: History;
  #epoch = 0;
  #copy: Names | undefined;

  constructor(history: History = { next: 1, sources: new Map(), unset: new Map() }, values = new Map<string, Expr>()) {
    this.#history = history;
    this.#values = values;
  }

  #set(name: string, value: Expr): void {
    this.#values.set(name, value);
    this.#copy = undefined;
  }

  /** A copy that later stages do not change; the same one as long as nothing changes. */
  snapshot(): Names {
    if (this.#copy) return this.#copy;
    const copy = new Names(this.#history, new Map(this.#values));
    copy.#epoch = this.#epoch;
    this.#copy = copy;
    return copy;
  }

  /** Every name may stand for something new from here on. */
  forget(unset: Unset): void {
    this.#values.clear();
    this.#copy = undefined;
    this.#epoch = this.#history.next++;
    this.#history.unset.set(this.#epoch, unset);
  }

  /** Only some names keep what they stand for. */
  keepOnly(kept: readonly string[], unset: Unset): void {
    const values = kept.map((name) => [name, this.resolve(field(name, { start: 0, end: 0 }))] as const);
    this.forget(unset);
    for (const [name, value] of values) this.#set(foldName(name), value);
  }

  /** A stage makes a value of which nothing but its source is known. */
  make(name: string, source: Partial<Source> & Pick<Source, 'kind' | 'type'>, origin: Span): void {
    const folded = foldName(name);
    const version = `${folded}#${this.#history.next++}`;
    this.#history.sources.set(version, { eventField: undefined, from: undefined, mayBeNull: false, origin, ...source });
    this.#set(folded, field(version, origin));
  }

  /** A stage gives a name the value of an expression, already resolved. */
  define(name: string, type: ColumnType, value: Expr): void {
    if (nodeCount(value) > MOST_NODES) this.make(name, { kind: 'made', type }, value.origin);
    else this.#set(foldName(name), value);
  }

  /** The expression with every name replaced by what it stands for. */
  resolve(expr: Expr): Expr {
    return mapFields(expr, (one) => {
      // A name that was left out of the text is no name.
      const folded = one.name === '' ? `@${one.origin.start}` : foldName(one.name);
      const value = this.#values.get(folded);
      // Tests of a field of several values may be met by different ones.
      const own = MULTIPLE.has(folded) ? `${folded}@${one.origin.start}` : folded;
      return value ?? { ...one, name: `${own}#${this.#epoch}` };
    });
  }

  /** Where the value of a resolved field comes from. */
  sourceOf(version: string): Source {
    const known = this.#history.sources.get(version);
    if (known) return known;
    const name = nameOfVersion(version);
    const unset = this.#history.unset.get(Number(version.slice(name.length + 1))) ?? EVENT_TEXT;
    const isTime = name === '_messagetime' || name === '_receipttime' || name === '_timeslice';
    return {
      ...unset,
      type: isTime ? 'time' : unset.type,
      eventField: unset.kind === 'event' ? name : undefined,
      from: undefined,
      mayBeNull: true,
      origin: undefined,
    };
  }

  /** What is known of the values of a resolved expression. */
  typeOf(expr: Expr): ColumnType {
    if (expr.kind === 'field') return this.sourceOf(expr.name).type;
    if (expr.kind === 'call') return FUNCTIONS.get(expr.fn)?.returns ?? 'any';
    return expr.kind === 'literal' ? expr.type : 'any';
  }
}

/** The name that an author wrote for a resolved field. */
export function nameOfVersion(version: string): string {
  return version.slice(0, version.lastIndexOf('#'));
}
