import type { EventHeader } from '../../../event/index.ts';
import type { NumberedTest } from './field-matcher.ts';
import { type Formula, isLate, type ValueTest } from './formula.ts';
import { KIND_NUMBERS, KINDS } from './formula-data.ts';
import type { PlanFormula } from './formula-of-plan.ts';
import { ProgramWriter, type Step } from './program.ts';
import { type Lists, listsOf } from './text-classes.ts';
import { TriggerFinder } from './triggers.ts';

/** Tests of one field that are put together from so many on. */
const GROUPED = 3;

/** A plan with what an event of the bucket must hold for it. */
export interface BucketPlan extends PlanFormula {
  readonly plan: number;
}

/** Tests of a field, laid one behind the other: there may be thousands, which are looked at only if a matcher is made of them. */
export interface TestsData {
  readonly kinds: Uint8Array;
  readonly ids: Int32Array;
  /** Where the text of each ends in that of all. */
  readonly ends: Int32Array;
  readonly text: string;
}

/** Lays tests one behind the other. */
export function testsDataOf(tests: readonly NumberedTest[]): TestsData {
  const ends = new Int32Array(tests.length);
  let end = 0;
  for (const [index, { text }] of tests.entries()) {
    end += text.length;
    ends[index] = end;
  }
  return {
    kinds: Uint8Array.from(tests, ({ kind }) => KIND_NUMBERS[kind]),
    ids: Int32Array.from(tests, ({ id }) => id),
    ends,
    text: tests.map(({ text }) => text).join(''),
  };
}

/** The tests that were laid one behind the other. */
export function testsOf({ kinds, ids, ends, text }: TestsData): NumberedTest[] {
  let start = 0;
  return Array.from(ids, (id, index): NumberedTest => {
    const from = start;
    start = ends[index]!;
    return { id, kind: KINDS[kinds[index]!]!, text: text.slice(from, start) };
  });
}

/** A field of a bucket. */
export interface FieldData {
  readonly name: string;
  /** Its tests; none where they stand in a matcher that is kept with the bucket. */
  readonly tests: TestsData;
  /** True if the value itself may be asked: by patterns, or compared with that of another field. */
  readonly goesByValue: boolean;
  /** Programs that are triggered by a test of this field. */
  readonly programs: Int32Array;
}

/** What a bucket is made of, as plain data. Tests, fields, programs and groups go by their numbers. */
export interface BucketData {
  /** The plans, doubled, and odd if what their programs say is certain; programs have the same numbers. */
  readonly plans: Int32Array;
  readonly code: Int32Array;
  /** Where each program starts. */
  readonly starts: Int32Array;
  readonly fields: readonly FieldData[];
  readonly fieldOfTest: Int32Array;
  /** The same for a test that is looked for in its field, -1 for patterns and those that compare. */
  readonly plainFieldOfTest: Int32Array;
  /** The field that a test compares with, -1 for none. */
  readonly others: Int32Array;
  /** The tests that are patterns. */
  readonly patterns: readonly (readonly [test: number, pattern: string])[];
  /** The tests of each group, and the field that they are of. */
  readonly groups: Lists;
  readonly fieldOfGroup: Int32Array;
  /** Programs that each test triggers, and those that are asked of every event. */
  readonly triggered: Lists;
  readonly always: Int32Array;
  /** The tests of a provider that the header has answered. */
  readonly ofProvider: readonly ValueTest[];
}

interface Field {
  readonly number: number;
  readonly tests: NumberedTest[];
  goesByValue: boolean;
  readonly programs: number[];
}

/** Gives tests and groups of tests their numbers. */
class Numbers {
  readonly fields = new Map<string, Field>();
  readonly fieldOfTest: number[] = [];
  readonly plainFieldOfTest: number[] = [];
  readonly otherOfTest: number[] = [];
  readonly patterns: (readonly [test: number, pattern: string])[] = [];
  readonly groups: (readonly number[])[] = [];
  readonly #tests = new Map<ValueTest, number>();
  readonly #groups = new Map<string, number>();

  of(test: ValueTest): number {
    let number = this.#tests.get(test);
    if (number === undefined) {
      const field = this.fieldOf(test.field);
      number = this.#tests.size;
      this.#tests.set(test, number);
      if (test.kind === 'pattern') this.patterns.push([number, test.text]);
      const other = test.kind === 'same' ? this.fieldOf(test.text) : undefined;
      if (other) other.goesByValue = true;
      if (isLate(test)) field.goesByValue = true;
      this.otherOfTest.push(other?.number ?? -1);
      this.plainFieldOfTest.push(isLate(test) ? -1 : field.number);
      field.tests.push({ kind: test.kind, text: test.text, id: number });
      this.fieldOfTest.push(field.number);
    }
    return number;
  }

  fieldOf(name: string): Field {
    let field = this.fields.get(name);
    if (!field) {
      field = { number: this.fields.size, tests: [], goesByValue: false, programs: [] };
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
      this.groups.push(tests);
    }
    return number;
  }
}

/** Makes the bucket of plans whose formulas hold what the header of its events leaves open. */
export function bucketDataOf(
  plans: readonly BucketPlan[],
  header: EventHeader,
  ofProvider: readonly ValueTest[],
): BucketData {
  const numbers = new Numbers();
  const writer = new ProgramWriter();
  const finder = new TriggerFinder(header);
  const triggered: number[][] = [];
  const always: number[] = [];
  const starts = plans.map(({ formula }) => writer.add(numbers.stepOf(formula)));
  for (const [program, { formula }] of plans.entries()) {
    const triggers = finder.of(formula);
    if (!triggers) always.push(program);
    for (const test of triggers ?? []) {
      (triggered[numbers.of(test)] ??= []).push(program);
      numbers.fieldOf(test.field).programs.push(program);
    }
  }
  const { fieldOfTest, groups, patterns } = numbers;
  return {
    plans: Int32Array.from(plans, ({ plan, isExact }) => (plan << 1) | (isExact ? 1 : 0)),
    code: writer.finish(),
    starts: Int32Array.from(starts),
    fields: [...numbers.fields].map(([name, { tests, goesByValue, programs }]) => ({
      ...{ name, goesByValue },
      tests: testsDataOf(tests),
      programs: Int32Array.from(programs),
    })),
    fieldOfTest: Int32Array.from(fieldOfTest),
    plainFieldOfTest: Int32Array.from(numbers.plainFieldOfTest),
    others: Int32Array.from(numbers.otherOfTest),
    patterns,
    groups: listsOf(groups, groups.length),
    fieldOfGroup: Int32Array.from(groups, ([first]) => fieldOfTest[first!]!),
    triggered: listsOf(triggered, fieldOfTest.length),
    always: Int32Array.from(always),
    ofProvider,
  };
}
