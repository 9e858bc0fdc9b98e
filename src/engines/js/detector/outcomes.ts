import type { Judged, JudgedField, Verdict } from '../../../event/index.ts';
import type { TextScreen } from '../../../value/index.ts';
import type { Passed } from './bucket.ts';
import type { BucketField } from './bucket-field.ts';
import { OutcomeMemo } from './outcome-memo.ts';
import { UNKNOWN } from './value-memo.ts';

/** What an event passes. */
export class Outcome implements Verdict {
  readonly passed: readonly Passed[];
  readonly isNothing: boolean;

  /** One that passes nothing may be wanted all the same. */
  constructor(passed: readonly Passed[], isWanted = passed.length > 0) {
    this.passed = passed;
    this.isNothing = !isWanted;
  }
}

const NOTHING = new Outcome([]);
const NOTHING_BUT_WANTED = new Outcome([], true);

/** In place of an outcome: it depends on the values of some fields, by their bits. */
class ByValue {
  readonly fields: number;

  constructor(fields: number) {
    this.fields = fields;
  }
}

/** Fields that have a bit at most; of others the values are not told apart. */
const MOST_BITS = 31;
/** Numbers of values are greater than those of sets. */
const VALUES = 1_000_000;

/**
 * What events of a bucket passed by what holds of some of its fields: first by the numbers of their sets, and where the value itself of a
 * field was asked, by a pattern or compared with another, that has to be the same, too. What was remembered once stays true; numbers of
 * another `Outcomes` are not its own.
 */
export class Outcomes {
  readonly #fields: readonly BucketField[];
  readonly #judged: readonly JudgedField[];
  readonly #bySet: OutcomeMemo<Outcome | ByValue>;
  readonly #sets: Int32Array;
  #byValue: OutcomeMemo<Outcome> | undefined;
  readonly #keys: Int32Array;
  /** Bits of the fields on whose values the outcome depends that was found or added last. */
  #asked = 0;

  constructor(fields: readonly BucketField[]) {
    let bits = 0;
    for (const field of fields) field.bit = field.goesByValue && bits < MOST_BITS ? 1 << bits++ : 0;
    this.#fields = fields;
    this.#judged = fields.map(({ name, bit }) => ({ name, bit }));
    this.#bySet = new OutcomeMemo(fields.length);
    this.#sets = new Int32Array(fields.length);
    this.#keys = new Int32Array(fields.length);
  }

  /** True if too few combinations come again. */
  get isOff(): boolean {
    return this.#bySet.isOff;
  }

  /** Takes what holds of a field of the event at hand. */
  key(index: number, { found, value, goesByValue }: BucketField): void {
    // To what asks for the value none is another thing than a value of the same set.
    this.#sets[index] = goesByValue && value === 'none' ? -1 - found : found;
  }

  /** Makes the keys by which some fields go by their values; false if one of these has no number. */
  #findKeys(asked: number): boolean {
    const fields = this.#fields;
    for (let i = 0; i < fields.length; i++) {
      const { bit, value, known } = fields[i]!;
      const isAsked = (bit & asked) !== 0 && value !== 'none';
      if (isAsked && known === UNKNOWN) return false;
      this.#keys[i] = isAsked ? VALUES + known : this.#sets[i]!;
    }
    return true;
  }

  /** What events like the one at hand pass, if it is known. */
  find(): Outcome | undefined {
    const known = this.#bySet.find(this.#sets);
    this.#asked = known instanceof ByValue ? known.fields : 0;
    if (!(known instanceof ByValue)) return known;
    return this.#findKeys(known.fields) ? this.#byValue!.find(this.#keys) : undefined;
  }

  /**
   * Remembers what the event at hand, of which nothing is known, passes, and of which fields it asked the values; undefined if nothing can be
   * remembered.
   */
  add(passed: readonly Passed[], asked: number): Outcome | undefined {
    const outcome = passed.length === 0 ? NOTHING : new Outcome(passed);
    const before = this.#asked;
    this.#asked |= asked;
    if (this.#asked === 0) {
      this.#bySet.add(this.#sets, outcome);
      return outcome;
    }
    if (this.#asked !== before) this.#bySet.add(this.#sets, new ByValue(this.#asked));
    this.#byValue ??= new OutcomeMemo(this.#keys.length);
    const byValue = this.#byValue;
    if (byValue.isOff || !this.#findKeys(this.#asked)) return undefined;
    byValue.add(this.#keys, outcome);
    return outcome;
  }

  /** So many events were known by what `judged` said. */
  recalled(count: number): void {
    this.#bySet.recalled(count);
  }

  /** By what the event at hand was judged; each of those that are wanted is to be seen, whatever it passes. */
  judged(outcome: Outcome, screen: TextScreen | undefined, isWanted: boolean): Judged {
    const verdict = isWanted && outcome.isNothing ? NOTHING_BUT_WANTED : outcome;
    return { verdict, fields: this.#judged, numbers: this.#sets, asked: this.#asked, screen };
  }
}
