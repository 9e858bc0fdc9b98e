import {
  type Event,
  type EventHeader,
  type FieldId,
  type FieldTexts,
  QUERY_FIELDS,
  type Raw,
  type UnitRun,
} from '../../../event/index.ts';
import { toText, wholeText } from '../../../value/index.ts';
import { compilePattern, type StaticPattern, type TextTest } from '../pattern.ts';
import { textOfRaw, valuesText } from '../row.ts';
import { FieldMatcher, type NumberedTest } from './field-matcher.ts';
import { type Formula, isLate, type ValueTest } from './formula.ts';
import type { PlanFormula } from './formula-of-plan.ts';
import { ALL_VALUES } from './may-hold.ts';
import { ANY, FAILS, NONE, PASS, ProgramWriter, type Step } from './program.ts';
import type { Found } from './text-automaton.ts';
import { ASCII } from './text-classes.ts';
import { TriggerFinder } from './triggers.ts';
import { type Known, ValueMemo } from './value-memo.ts';

/** Tests of one field that are put together from so many on. */
const GROUPED = 3;

/** What is known of a group of tests. */
const MAY_HOLD = 1;
const MUST_HOLD = 2;

/** A plan with what an event of the bucket must hold for it. */
export interface BucketPlan extends PlanFormula {
  readonly plan: number;
}

/** A plan that an event may pass, by its number doubled; odd if it passes the leading filters for certain. */
export type Passed = number;

/** The number of the plan. */
export const planOf = (passed: Passed): number => passed >> 1;
/** True if the event passes the plan's leading filters for certain. */
export const isCertain = (passed: Passed): boolean => (passed & 1) !== 0;

interface Field {
  readonly number: number;
  readonly name: string;
  readonly id: FieldId;
  readonly tests: NumberedTest[];
  /** True if patterns are tried on the value. */
  hasPatterns: boolean;
  /** Programs that are triggered by a test of this field. */
  readonly programs: number[];
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
  known: Known | undefined;
  /** Set for the field of all values: takes one of them. */
  visit: ((run: UnitRun) => void) | undefined;
}

const NO_UNITS = new Uint16Array(0);

/** Tests of one field. */
interface Group {
  readonly tests: Int32Array;
  readonly field: number;
}

/** Gives tests and groups of tests their numbers. */
class Numbers {
  readonly fields = new Map<string, Field>();
  readonly fieldOfTest: number[] = [];
  /** The field that a test compares with, -1 for none. */
  readonly otherOfTest: number[] = [];
  readonly patternOfTest: (string | undefined)[] = [];
  readonly groups: Group[] = [];
  readonly #tests = new Map<ValueTest, number>();
  readonly #groups = new Map<string, number>();

  of(test: ValueTest): number {
    let number = this.#tests.get(test);
    if (number === undefined) {
      const field = this.#fieldOf(test.field);
      number = this.#tests.size;
      this.#tests.set(test, number);
      if (test.kind === 'pattern') field.hasPatterns = true;
      this.patternOfTest.push(test.kind === 'pattern' ? test.text : undefined);
      this.otherOfTest.push(test.kind === 'same' ? this.#fieldOf(test.text).number : -1);
      field.tests.push({ field: test.field, kind: test.kind, text: test.text, id: number });
      this.fieldOfTest.push(field.number);
    }
    return number;
  }

  #fieldOf(name: string): Field {
    let field = this.fields.get(name);
    if (!field) {
      const [number, id] = [this.fields.size, QUERY_FIELDS.intern(name)];
      field = {
        ...{
          number,
          name,
          id,
          tests: [],
          hasPatterns: false,
          programs: [],
          matcher: undefined,
          memo: undefined,
          visit: undefined,
        },
        ...{ value: 'none', text: undefined, units: NO_UNITS, start: 0, end: 0, known: undefined },
      };
      this.fields.set(name, field);
    }
    return field;
  }

  /** The step of a formula; tests of which one has to hold are one question where they are many. */
  stepOf(formula: Formula): Step {
    if (formula.kind === 'holds' || formula.kind === 'fails')
      return { kind: formula.kind, number: this.of(formula.test) };
    const { kind, items } = formula;
    const [plain, group] = kind === 'or' ? (['holds', 'any'] as const) : (['fails', 'none'] as const);
    const byField = new Map<string, ValueTest[]>();
    const steps: Step[] = [];
    for (const item of items) {
      if (item.kind !== plain || isLate(item.test)) steps.push(this.stepOf(item));
      else {
        const tests = byField.get(item.test.field);
        if (tests) tests.push(item.test);
        else byField.set(item.test.field, [item.test]);
      }
    }
    const groups = [...byField.values()].flatMap((tests): Step[] => {
      const numbers = tests.map((test) => this.of(test));
      if (tests.length >= GROUPED) return [{ kind: group, number: this.#groupOf(numbers) }];
      return numbers.map((number) => ({ kind: plain, number }));
    });
    return { kind, items: [...groups, ...steps] };
  }

  #groupOf(tests: readonly number[]): number {
    const key = tests.join(',');
    let number = this.#groups.get(key);
    if (number === undefined) {
      number = this.groups.length;
      this.#groups.set(key, number);
      this.groups.push({ tests: Int32Array.from(tests), field: this.fieldOfTest[tests[0]!]! });
    }
    return number;
  }
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

/** Which of the plans that events of one kind may pass does an event pass, by the texts and numbers that it holds. */
export class Bucket implements Found {
  readonly #plans: readonly Passed[];
  readonly #starts: readonly number[];
  readonly #code: Int32Array;
  readonly #fields: readonly Field[];
  readonly #fieldOfTest: Int32Array;
  readonly #others: Int32Array;
  /** The patterns that are tests, and what tries them, once one is asked for. */
  readonly #patterns: readonly (string | undefined)[];
  readonly #tries: (TextTest | undefined)[] = [];
  readonly #groups: readonly Group[];
  /** Programs that a test triggers, and those that are asked of every event. */
  readonly #triggered: readonly (readonly number[] | undefined)[];
  readonly #always: readonly number[];
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

  constructor(plans: readonly BucketPlan[], header: EventHeader) {
    const numbers = new Numbers();
    const writer = new ProgramWriter();
    const finder = new TriggerFinder(header);
    const triggered: number[][] = [];
    const always: number[] = [];
    this.#plans = plans.map(({ plan, isExact }) => (plan << 1) | (isExact ? 1 : 0));
    this.#starts = plans.map(({ formula }) => writer.add(numbers.stepOf(formula)));
    for (const [program, { formula }] of plans.entries()) {
      const triggers = finder.of(formula);
      if (!triggers) always.push(program);
      for (const test of triggers ?? []) {
        const number = numbers.of(test);
        (triggered[number] ??= []).push(program);
        numbers.fields.get(test.field)!.programs.push(program);
      }
    }
    this.#code = writer.finish();
    this.#fields = [...numbers.fields.values()];
    this.#fieldOfTest = Int32Array.from(numbers.fieldOfTest);
    this.#others = Int32Array.from(numbers.otherOfTest);
    this.#patterns = numbers.patternOfTest;
    this.#groups = numbers.groups;
    this.#triggered = Array.from({ length: numbers.fieldOfTest.length }, (_, test) => triggered[test]);
    this.#always = always;
    this.#first = this.#fields.flatMap(({ programs }, field) => (programs.length > 0 ? [field] : []));
    for (const [number, field] of this.#fields.entries()) {
      if (field.name === ALL_VALUES)
        field.visit = ({ units, start, end }) => {
          if (field.matcher!.search(units, start, end, this)) this.#leaveOpen(number);
        };
    }
    this.#found = new Int32Array(numbers.fieldOfTest.length);
    this.#searched = new Int32Array(this.#fields.length);
    this.#open = new Int32Array(this.#fields.length);
    this.#several = new Int32Array(this.#fields.length);
    this.#asked = new Int32Array(plans.length);
    this.#groupAsked = new Int32Array(this.#groups.length);
    this.#groupStates = new Int32Array(this.#groups.length);
  }

  /** True if no event of this kind passes any of the plans. */
  get isEmpty(): boolean {
    return this.#plans.length === 0;
  }

  /** How many plans there are, how many of them are asked of every event, and for how many things is looked. */
  stats(): { readonly detections: number; readonly always: number; readonly tests: number } {
    return { detections: this.#plans.length, always: this.#always.length, tests: this.#found.length };
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
    for (let i = 0; i < this.#always.length; i++) this.#ask(this.#always[i]!, into);
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
    let at = start;
    while (at >= 0) {
      const word = code[at]!;
      at = code[this.#answer(word & 3, word >> 2) ? at + 1 : at + 2]!;
    }
    return at === PASS;
  }

  #answer(kind: number, number: number): boolean {
    if (kind === ANY) return (this.#groupState(number) & MAY_HOLD) !== 0;
    if (kind === NONE) return (this.#groupState(number) & MUST_HOLD) === 0;
    const field = this.#fieldOfTest[number]!;
    if (this.#others[number]! >= 0) return this.#isSame(this.#fields[field]!, this.#fields[this.#others[number]!]!);
    const pattern = this.#patterns[number];
    if (pattern !== undefined) return this.#answerOfPattern(pattern, number, this.#fields[field]!, kind === FAILS);
    if (this.#searched[field] !== this.#stamp) this.#search(field);
    if (this.#open[field] === this.#stamp) return true;
    if (kind === FAILS) return this.#found[number] !== this.#stamp || this.#several[field] === this.#stamp;
    return this.#found[number] === this.#stamp;
  }

  /** Whether a pattern may hold of a field's value, or fail. */
  #answerOfPattern(pattern: string, test: number, field: Field, fails: boolean): boolean {
    if (this.#searched[field.number] !== this.#stamp) this.#search(field.number);
    if (field.value === 'none') return fails;
    if (field.value === 'several') return true;
    const { known } = field;
    let holds = known?.answers?.get(test);
    if (holds === undefined) {
      field.text ??= textOfUnits(field.units, field.start, field.end);
      this.#tries[test] ??= compilePattern(JSON.parse(pattern) as StaticPattern);
      holds = this.#tries[test]!(field.text);
      if (known) {
        known.answers ??= new Map();
        known.answers.set(test, holds);
      }
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
    const { tests, field } = this.#groups[group]!;
    const found = this.#found;
    if (this.#searched[field] !== stamp) this.#search(field);
    let state = 0;
    if (this.#open[field] === stamp) state = MAY_HOLD;
    for (let i = 0; i < tests.length; i++) {
      if (found[tests[i]!] !== stamp) continue;
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
    const triggered = this.#triggered[test];
    if (triggered) this.#trigger(triggered);
  }

  #hits(tests: readonly number[]): void {
    for (let i = 0; i < tests.length; i++) this.hit(tests[i]!);
  }

  #trigger(programs: readonly number[]): void {
    for (let i = 0; i < programs.length; i++) {
      const program = programs[i]!;
      if (this.#asked[program] === this.#stamp) continue;
      this.#asked[program] = this.#stamp;
      this.#candidates.push(program);
    }
  }

  /** Finds which tests of a field hold. */
  #search(number: number): void {
    this.#searched[number] = this.#stamp;
    const field = this.#fields[number]!;
    field.matcher ??= new FieldMatcher(field.tests);
    field.memo ??= new ValueMemo(field.matcher);
    const { matcher, memo } = field;
    if (field.name === ALL_VALUES) {
      const json = this.#texts?.asciiJson?.();
      if (json && matcher.searchJson(json, this)) return;
      if (!this.#texts?.allTexts(field.visit!, matcher.shortest)) this.#text(number, matcher, valuesText(this.#event));
      return;
    }
    field.known = undefined;
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
        if (memo.search(units, start, end, this)) this.#leaveOpen(number);
        field.known = memo.last;
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
    this.#trigger(this.#fields[number]!.programs);
  }
}
