import type { Event, EventHeader, Raw } from '../../../event/index.ts';
import type { Plan } from '../../../ir/index.ts';
import { foldCase, toText, wholeText } from '../../../value/index.ts';
import { leadingConditions } from '../leading-conditions.ts';
import { isQuietExpr } from '../pre/is-quiet.ts';
import { textOfRaw, valuesText } from '../row.ts';
import { ALL_VALUES, type Atom, type Obligation, obligationOf } from './atom.ts';
import { GramIndex } from './gram-index.ts';

/** What the leading filters of a plan oblige an event to hold; undefined if an event may be let through for any other reason. */
function obligationOfPlan(plan: Plan): Obligation {
  const conditions = leadingConditions(plan);
  // A function that remarks on values has to be asked.
  if (conditions.length === 0 || !conditions.every(isQuietExpr)) return undefined;
  return obligationOf({ kind: 'and', origin: plan.origin, items: conditions });
}

/** Plans that events of one channel, provider and id may pass. */
interface Bucket {
  /** Numbers of plans of which nothing is known beforehand. */
  readonly always: readonly number[];
  readonly fields: readonly (readonly [name: string, index: ValueIndex])[];
}

/** Plans by what they look for in one field. */
class ValueIndex {
  readonly texts = new GramIndex();
  readonly #numbers = new Map<string, number[]>();

  add({ text, place }: Atom, plan: number): void {
    if (place !== 'number') {
      this.texts.add(text, place, plan);
      return;
    }
    const known = this.#numbers.get(text);
    if (known) known.push(plan);
    else this.#numbers.set(text, [plan]);
  }

  search(value: string, found: (plan: number) => void): void {
    if (this.#numbers.size > 0) for (const plan of this.#numbers.get(wholeText(value) ?? '') ?? []) found(plan);
    // What any rule of letter case equates with letters of ASCII is one of them then.
    this.texts.search(foldCase(value, 'unicode'), found);
  }
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

  #search(value: Raw, index: ValueIndex): void {
    if (Array.isArray(value)) {
      for (const item of value as readonly Raw[]) this.#search(item, index);
      return;
    }
    const text = toText(textOfRaw(value));
    if (text !== null) index.search(text, this.#note);
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
    const fields = new Map<string, ValueIndex>();
    for (const [plan, obligation] of this.#obligations.entries()) {
      if (!this.#passes(plan, header)) continue;
      if (!obligation) {
        always.push(plan);
        continue;
      }
      for (const atom of obligation) {
        let index = fields.get(atom.field);
        if (!index) {
          index = new ValueIndex();
          fields.set(atom.field, index);
        }
        index.add(atom, plan);
      }
    }
    for (const index of fields.values()) index.texts.build();
    return { always, fields: [...fields] };
  }
}
