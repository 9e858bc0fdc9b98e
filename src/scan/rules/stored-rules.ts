import { formulasOf } from '../../engines/js/detector/detector.ts';
import { type FormulaData, FormulaReader } from '../../engines/js/detector/formula-data.ts';
import { type Expr, handsOn, nodesOf, type Plan, type PlanOf } from '../../ir/index.ts';
import type { RunnableDetection } from '../alert.ts';
import { asksForLineNumbers } from '../line-numbers.ts';
import { tableUses } from '../tables/table-uses.ts';

/** Marks the bytes of stored rules; the last sign is the version of their form. */
const MAGIC = 'SPRULES5';
const HEAD = 16;

/** Logs that rules read: most rules share theirs. */
type Logs = Pick<RunnableDetection, 'reads' | 'reach'>;

/** What is stored of a rule beside its plan and its logs. */
type Entry = Omit<RunnableDetection, 'plan' | 'tables' | 'stored' | keyof Logs>;

interface Contents {
  readonly remarks: unknown;
  readonly entries: readonly Entry[];
  readonly logs: readonly Logs[];
  /** For each entry the number of its logs. */
  readonly logsOf: readonly number[];
  readonly fields: readonly string[];
  /** Numbers of each part of the formulas, in the order in which they are stored. */
  readonly sizes: readonly [tests: number, code: number, starts: number];
  /** Bytes of the texts of the formulas. */
  readonly texts: number;
}

/** Where a rule is stored. */
export interface StoredPlace {
  readonly bytes: Uint8Array;
  readonly number: number;
}

/** True if a plan reads events one by one, and nothing else: then it need not be started before an event may matter to it. */
function isPlain(plan: Plan): boolean {
  const nodes = nodesOf(plan);
  return (
    nodes.every(handsOn) &&
    nodes.every((node) => node.kind !== 'filter' || node.role !== 'scope') &&
    tableUses(plan).length === 0 &&
    !asksForLineNumbers(plan)
  );
}

/** Bytes that threads can share, where the host has such. */
export function sharedBytes(size: number): Uint8Array {
  return new Uint8Array(typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(size) : new SharedArrayBuffer(size));
}

const aligned = (size: number): number => Math.ceil(size / 4) * 4;

/** The filter that rows of a plan meet first. */
function firstFilter(plan: Plan): PlanOf<'filter'> | undefined {
  const node = nodesOf(plan)[1];
  return node?.kind === 'filter' ? node : undefined;
}

/**
 * A plan as two texts: the condition of its first filter, which is most of it and which an event that is known to pass need not be
 * asked, and the rest. Places in the text of the rule are left out: they are for people, and nothing that runs a plan reads them.
 */
function textsOf(plan: Plan): readonly [condition: string, rest: string] {
  const first = firstFilter(plan);
  const text = (value: unknown): string =>
    JSON.stringify(value, function (this: unknown, key, part) {
      return key === 'origin' || (key === 'condition' && this === first) ? undefined : part;
    });
  return [first ? text(first.condition) : '', text(plan)];
}

/** Rules as bytes, for a disk and for other threads, with remarks as plain data; none of the rules brings tables. */
export function storeRules(rules: readonly RunnableDetection[], remarks?: unknown): Uint8Array {
  const encoder = new TextEncoder();
  const formulas = formulasOf(rules.map(({ plan }) => plan));
  const texts = encoder.encode(formulas.texts);
  const logs = new Map<string, number>();
  const logsOf = rules.map(({ reads, reach }) => {
    const key = JSON.stringify({ reads, ...(reach && { reach }) } satisfies Logs);
    if (!logs.has(key)) logs.set(key, logs.size);
    return logs.get(key)!;
  });
  const contents: Contents = {
    remarks,
    entries: rules.map(({ plan, tables: _, stored: __, reads: ___, reach: ____, ...entry }) => ({
      ...entry,
      isPlain: isPlain(plan),
    })),
    logs: [...logs.keys()].map((key) => JSON.parse(key) as Logs),
    logsOf,
    fields: formulas.fields,
    sizes: [formulas.tests.length, formulas.code.length, formulas.starts.length],
    texts: texts.length,
  };
  const head = encoder.encode(JSON.stringify(contents));
  const plans = rules.flatMap(({ plan }) => textsOf(plan).map((text) => encoder.encode(text)));
  const ends = new Int32Array(plans.length);
  let size = 0;
  for (const [index, plan] of plans.entries()) {
    size += plan.length;
    ends[index] = size;
  }
  const numbers = [ends, formulas.tests, formulas.code, formulas.starts];
  const words = numbers.reduce((sum, { length }) => sum + length, 0);
  const bytes = sharedBytes(HEAD + aligned(head.length) + 4 * words + texts.length + size);
  bytes.set(encoder.encode(MAGIC));
  new DataView(bytes.buffer).setUint32(8, head.length, true);
  let at = HEAD;
  bytes.set(head, at);
  at += aligned(head.length);
  for (const part of numbers) {
    new Int32Array(bytes.buffer, at, part.length).set(part);
    at += 4 * part.length;
  }
  bytes.set(texts, at);
  at += texts.length;
  for (const plan of plans) {
    bytes.set(plan, at);
    at += plan.length;
  }
  return bytes;
}

const opened = new WeakMap<Uint8Array, StoredRules>();

/** Rules that are stored in bytes; a plan is read when it is first asked for. */
export class StoredRules {
  readonly rules: readonly RunnableDetection[];
  readonly remarks: unknown;
  readonly formulas: FormulaReader;
  readonly bytes: Uint8Array;
  readonly #ends: Int32Array;
  readonly #plansAt: number;
  readonly #decoder = new TextDecoder();

  /** The rules in bytes, opened once; undefined if the bytes are none of this version. */
  static of(bytes: Uint8Array): StoredRules | undefined {
    let rules = opened.get(bytes);
    if (!rules) {
      if (bytes.length < HEAD || new TextDecoder().decode(bytes.slice(0, MAGIC.length)) !== MAGIC) return undefined;
      rules = new StoredRules(bytes);
      opened.set(bytes, rules);
    }
    return rules;
  }

  private constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
    const contents = JSON.parse(this.#text(HEAD, HEAD + length)) as Contents;
    this.remarks = contents.remarks;
    let at = HEAD + aligned(length);
    const numbers = (count: number): Int32Array => {
      const part = new Int32Array(bytes.buffer, bytes.byteOffset + at, count);
      at += 4 * count;
      return part;
    };
    this.#ends = numbers(2 * contents.entries.length);
    const [tests, code, starts] = contents.sizes.map(numbers) as [Int32Array, Int32Array, Int32Array];
    const texts = this.#text(at, at + contents.texts);
    const data: FormulaData = { fields: contents.fields, tests, code, starts, texts };
    this.formulas = new FormulaReader(data);
    this.#plansAt = at + contents.texts;
    this.rules = contents.entries.map(
      (entry, number) => new StoredRule(entry, contents.logs[contents.logsOf[number]!]!, this, { bytes, number }),
    );
  }

  #text(from: number, to: number): string {
    return this.#decoder.decode(this.bytes.slice(from, to));
  }

  #part(index: number): string {
    const from = index === 0 ? 0 : this.#ends[index - 1]!;
    return this.#text(this.#plansAt + from, this.#plansAt + this.#ends[index]!);
  }

  plan(number: number): Plan {
    const plan = JSON.parse(this.#part(2 * number + 1)) as Plan;
    const first = firstFilter(plan);
    if (!first) return plan;
    let condition: Expr | undefined;
    const read = (): Expr => (condition ??= JSON.parse(this.#part(2 * number)) as Expr);
    Object.defineProperty(first, 'condition', { enumerable: true, get: read });
    return plan;
  }
}

/** A rule whose plan is read when it is first asked for. */
class StoredRule implements RunnableDetection {
  readonly id!: string;
  readonly attack!: readonly string[];
  readonly form!: RunnableDetection['form'];
  readonly repairs!: readonly string[];
  readonly reads!: RunnableDetection['reads'];
  readonly stored: StoredPlace;
  readonly #rules: StoredRules;
  #plan: Plan | undefined;

  constructor(entry: Entry, logs: Logs, rules: StoredRules, stored: StoredPlace) {
    Object.assign(this, entry, logs);
    this.stored = stored;
    this.#rules = rules;
  }

  get plan(): Plan {
    this.#plan ??= this.#rules.plan(this.stored.number);
    return this.#plan;
  }
}
