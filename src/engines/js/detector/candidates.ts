import type { Event, EventHeader, Raw } from '../../../event/index.ts';
import { type Expr, nodesOf, type Plan } from '../../../ir/index.ts';
import { foldCase, toText } from '../../../value/index.ts';
import { isQuietExpr } from '../pre/is-quiet.ts';
import { textOfRaw, valuesText } from '../row.ts';
import { ALL_VALUES, type Obligation, obligationOf } from './atom.ts';
import { GramIndex } from './gram-index.ts';

/** Filters that stand before any other stage. */
function leadingFilters(plan: Plan): Expr[] {
  const conditions: Expr[] = [];
  for (const node of nodesOf(plan)) {
    if (node.kind === 'filter') conditions.push(node.condition);
    else if (node.kind !== 'scan') break;
  }
  return conditions;
}

/** What the leading filters of a plan oblige an event to hold; undefined if an event may be let through for any other reason. */
function obligationOfPlan(plan: Plan): Obligation {
  const conditions = leadingFilters(plan);
  // A function that remarks on values has to be asked.
  if (conditions.length === 0 || !conditions.every(isQuietExpr)) return undefined;
  return obligationOf({ kind: 'and', origin: plan.origin, items: conditions });
}

/** Plans that events of one channel, provider and id may pass. */
interface Bucket {
  /** Numbers of plans of which nothing is known beforehand. */
  readonly always: readonly number[];
  readonly fields: readonly (readonly [name: string, index: GramIndex])[];
}

/** Kinds of events that are remembered; hostile input could make as many as it has records. */
const MOST_BUCKETS = 5_000;

/** Says which of many plans an event may pass, in time that grows with the event and hardly with their number. */
export class Candidates {
  readonly #passes: (plan: number, header: EventHeader) => boolean;
  readonly #obligations: readonly Obligation[];
  readonly #buckets = new Map<string, Bucket>();
  readonly #stamps: Int32Array;
  #stamp = 0;
  #found: number[] = [];

  /** `passes` says of a plan, by its number, whether an event with a header may pass it; false is certain. */
  constructor(plans: readonly Plan[], passes: (plan: number, header: EventHeader) => boolean = () => true) {
    this.#passes = passes;
    this.#obligations = plans.map(obligationOfPlan);
    this.#stamps = new Int32Array(plans.length);
  }

  /** Numbers of the plans that an event may pass, ascending; all others drop it without a word. Valid until the next call. */
  of(event: Event): readonly number[] {
    const bucket = this.#bucketOf(event);
    this.#stamp++;
    this.#found = [...bucket.always];
    for (const [name, index] of bucket.fields)
      this.#search(name === ALL_VALUES ? valuesText(event) : event.get(name), index);
    return this.#found.sort((a, b) => a - b);
  }

  #search(value: Raw, index: GramIndex): void {
    if (Array.isArray(value)) {
      for (const item of value as readonly Raw[]) this.#search(item, index);
      return;
    }
    const text = toText(textOfRaw(value));
    // What any rule of letter case equates with letters of ASCII is one of them then.
    if (text !== null) index.search(foldCase(text, 'unicode'), this.#note);
  }

  readonly #note = (plan: number): void => {
    if (this.#stamps[plan] === this.#stamp) return;
    this.#stamps[plan] = this.#stamp;
    this.#found.push(plan);
  };

  #bucketOf(event: Event): Bucket {
    const { channel, provider, eventId } = event.header;
    const key = `${channel}\u0000${provider}\u0000${eventId}`;
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      bucket = this.#makeBucket(event);
      if (this.#buckets.size >= MOST_BUCKETS) this.#buckets.clear();
      this.#buckets.set(key, bucket);
    }
    return bucket;
  }

  #makeBucket({ header }: Event): Bucket {
    const always: number[] = [];
    const fields = new Map<string, GramIndex>();
    for (const [plan, obligation] of this.#obligations.entries()) {
      if (!this.#passes(plan, header)) continue;
      if (!obligation) {
        always.push(plan);
        continue;
      }
      for (const { field, text, place } of obligation) {
        let index = fields.get(field);
        if (!index) {
          index = new GramIndex();
          fields.set(field, index);
        }
        index.add(text, place, plan);
      }
    }
    for (const index of fields.values()) index.build();
    return { always, fields: [...fields] };
  }
}
