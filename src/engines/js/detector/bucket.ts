import { type Event, type FieldTexts, type Judged, QUERY_FIELDS, type UnitRun } from '../../../event/index.ts';
import { compilePattern, type StaticPattern, type TextTest } from '../pattern.ts';
import { valuesText } from '../row.ts';
import { type BucketData, testsDataOf } from './bucket-data.ts';
import { BucketField, unitsOf } from './bucket-field.ts';
import { hitAll, type MatcherData } from './field-matcher.ts';
import type { ValueTest } from './formula.ts';
import { FoundIds } from './found-sets.ts';
import { ALL_VALUES } from './may-hold.ts';
import { Outcome, Outcomes } from './outcomes.ts';
import { ANY, FAILS, HOLDS, NONE, PASS } from './program.ts';
import type { Found } from './text-automaton.ts';
import { ASCII } from './text-classes.ts';

/** What is known of a group of tests. */
const MAY_HOLD = 1;
const MUST_HOLD = 2;

/** A plan that an event may pass, by its number doubled; odd if it passes the leading filters for certain. */
export type Passed = number;

/** The number of the plan. */
export const planOf = (passed: Passed): number => passed >> 1;
/** True if the event passes the plan's leading filters for certain. */
export const isCertain = (passed: Passed): boolean => (passed & 1) !== 0;

const NO_FIELD = -1;

/** Events of a bucket that are asked of every rule before outcomes are remembered: most kinds have few. */
const WORTH_REMEMBERING = 16;

/** A pattern that was tried so often, and of so many events that were asked of rules one, is tried of every new value. */
const OFTEN = 32;
const MOSTLY = 4;

/** What can be kept of a bucket: its data, and by field what was made of it. */
export interface KeptBucket {
  readonly data: BucketData;
  readonly matchers: readonly (MatcherData | null)[];
}

/** Which of the plans that events of one kind may pass does an event pass, by the texts and numbers that it holds. */
export class Bucket implements Found {
  readonly #data: BucketData;
  readonly #plans: Int32Array;
  readonly #starts: Int32Array;
  readonly #code: Int32Array;
  readonly #fields: readonly BucketField[];
  /** The field of all values, and what takes one of them. */
  readonly #all: number;
  readonly #visit: (run: UnitRun) => void;
  readonly #fieldOfTest: Int32Array;
  readonly #others: Int32Array;
  /** The field of a test that is looked for in one, `NO_FIELD` of others. */
  readonly #plainFieldOfTest: Int32Array;
  /** The patterns that are tests, and what tries them, once one is asked for. */
  readonly #patterns: ReadonlyMap<number, string>;
  readonly #tries: (TextTest | undefined)[] = [];
  /** How often each was tried, and how many events were asked of rules. */
  readonly #tried: number[] = [];
  /** Those that were tried of most events, with their fields. */
  readonly #frequent = new Map<number, BucketField>();
  #events = 0;
  /** Fields of which tests trigger programs. */
  readonly #first: readonly number[];
  /** Each says of which event the thing was found, so that nothing is cleared between events. */
  readonly #found: Int32Array;
  readonly #searched: Int32Array;
  readonly #looked: Int32Array;
  readonly #open: Int32Array;
  readonly #several: Int32Array;
  readonly #asked: Int32Array;
  readonly #groupAsked: Int32Array;
  readonly #groupStates: Int32Array;
  readonly #isWatched: Uint8Array;
  #stamp = 0;
  /** The last event in which a test held. */
  #hit = 0;
  /** The last event of which a value left something open. */
  #uncertain = 0;
  #event!: Event;
  #texts: FieldTexts | undefined;
  #candidates: number[] = [];
  #count = 0;
  /** What events passed by the fields that were ever searched, but for the one of all values. */
  #outcomes: Outcomes | undefined;
  #watched: number[] = [];
  #watchesAll = false;
  /** True if the outcome for the event at hand depends on more than the fields that are watched. */
  #dependsOnMore = false;
  /** Bits of the fields whose values were asked of the event at hand. */
  #askedValues = 0;
  /** What was made of the event at hand, if it can be told by the fields that are watched. */
  #outcome: Outcome | undefined;

  constructor(data: BucketData, matchers: KeptBucket['matchers'] = []) {
    const { plans, code, starts, fields, fieldOfTest, plainFieldOfTest, others, patterns, fieldOfGroup } = data;
    this.#data = data;
    this.#plans = plans;
    this.#starts = starts;
    this.#code = code;
    const ids = new FoundIds(fieldOfTest.length);
    const onForget = (): void => this.#forgetOutcomes();
    this.#fields = fields.map((field, number) => new BucketField(field, ids, matchers[number], onForget));
    this.#fieldOfTest = fieldOfTest;
    this.#others = others;
    const tests = fieldOfTest.length;
    this.#patterns = new Map(patterns);
    this.#plainFieldOfTest = plainFieldOfTest;
    this.#first = fields.flatMap(({ programs }, field) => (programs.length > 0 ? [field] : []));
    this.#all = fields.findIndex(({ name }) => name === ALL_VALUES);
    this.#visit = ({ units, start, end }) => {
      if (this.#fields[this.#all]!.matcher.search(units, start, end, this)) this.#leaveOpen(this.#all);
    };
    this.#found = new Int32Array(tests);
    this.#searched = new Int32Array(fields.length);
    this.#looked = new Int32Array(fields.length);
    this.#isWatched = new Uint8Array(fields.length);
    this.#open = new Int32Array(fields.length);
    this.#several = new Int32Array(fields.length);
    this.#asked = new Int32Array(plans.length);
    this.#groupAsked = new Int32Array(fieldOfGroup.length);
    this.#groupStates = new Int32Array(fieldOfGroup.length);
  }

  /** The bucket as plain data, with the matchers that were made; of fields that have one the tests are not needed any more. */
  save(): KeptBucket {
    const matchers = this.#fields.map(({ made }) => made ?? null);
    const none = testsDataOf([]);
    const fields = this.#data.fields.map((field, number) => (matchers[number] ? { ...field, tests: none } : field));
    return { data: { ...this.#data, fields }, matchers };
  }

  /** True if no event of this kind passes any of the plans. */
  get isEmpty(): boolean {
    return this.#plans.length === 0;
  }

  /** The tests of a provider that the header has answered: for a header with the same answers the bucket is the same. */
  get ofProvider(): readonly ValueTest[] {
    return this.#data.ofProvider;
  }

  /** How many matchers were made so far. */
  get made(): number {
    return this.#fields.reduce((sum, { made }) => sum + (made ? 1 : 0), 0);
  }

  /** How many plans there are, how many of them are asked of every event, and for how many things is looked. */
  stats(): { readonly detections: number; readonly always: number; readonly tests: number } {
    return { detections: this.#plans.length, always: this.#data.always.length, tests: this.#found.length };
  }

  /** Adds the plans that an event may pass, in their order. */
  search(event: Event, into: Passed[]): void {
    this.#stamp++;
    this.#event = event;
    const { texts } = event;
    this.#texts = texts?.fields === QUERY_FIELDS ? texts : undefined;
    const candidates = this.#candidates;
    // Setting the length costs, even to what it is.
    if (candidates.length > 0) candidates.length = 0;
    this.#outcome = undefined;
    this.#askedValues = 0;
    const recalled = texts?.recalled;
    if (recalled instanceof Outcome) {
      this.#outcomes?.recalled(1);
      add(recalled, into);
      return;
    }
    if (this.#count < WORTH_REMEMBERING) {
      this.#count++;
      this.#askAll(into);
      return;
    }
    if (this.#frequent.size > 0) this.#tryAlways();
    this.#outcomes ??= new Outcomes(this.#watched.map((number) => this.#fields[number]!));
    const outcomes = this.#outcomes;
    const isKeyed = !outcomes.isOff && this.#findKeys(outcomes);
    const known = isKeyed ? outcomes.find() : undefined;
    if (known) {
      this.#outcome = known;
      add(known, into);
      return;
    }
    this.#dependsOnMore = !isKeyed;
    const from = into.length;
    this.#askAll(into);
    if (!this.#dependsOnMore) this.#outcome = outcomes.add(into.slice(from), this.#askedValues);
  }

  /**
   * What was made of the last event, for readers that remember it; undefined if more decides than the values of some fields. Events that
   * are wanted are to be seen, whatever they pass.
   */
  judged(isWanted: boolean): Judged | undefined {
    if (!this.#outcome) return undefined;
    const screen = this.#watchesAll ? this.#fields[this.#all]!.matcher.screen : undefined;
    return this.#watchesAll && !screen ? undefined : this.#outcomes!.judged(this.#outcome, screen, isWanted);
  }

  /** So many events were turned down by readers, by a sieve or as others were that are like them. */
  sieved(count: number): void {
    this.#outcomes?.recalled(count);
  }

  /** Finds what the outcome depends on; false if that cannot be told by a number for each field. */
  #findKeys(outcomes: Outcomes): boolean {
    if (this.#watchesAll) {
      this.#search(this.#all);
      if (this.#hit === this.#stamp) return false;
    }
    const watched = this.#watched;
    for (let i = 0; i < watched.length; i++) {
      outcomes.key(i, this.#look(watched[i]!));
    }
    // Numbers may have been given anew meanwhile.
    return this.#outcomes === outcomes;
  }

  /** Asks the rules that something of the event triggers, and those that are asked of every event. */
  #askAll(into: Passed[]): void {
    this.#events++;
    const { length } = into;
    const { always } = this.#data;
    const candidates = this.#candidates;
    for (let i = 0; i < this.#first.length; i++) {
      const field = this.#first[i]!;
      if (this.#searched[field] !== this.#stamp) this.#search(field);
    }
    for (let i = 0; i < always.length; i++) this.#ask(always[i]!, into);
    for (let i = 0; i < candidates.length; i++) this.#ask(candidates[i]!, into);
    if (into.length - length > 1) into.sort((a, b) => a - b);
  }

  #ask(program: number, into: Passed[]): void {
    if (!this.#passes(this.#starts[program]!)) return;
    const passed = this.#plans[program]!;
    into.push(this.#uncertain === this.#stamp ? passed & ~1 : passed);
  }

  #passes(start: number): boolean {
    const code = this.#code;
    const plain = this.#plainFieldOfTest;
    const [found, searched, open] = [this.#found, this.#searched, this.#open];
    const stamp = this.#stamp;
    let at = start;
    while (at >= 0) {
      const word = code[at]!;
      const kind = word & 3;
      const number = word >> 2;
      const field = kind < ANY ? plain[number]! : NO_FIELD;
      let isYes: boolean;
      if (field === NO_FIELD) isYes = this.#answer(kind, number);
      else {
        if (searched[field] !== stamp) this.#search(field);
        if (open[field] === stamp) isYes = true;
        else if (kind === HOLDS) isYes = found[number] === stamp;
        else isYes = found[number] !== stamp || this.#several[field] === stamp;
      }
      at = code[isYes ? at + 1 : at + 2]!;
    }
    return at === PASS;
  }

  /** What no field's search alone answers. */
  #answer(kind: number, number: number): boolean {
    if (kind === ANY) return (this.#groupState(number) & MAY_HOLD) !== 0;
    if (kind === NONE) return (this.#groupState(number) & MUST_HOLD) === 0;
    const field = this.#fieldOfTest[number]!;
    if (this.#others[number]! >= 0) return this.#isSame(field, this.#others[number]!);
    return this.#answerOfPattern(this.#patterns.get(number)!, number, field, kind === FAILS);
  }

  /** Whether a pattern may hold of a field's value, or fail. */
  #answerOfPattern(pattern: string, test: number, number: number, fails: boolean): boolean {
    if (this.#searched[number] !== this.#stamp) this.#search(number);
    const field = this.#fields[number]!;
    if (field.value === 'none') return fails;
    if (field.value === 'several') return true;
    if (field.isTried(test)) return (this.#found[test] === this.#stamp) !== fails;
    this.#noteAsked(field);
    const { answers } = field;
    let holds = answers?.get(test);
    if (holds === undefined) {
      this.#tries[test] ??= compilePattern(JSON.parse(pattern) as StaticPattern);
      holds = this.#tries[test]!(field.text);
      answers?.set(test, holds);
    }
    this.#note(test, field);
    return holds !== fails;
  }

  /** Counts that a pattern was tried of the event at hand. */
  #note(test: number, field: BucketField): void {
    const tried = (this.#tried[test] ?? 0) + 1;
    this.#tried[test] = tried;
    if (tried >= OFTEN && MOSTLY * tried >= this.#events) this.#frequent.set(test, field);
  }

  /** Patterns that are tried of most events become part of what holds of a value. */
  #tryAlways(): void {
    for (const [test, field] of this.#frequent) field.tryAlways(test, this.#tries[test]!);
    this.#frequent.clear();
  }

  /** The value itself of a field is asked of the event at hand. */
  #noteAsked({ bit }: BucketField): void {
    this.#askedValues |= bit;
    if (bit === 0) this.#dependsOnMore = true;
  }

  /** True if two fields may have the same value, letter case aside. */
  #isSame(number: number, another: number): boolean {
    for (const one of [number, another]) {
      if (this.#searched[one] !== this.#stamp) this.#search(one);
      this.#noteAsked(this.#fields[one]!);
    }
    const [field, other] = [this.#fields[number]!, this.#fields[another]!];
    const first = this.#texts?.units(field.id);
    if (!first) return first === undefined;
    const { units, start, end } = first;
    const second = this.#texts!.units(other.id);
    if (!second) return second === undefined;
    // No rule of letter case changes how many units a text has.
    if (second.end - second.start !== end - start) return false;
    const wanted = second.units;
    for (let i = start, j = second.start; i < end; i++, j++) {
      if (units[i]! >= ASCII || wanted[j]! >= ASCII) return true;
      if (units[i] !== wanted[j] && (units[i]! | 32) !== (wanted[j]! | 32)) return false;
    }
    return true;
  }

  /** Whether any test of a group may hold, and whether any must. */
  #groupState(group: number): number {
    const stamp = this.#stamp;
    if (this.#groupAsked[group] === stamp) return this.#groupStates[group]!;
    const { groups, fieldOfGroup } = this.#data;
    const field = fieldOfGroup[group]!;
    const found = this.#found;
    if (this.#searched[field] !== stamp) this.#search(field);
    let state = 0;
    if (this.#open[field] === stamp) state = MAY_HOLD;
    for (let i = groups.starts[group]!; i < groups.starts[group + 1]!; i++) {
      if (found[groups.items[i]!] !== stamp) continue;
      state = this.#several[field] === stamp || this.#open[field] === stamp ? MAY_HOLD : MAY_HOLD | MUST_HOLD;
      break;
    }
    this.#groupAsked[group] = stamp;
    this.#groupStates[group] = state;
    return state;
  }

  /** A test holds. */
  hit(test: number): void {
    if (this.#found[test] === this.#stamp) return;
    this.#found[test] = this.#stamp;
    this.#hit = this.#stamp;
    const { starts, items } = this.#data.triggered;
    for (let i = starts[test]!; i < starts[test + 1]!; i++) this.#trigger(items[i]!);
  }

  #trigger(program: number): void {
    if (this.#asked[program] === this.#stamp) return;
    this.#asked[program] = this.#stamp;
    this.#candidates.push(program);
  }

  /** Looks at a field once an event. */
  #look(number: number): BucketField {
    const field = this.#fields[number]!;
    if (this.#looked[number] !== this.#stamp) {
      this.#looked[number] = this.#stamp;
      field.look(this.#event, this.#texts);
    }
    return field;
  }

  /** Finds which tests of a field hold. */
  #search(number: number): void {
    this.#searched[number] = this.#stamp;
    if (this.#isWatched[number] === 0) this.#watch(number);
    if (number === this.#all) {
      this.#searchAll();
      return;
    }
    const { ids, isOpen, isSeveral } = this.#look(number).set;
    hitAll(ids, this);
    if (isSeveral) {
      this.#several[number] = this.#stamp;
      this.#uncertain = this.#stamp;
    }
    if (isOpen) this.#leaveOpen(number);
  }

  /** Numbers by which outcomes were remembered are good no more. */
  #forgetOutcomes(): void {
    this.#outcomes = undefined;
  }

  /** Outcomes depend on a field, too, from now on. */
  #watch(number: number): void {
    this.#isWatched[number] = 1;
    if (number === this.#all) this.#watchesAll = true;
    else this.#watched.push(number);
    this.#outcomes = undefined;
    this.#dependsOnMore = true;
  }

  /** Finds which tests hold of any value of the event. */
  #searchAll(): void {
    const { matcher } = this.#fields[this.#all]!;
    const texts = this.#texts;
    const screen = matcher.nextScreen();
    if (screen && texts?.lacks?.(screen)) return;
    const json = texts?.plainJson?.();
    if (json && matcher.searchJson(json, this)) return;
    if (texts?.allTexts(this.#visit, matcher.shortest)) return;
    const text = valuesText(this.#event);
    this.#visit({ units: unitsOf(text), start: 0, end: text.length });
  }

  /** Nothing is certain of a field: all that it could trigger is asked. */
  #leaveOpen(number: number): void {
    this.#open[number] = this.#stamp;
    this.#uncertain = this.#stamp;
    this.#hit = this.#stamp;
    for (const program of this.#fields[number]!.data.programs) this.#trigger(program);
  }
}

function add({ passed }: Outcome, into: Passed[]): void {
  for (let i = 0; i < passed.length; i++) into.push(passed[i]!);
}
