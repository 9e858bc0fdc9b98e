import type { AggregateCall, AggregateName } from '../../ir/index.ts';
import { isNull, jsonText, parseJson, toNumber, toText, type Value } from '../../value/index.ts';
import { ExactSum, type SavedSum } from './exact-sum.ts';
import { compareOrder, type OrderKey } from './order-key.ts';
import { deviationOf } from './statistics.ts';

/** The running state of one aggregate of one group. Adding and merging in any order and grouping give the same result. */
export interface Accumulator {
  add(value: Value, order: OrderKey): void;
  /** Its state as plain data, valid until the next call. */
  save(): unknown;
  /** Takes in what an accumulator of the same aggregate saved. */
  merge(saved: unknown): void;
  result(): Value;
  /** The bound that kept it from seeing all values, if one did. */
  readonly truncated: 'values' | 'sample' | undefined;
}

/** How many values all aggregates of a stage may still keep. */
export interface SampleBudget {
  left: number;
}

const isValue = (value: Value): value is string | number | boolean => !isNull(value);

/** Sums, averages and deviations; values that are no numbers take no part (spec sumo §8.1). */
abstract class Numeric implements Accumulator {
  readonly truncated = undefined;
  protected readonly sum = new ExactSum();
  protected count = 0;
  add(value: Value): void {
    const number = isValue(value) ? toNumber(value) : null;
    if (number === null) return;
    this.count++;
    this.sum.add(number);
  }
  save(): readonly [count: number, sum: SavedSum] {
    return [this.count, this.sum.save()];
  }
  merge(saved: unknown): void {
    const [count, sum] = saved as ReturnType<Numeric['save']>;
    this.count += count;
    this.sum.merge(sum);
  }
  abstract result(): Value;
}

class Sum extends Numeric {
  override result(): Value {
    return this.count === 0 ? null : this.sum.value;
  }
}

class Average extends Numeric {
  override result(): Value {
    return this.count === 0 ? null : this.sum.value / this.count;
  }
}

/** Count of rows, or of rows that have a value. */
class Count implements Accumulator {
  readonly truncated = undefined;
  readonly #onlyValues: boolean;
  #count = 0;
  constructor(onlyValues: boolean) {
    this.#onlyValues = onlyValues;
  }
  add(value: Value): void {
    if (!this.#onlyValues || isValue(value)) this.#count++;
  }
  save(): number {
    return this.#count;
  }
  merge(saved: unknown): void {
    this.#count += saved as number;
  }
  result(): Value {
    return this.#count;
  }
}

/** Smallest or greatest number. */
class Extreme implements Accumulator {
  readonly truncated = undefined;
  readonly #sign: 1 | -1;
  #best: number | null = null;
  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }
  add(value: Value): void {
    const number = isValue(value) ? toNumber(value) : null;
    if (number === null) return;
    if (this.#best === null || (number - this.#best) * this.#sign > 0) this.#best = number === 0 ? 0 : number;
  }
  save(): number | null {
    return this.#best;
  }
  merge(saved: unknown): void {
    this.add(saved as number | null);
  }
  result(): Value {
    return this.#best;
  }
}

/** The value of the row that stands first or last in the order at hand; rows without a value are passed over. */
class AtEnd implements Accumulator {
  readonly truncated = undefined;
  readonly #sign: 1 | -1;
  #best: Value = null;
  #order: OrderKey | undefined;
  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }
  add(value: Value, order: OrderKey): void {
    if (!isValue(value)) return;
    if (this.#order && compareOrder(order, this.#order) * this.#sign >= 0) return;
    this.#best = value;
    this.#order = order;
  }
  save(): readonly [best: Value, order: OrderKey | undefined] {
    return [this.#best, this.#order];
  }
  merge(saved: unknown): void {
    const [best, order] = saved as ReturnType<AtEnd['save']>;
    if (order) this.add(best, order);
  }
  result(): Value {
    return this.#best;
  }
}

/** Distinct values, "" being one; exact as long as the budget lasts. */
class Distinct implements Accumulator {
  readonly #seen = new Set<string>();
  readonly #budget: SampleBudget;
  truncated: 'sample' | undefined;
  constructor(budget: SampleBudget) {
    this.#budget = budget;
  }
  add(value: Value): void {
    if (!isValue(value)) return;
    const text = toText(value) ?? '';
    if (this.#seen.has(text)) return;
    if (this.#budget.left <= 0) this.truncated = 'sample';
    else {
      this.#budget.left--;
      this.#seen.add(text);
    }
  }
  save(): readonly [seen: readonly string[], truncated: 'sample' | undefined] {
    return [[...this.#seen], this.truncated];
  }
  merge(saved: unknown): void {
    const [seen, truncated] = saved as ReturnType<Distinct['save']>;
    for (const text of seen) this.add(text);
    this.truncated ??= truncated;
  }
  result(): Value {
    return this.#seen.size;
  }
}

/** Distinct values as lines in code point order, the first `bound` of them (spec sumo §8.1, 18.9). */
class Values implements Accumulator {
  readonly #bound: number;
  readonly #seen = new Set<string>();
  truncated: 'values' | undefined;
  constructor(bound: number) {
    this.#bound = bound;
  }
  add(value: Value): void {
    if (!isValue(value)) return;
    const text = toText(value) ?? '';
    if (this.#seen.has(text)) return;
    this.#seen.add(text);
    if (this.#seen.size <= this.#bound) return;
    this.truncated = 'values';
    this.#seen.delete(greatest(this.#seen));
  }
  save(): readonly [seen: readonly string[], truncated: 'values' | undefined] {
    return [[...this.#seen], this.truncated];
  }
  merge(saved: unknown): void {
    const [seen, truncated] = saved as ReturnType<Values['save']>;
    for (const text of seen) this.add(text);
    this.truncated ??= truncated;
  }
  result(): Value {
    return this.#seen.size === 0 ? null : [...this.#seen].sort(byCodePoint).join('\n');
  }
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function greatest(texts: Iterable<string>): string {
  let best = '';
  for (const text of texts) if (text > best) best = text;
  return best;
}

/** All numbers of a group, for measures that need them together; those beyond the budget take no part. */
abstract class Sample implements Accumulator {
  protected readonly numbers: number[] = [];
  readonly #budget: SampleBudget;
  truncated: 'sample' | undefined;
  constructor(budget: SampleBudget) {
    this.#budget = budget;
  }
  add(value: Value): void {
    const number = isValue(value) ? toNumber(value) : null;
    if (number === null) return;
    if (this.#budget.left <= 0) this.truncated = 'sample';
    else {
      this.#budget.left--;
      this.numbers.push(number);
    }
  }
  save(): readonly [numbers: readonly number[], truncated: 'sample' | undefined] {
    return [this.numbers, this.truncated];
  }
  merge(saved: unknown): void {
    const [numbers, truncated] = saved as ReturnType<Sample['save']>;
    for (const number of numbers) this.add(number);
    this.truncated ??= truncated;
  }
  abstract result(): Value;
}

/** Sample standard deviation (spec sumo §8.1, 18.9). */
class Deviation extends Sample {
  override result(): Value {
    return this.numbers.length === 0 ? null : deviationOf(this.numbers);
  }
}

/** Percentile by linear interpolation between neighbors (spec sumo §8.1, 18.9). */
class Percentile extends Sample {
  readonly #percent: number;
  constructor(percent: number, budget: SampleBudget) {
    super(budget);
    this.#percent = percent;
  }
  override result(): Value {
    const sorted = [...this.numbers].sort((a, b) => a - b);
    if (sorted.length === 0) return null;
    const at = (Math.min(100, Math.max(0, this.#percent)) / 100) * (sorted.length - 1);
    const low = sorted[Math.floor(at)]!;
    return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
  }
}

/** A value with its time, as `withtime` puts them together (spec sumo §7.7); undefined if it is none. */
function timedValue(text: Value): { readonly value: Value; readonly time: number } | undefined {
  const json = typeof text === 'string' ? parseJson(text) : undefined;
  if (json?.kind !== 'object') return undefined;
  const [value, time] = ['value', 'time'].map((name) => json.entries.find(([key]) => key === name)?.[1]);
  const ms = time && toNumber(jsonText(time));
  return value && typeof ms === 'number' ? { value: jsonText(value), time: ms } : undefined;
}

/** The value of the greatest or least time that it carries; of equal times the first in the order of the rows. */
class Timed implements Accumulator {
  readonly truncated = undefined;
  readonly #sign: 1 | -1;
  #best: readonly [value: Value, time: number, order: OrderKey] | undefined;
  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }
  add(text: Value, order: OrderKey): void {
    const timed = timedValue(text);
    if (timed) this.#offer([timed.value, timed.time, order]);
  }
  save() {
    return this.#best;
  }
  merge(saved: unknown): void {
    if (saved) this.#offer(saved as readonly [Value, number, OrderKey]);
  }
  result(): Value {
    return this.#best?.[0] ?? null;
  }
  #offer(one: readonly [Value, number, OrderKey]): void {
    const best = this.#best;
    const difference = best ? (one[1] - best[1]) * this.#sign : 1;
    if (difference > 0 || (difference === 0 && compareOrder(one[2], best![2]) < 0)) this.#best = one;
  }
}

const MAKERS: Record<AggregateName, (call: AggregateCall, valuesBound: number, budget: SampleBudget) => Accumulator> = {
  count: () => new Count(false),
  'count-values': () => new Count(true),
  'count-distinct': (_call, _bound, budget) => new Distinct(budget),
  sum: () => new Sum(),
  avg: () => new Average(),
  min: () => new Extreme(-1),
  max: () => new Extreme(1),
  first: () => new AtEnd(1),
  last: () => new AtEnd(-1),
  values: (_call, valuesBound) => new Values(valuesBound),
  stddev: (_call, _bound, budget) => new Deviation(budget),
  'most-recent': () => new Timed(1),
  'least-recent': () => new Timed(-1),
  percentile: (call, _bound, budget) => new Percentile(call.parameter ?? 50, budget),
};

/** A fresh accumulator of an aggregate; `budget` is shared by all of a stage. */
export function startAggregate(aggregate: AggregateCall, valuesBound: number, budget: SampleBudget): Accumulator {
  return MAKERS[aggregate.fn](aggregate, valuesBound, budget);
}
