import {
  type Event,
  type FieldId,
  type FieldTexts,
  QUERY_FIELDS,
  type Raw,
  type UnitRun,
} from '../../../event/index.ts';
import { toText, wholeText } from '../../../value/index.ts';
import { compilePattern, type StaticPattern, type TextTest } from '../pattern.ts';
import { textOfRaw, valuesText } from '../row.ts';
import { type BucketData, type FieldData, testsDataOf, testsOf } from './bucket-data.ts';
import { FieldMatcher, type MatcherData, matcherOf } from './field-matcher.ts';
import type { ValueTest } from './formula.ts';
import { ALL_VALUES } from './may-hold.ts';
import { ANY, FAILS, HOLDS, NONE, PASS } from './program.ts';
import type { Found } from './text-automaton.ts';
import { ASCII } from './text-classes.ts';
import { UNKNOWN, ValueMemo } from './value-memo.ts';

/** What is known of a group of tests. */
const MAY_HOLD = 1;
const MUST_HOLD = 2;

/** A plan that an event may pass, by its number doubled; odd if it passes the leading filters for certain. */
export type Passed = number;

/** The number of the plan. */
export const planOf = (passed: Passed): number => passed >> 1;
/** True if the event passes the plan's leading filters for certain. */
export const isCertain = (passed: Passed): boolean => (passed & 1) !== 0;

/** A field at work. */
interface Field {
  readonly number: number;
  readonly data: FieldData;
  readonly name: string;
  readonly id: FieldId;
  readonly hasPatterns: boolean;
  matcher: FieldMatcher | undefined;
  /** Remembers what the matcher found. */
  memo: ValueMemo | undefined;
  /** What the event at hand has: nothing, one text, or several values or of another kind than text. */
  value: 'none' | 'text' | 'several';
  /** The text, once it was asked for, its units until then, and what is remembered of it. */
  text: string | undefined;
  units: Uint16Array;
  start: number;
  end: number;
  known: number;
  /** Set for the field of all values: takes one of them. */
  visit: ((run: UnitRun) => void) | undefined;
}

const NO_FIELD = -1;
const NO_UNITS = new Uint16Array(0);

function fieldOf(data: FieldData, number: number, matcher: MatcherData | null | undefined): Field {
  const { name, hasPatterns } = data;
  return {
    ...{ number, data, name, hasPatterns, memo: undefined, visit: undefined },
    id: QUERY_FIELDS.intern(name),
    matcher: matcher ? new FieldMatcher(matcher) : undefined,
    ...{ value: 'none', text: undefined, units: NO_UNITS, start: 0, end: 0, known: UNKNOWN },
  };
}

/** Units of the longest text that is read as a number. */
const MOST_DIGITS = 40;

const PIECE = 4096;

function textOfUnits(units: Uint16Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += PIECE)
    text += String.fromCharCode.apply(null, units.subarray(at, Math.min(end, at + PIECE)) as unknown as number[]);
  return text;
}

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
  readonly #fields: readonly Field[];
  readonly #fieldOfTest: Int32Array;
  readonly #others: Int32Array;
  /** The field of a test that is looked for in one, `NO_FIELD` of others. */
  readonly #plainFieldOfTest: Int32Array;
  /** The patterns that are tests, and what tries them, once one is asked for. */
  readonly #patterns: readonly (string | undefined)[];
  readonly #tries: (TextTest | undefined)[] = [];
  /** Fields of which tests trigger programs. */
  readonly #first: readonly number[];
  /** Each says of which event the thing was found, so that nothing is cleared between events. */
  readonly #found: Int32Array;
  readonly #searched: Int32Array;
  readonly #open: Int32Array;
  readonly #several: Int32Array;
  readonly #asked: Int32Array;
  readonly #groupAsked: Int32Array;
  readonly #groupStates: Int32Array;
  #stamp = 0;
  /** The last event of which a value left something open. */
  #uncertain = 0;
  #event!: Event;
  #texts: FieldTexts | undefined;
  #candidates: number[] = [];
  #scratch = new Uint16Array(256);

  constructor(data: BucketData, matchers: KeptBucket['matchers'] = []) {
    const { plans, code, starts, fields, fieldOfTest, others, patterns, fieldOfGroup } = data;
    this.#data = data;
    this.#plans = plans;
    this.#starts = starts;
    this.#code = code;
    this.#fields = fields.map((field, number) => fieldOf(field, number, matchers[number]));
    this.#fieldOfTest = fieldOfTest;
    this.#others = others;
    const tests = fieldOfTest.length;
    const texts: (string | undefined)[] = new Array(tests).fill(undefined);
    for (const [test, pattern] of patterns) texts[test] = pattern;
    this.#patterns = texts;
    this.#plainFieldOfTest = fieldOfTest.map((field, test) =>
      others[test]! >= 0 || texts[test] !== undefined ? NO_FIELD : field,
    );
    this.#first = fields.flatMap(({ programs }, field) => (programs.length > 0 ? [field] : []));
    for (const field of this.#fields) {
      if (field.name === ALL_VALUES)
        field.visit = ({ units, start, end }) => {
          if (field.matcher!.search(units, start, end, this)) this.#leaveOpen(field.number);
        };
    }
    this.#found = new Int32Array(tests);
    this.#searched = new Int32Array(fields.length);
    this.#open = new Int32Array(fields.length);
    this.#several = new Int32Array(fields.length);
    this.#asked = new Int32Array(plans.length);
    this.#groupAsked = new Int32Array(fieldOfGroup.length);
    this.#groupStates = new Int32Array(fieldOfGroup.length);
  }

  /** The bucket as plain data, with the matchers that were made; of fields that have one the tests are not needed any more. */
  save(): KeptBucket {
    const matchers = this.#fields.map(({ matcher }) => matcher?.data ?? null);
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
    return this.#fields.reduce((sum, { matcher }) => sum + (matcher ? 1 : 0), 0);
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
    for (let i = 0; i < this.#first.length; i++) this.#search(this.#first[i]!);
    const from = into.length;
    const { always } = this.#data;
    for (let i = 0; i < always.length; i++) this.#ask(always[i]!, into);
    for (let i = 0; i < candidates.length; i++) this.#ask(candidates[i]!, into);
    if (into.length - from > 1) into.sort((a, b) => a - b);
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
    if (this.#others[number]! >= 0) return this.#isSame(this.#fields[field]!, this.#fields[this.#others[number]!]!);
    return this.#answerOfPattern(this.#patterns[number]!, number, this.#fields[field]!, kind === FAILS);
  }

  /** Whether a pattern may hold of a field's value, or fail. */
  #answerOfPattern(pattern: string, test: number, field: Field, fails: boolean): boolean {
    if (this.#searched[field.number] !== this.#stamp) this.#search(field.number);
    if (field.value === 'none') return fails;
    if (field.value === 'several') return true;
    const answers = field.known === UNKNOWN ? undefined : field.memo!.answersOf(field.known);
    let holds = answers?.get(test);
    if (holds === undefined) {
      field.text ??= textOfUnits(field.units, field.start, field.end);
      this.#tries[test] ??= compilePattern(JSON.parse(pattern) as StaticPattern);
      holds = this.#tries[test]!(field.text);
      answers?.set(test, holds);
    }
    return holds !== fails;
  }

  /** True if two fields may have the same value, letter case aside. */
  #isSame(field: Field, other: Field): boolean {
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
    const { starts, items } = this.#data.triggered;
    for (let i = starts[test]!; i < starts[test + 1]!; i++) this.#trigger(items[i]!);
  }

  #hits(tests: readonly number[]): void {
    for (let i = 0; i < tests.length; i++) this.hit(tests[i]!);
  }

  #trigger(program: number): void {
    if (this.#asked[program] === this.#stamp) return;
    this.#asked[program] = this.#stamp;
    this.#candidates.push(program);
  }

  /** Finds which tests of a field hold. */
  #search(number: number): void {
    this.#searched[number] = this.#stamp;
    const field = this.#fields[number]!;
    field.matcher ??= new FieldMatcher(matcherOf(testsOf(field.data.tests)));
    const { matcher } = field;
    if (field.visit) {
      const screen = matcher.nextScreen();
      if (screen && this.#texts?.lacks?.(screen)) return;
      const json = this.#texts?.asciiJson?.();
      if (json && matcher.searchJson(json, this)) return;
      if (!this.#texts?.allTexts(field.visit, matcher.shortest)) this.#text(number, matcher, valuesText(this.#event));
      return;
    }
    field.known = UNKNOWN;
    const run = this.#texts?.units(field.id);
    if (run) {
      const { units, start, end } = run;
      field.value = 'text';
      field.text = undefined;
      field.units = units;
      field.start = start;
      field.end = end;
      this.#hits(matcher.present);
      if (matcher.numbers.size > 0) {
        // A number of so many digits is left to the plan.
        if (end - start > MOST_DIGITS) this.#leaveOpen(number);
        else this.#number(matcher, textOfUnits(units, start, end));
      }
      if (matcher.readsText || field.hasPatterns) {
        field.memo ??= new ValueMemo(matcher);
        if (field.memo.search(units, start, end, this)) this.#leaveOpen(number);
        field.known = field.memo.last;
      }
    } else if (run === null) {
      field.value = 'none';
      this.#hits(matcher.absent);
    } else this.#value(field, matcher, this.#event.get(field.name));
  }

  #value(field: Field, matcher: FieldMatcher, value: Raw): void {
    const { number } = field;
    if (value === null || value === undefined) {
      field.value = 'none';
      this.#hits(matcher.absent);
      return;
    }
    if (Array.isArray(value)) {
      // Which of the items a test reads is left to it: what holds of none holds of no test, what holds of one may not of another.
      for (const item of value as readonly Raw[]) this.#value(field, matcher, item);
      if (value.length === 0) this.#hits(matcher.absent);
      field.value = 'several';
      this.#several[number] = this.#stamp;
      this.#uncertain = this.#stamp;
      return;
    }
    this.#hits(matcher.present);
    const text = toText(textOfRaw(value))!;
    field.value = 'text';
    field.text = text;
    if (typeof value === 'number') {
      const ids = matcher.ofNumber(value);
      if (ids) this.#hits(ids);
    } else this.#number(matcher, text);
    if (matcher.readsText) this.#text(number, matcher, text);
  }

  #number(matcher: FieldMatcher, text: string): void {
    if (matcher.numbers.size === 0) return;
    const whole = wholeText(text);
    const ids = whole === undefined ? undefined : matcher.numbers.get(whole);
    if (ids) this.#hits(ids);
  }

  #text(number: number, matcher: FieldMatcher, text: string): void {
    if (text.length > this.#scratch.length) this.#scratch = new Uint16Array(text.length * 2);
    const units = this.#scratch;
    for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
    if (matcher.search(units, 0, text.length, this)) this.#leaveOpen(number);
  }

  /** Nothing is certain of a field: all that it could trigger is asked. */
  #leaveOpen(number: number): void {
    this.#open[number] = this.#stamp;
    this.#uncertain = this.#stamp;
    for (const program of this.#fields[number]!.data.programs) this.#trigger(program);
  }
}
