import {
  ALWAYS,
  DOUBT,
  type DoubtfulFormula,
  type Formula,
  joined,
  keyOfTest,
  NEVER,
  type ValueTest,
  withoutDoubts,
} from './formula.ts';
import type { PlanFormula } from './formula-of-plan.ts';

/** Formulas of many plans as numbers and one text, so that they can be kept on a disk and shared by threads. */
export interface FormulaData {
  readonly fields: readonly string[];
  /** Four numbers a test: its field, its kind, and where its text stands. */
  readonly tests: Int32Array;
  readonly texts: string;
  /** The formulas, each before its items: a word's lowest two bits say what it is, the others its test or the number of its items. */
  readonly code: Int32Array;
  /** Where the formula of each plan stands, doubled, and odd if it is exact but for its doubts. */
  readonly starts: Int32Array;
}

/** The kinds of words. */
const HOLDS = 0;
const FAILS = 1;
const AND = 2;
const OR = 3;
/** The word of a doubt. */
const DOUBTED = -1;

/** The number of each kind of tests. */
export const KIND_NUMBERS: Readonly<Record<ValueTest['kind'], number>> = {
  anywhere: 0,
  start: 1,
  end: 2,
  whole: 3,
  number: 4,
  present: 5,
  absent: 6,
  beyond: 7,
  length: 8,
  same: 9,
  pattern: 10,
};
/** The kinds of tests by their numbers. */
export const KINDS = Object.keys(KIND_NUMBERS) as ValueTest['kind'][];

/** Puts formulas into data, each test once. */
export class FormulaWriter {
  readonly #fields = new Map<string, number>();
  readonly #known = new Map<string, number>();
  readonly #tests: number[] = [];
  readonly #code: number[] = [];
  readonly #starts: number[] = [];
  readonly #texts: string[] = [];
  #length = 0;

  add({ formula, isExact }: PlanFormula<DoubtfulFormula>): void {
    this.#starts.push((this.#code.length << 1) | (isExact ? 1 : 0));
    this.#write(formula);
  }

  #write(formula: DoubtfulFormula): void {
    if (formula.kind === 'doubt') {
      this.#code.push(DOUBTED);
      return;
    }
    if (formula.kind === 'holds' || formula.kind === 'fails') {
      this.#code.push((this.#testOf(formula.test) << 2) | (formula.kind === 'holds' ? HOLDS : FAILS));
      return;
    }
    this.#code.push((formula.items.length << 2) | (formula.kind === 'and' ? AND : OR));
    for (const item of formula.items) this.#write(item);
  }

  #testOf(one: ValueTest): number {
    const { field, kind, text } = one;
    const key = keyOfTest(one);
    let test = this.#known.get(key);
    if (test === undefined) {
      test = this.#known.size;
      this.#known.set(key, test);
      const number = this.#fields.get(field) ?? this.#fields.size;
      this.#fields.set(field, number);
      this.#tests.push(number, KIND_NUMBERS[kind], this.#length, this.#length + text.length);
      this.#texts.push(text);
      this.#length += text.length;
    }
    return test;
  }

  finish(): FormulaData {
    return {
      fields: [...this.#fields.keys()],
      tests: Int32Array.from(this.#tests),
      texts: this.#texts.join(''),
      code: Int32Array.from(this.#code),
      starts: Int32Array.from(this.#starts),
    };
  }
}

/** What is known of a test beforehand: whether it holds, or that this cannot be told at all; undefined if the event tells. */
export type Decide = (test: ValueTest) => boolean | 'open' | undefined;

/** Reads formulas out of data; a test is one object each time it is met. */
export class FormulaReader {
  readonly #data: FormulaData;
  readonly #tests: (ValueTest | undefined)[] = [];
  #at = 0;
  #isOpen = false;
  #hasDoubts = false;

  constructor(data: FormulaData) {
    this.#data = data;
  }

  /** The formula of a plan, where `decide` answers for the tests that it knows; one that it leaves open makes it inexact. */
  formulaOf(plan: number, decide: Decide): PlanFormula {
    const start = this.#data.starts[plan]!;
    this.#at = start >> 1;
    this.#isOpen = false;
    this.#hasDoubts = false;
    const read = this.#read(decide);
    const formula = this.#hasDoubts ? withoutDoubts(read) : (read as Formula);
    return { formula, isExact: (start & 1) !== 0 && !this.#isOpen && !(this.#hasDoubts && isDoubtful(read)) };
  }

  #read(decide: Decide): DoubtfulFormula {
    const word = this.#data.code[this.#at++]!;
    if (word === DOUBTED) {
      this.#hasDoubts = true;
      return DOUBT;
    }
    const kind = word & 3;
    const number = word >> 2;
    if (kind === HOLDS || kind === FAILS) {
      const test = this.#testOf(number);
      const known = decide(test);
      if (known === 'open') {
        this.#isOpen = true;
        return ALWAYS;
      }
      if (known !== undefined) return known === (kind === HOLDS) ? ALWAYS : NEVER;
      return { kind: kind === HOLDS ? 'holds' : 'fails', test };
    }
    const items: DoubtfulFormula[] = [];
    for (let i = 0; i < number; i++) items.push(this.#read(decide));
    return joined(kind === AND ? 'and' : 'or', items);
  }

  #testOf(number: number): ValueTest {
    let test = this.#tests[number];
    if (!test) {
      const { fields, tests, texts } = this.#data;
      const at = 4 * number;
      test = {
        field: fields[tests[at]!]!,
        kind: KINDS[tests[at + 1]!]!,
        text: texts.slice(tests[at + 2], tests[at + 3]),
      };
      this.#tests[number] = test;
    }
    return test;
  }
}

/** True if a doubt is left. */
function isDoubtful(formula: DoubtfulFormula): boolean {
  return formula.kind === 'doubt' || ('items' in formula && formula.items.some(isDoubtful));
}
