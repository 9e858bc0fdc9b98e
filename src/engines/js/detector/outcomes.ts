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
/** In place of an outcome: it depends on the values of fields that patterns read. */
const BY_VALUE = new Outcome([]);

/**
 * What events of a bucket passed by what holds of some of its fields: first by the numbers of their sets, and where a pattern was asked by
 * the values that patterns read, too. What was remembered once stays true; numbers of another `Outcomes` are not its own.
 */
export class Outcomes {
  readonly #fields: readonly JudgedField[];
  readonly #bySet: OutcomeMemo<Outcome>;
  readonly #sets: Int32Array;
  #byValue: OutcomeMemo<Outcome> | undefined;
  readonly #values: Int32Array;
  /** False if a value that patterns read has no number. */
  #hasValues = true;
  /** True if the outcome that was found or added last goes by values. */
  #goesByValue = false;

  constructor(fields: readonly BucketField[]) {
    this.#fields = fields.map(({ name, hasPatterns }) => ({ name, goesByValue: hasPatterns }));
    this.#bySet = new OutcomeMemo(fields.length);
    this.#sets = new Int32Array(fields.length);
    this.#values = new Int32Array(fields.length);
  }

  /** True if too few combinations come again. */
  get isOff(): boolean {
    return this.#bySet.isOff;
  }

  /** Takes what holds of a field of the event at hand; the first one begins an event. */
  key(index: number, field: BucketField): void {
    if (index === 0) this.#hasValues = true;
    const { found } = field;
    if (!field.hasPatterns) {
      this.#sets[index] = found;
      this.#values[index] = found;
    } else if (field.value === 'none') {
      // To a pattern no value is another thing than a value of the same set.
      this.#sets[index] = -1 - found;
      this.#values[index] = -1;
    } else {
      this.#sets[index] = found;
      this.#values[index] = field.known;
      if (field.known === UNKNOWN) this.#hasValues = false;
    }
  }

  /** What events like the one at hand pass, if it is known. */
  find(): Outcome | undefined {
    const known = this.#bySet.find(this.#sets);
    this.#goesByValue = known === BY_VALUE;
    if (!this.#goesByValue) return known;
    return this.#hasValues && !this.#byValue!.isOff ? this.#byValue!.find(this.#values) : undefined;
  }

  /** Remembers what the event at hand, of which nothing is known, passes; undefined if nothing can be remembered. */
  add(passed: readonly Passed[], goesByValue: boolean): Outcome | undefined {
    const outcome = passed.length === 0 ? NOTHING : new Outcome(passed);
    const isMarked = this.#goesByValue;
    this.#goesByValue = goesByValue;
    if (!goesByValue) {
      this.#bySet.add(this.#sets, outcome);
      return outcome;
    }
    if (!isMarked) this.#bySet.add(this.#sets, BY_VALUE);
    this.#byValue ??= new OutcomeMemo(this.#values.length);
    const byValue = this.#byValue;
    if (byValue.isOff || !this.#hasValues) return undefined;
    if (isMarked || byValue.find(this.#values) === undefined) byValue.add(this.#values, outcome);
    return outcome;
  }

  /** So many events were known by what `judged` said. */
  recalled(count: number): void {
    this.#bySet.recalled(count);
  }

  /** By what the event at hand was judged; each of those that are wanted is to be seen, whatever it passes. */
  judged(outcome: Outcome, screen: TextScreen | undefined, isWanted: boolean): Judged {
    const verdict = isWanted && outcome.isNothing ? NOTHING_BUT_WANTED : outcome;
    return { verdict, fields: this.#fields, numbers: this.#sets, goesByValue: this.#goesByValue, screen };
  }
}
