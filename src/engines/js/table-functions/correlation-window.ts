import type { Correlation, CorrelationMeasure, RuleTest } from '../../../ir/index.ts';
import { foldCase, isNull, toNumber, toText, type Value } from '../../../value/index.ts';
import { keyId } from '../key-id.ts';
import type { Row } from '../row.ts';
import { meanOf, sumOf } from '../statistics.ts';
import { OrderedClauses } from './ordered-clauses.ts';

/** A hit of a rule: when it was, and what it brings. */
export interface Hit {
  /** Number of the rule. */
  readonly rule: number;
  readonly ms: number;
  /** Rows that it is made of; the last is the latest. */
  readonly rows: readonly Row[];
  value(name: string): Value;
}

/** Values as they are compared: letter case does not count (spec sigma §11.2). */
export function foldedId(values: readonly Value[]): string {
  return keyId(values.map((value) => (typeof value === 'string' ? foldCase(value, 'unicode') : value)));
}

/** The p-th percentile of sorted numbers by linear interpolation, both ends included (spec sigma §11.6). */
export function percentileOf(sorted: readonly number[], percentile: number): number {
  const place = ((sorted.length - 1) * percentile) / 100;
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return low + (high - low) * (place - Math.floor(place));
}

/** A chain of hits in the order of their rules, by when it began at the latest. */
interface Chain {
  readonly start: number;
  readonly last: Row;
}

/** Follows the longest chain of hits of ever later rules; hits come in the order of time, those of one event with the later rule first. */
class Chains {
  /** By length less one, then by the rule of the last hit: the chain that began last. */
  readonly #best: (Chain | undefined)[][] = [];

  add({ rule, ms, rows }: Hit): void {
    const row = rows.at(-1)!;
    for (let length = this.#best.length; length >= 0; length--) {
      const before = length === 0 ? { start: ms, last: undefined } : this.#latest(length - 1, rule, row);
      if (!before) continue;
      this.#best[length] ??= [];
      const known = this.#best[length]![rule];
      if (!known || before.start >= known.start) this.#best[length]![rule] = { start: before.start, last: row };
    }
  }

  /** The chain of a length whose last hit is of an earlier rule and of another event, and that began last. */
  #latest(index: number, before: number, other: Row): Chain | undefined {
    let latest: Chain | undefined;
    for (const [rule, chain] of (this.#best[index] ?? []).entries())
      if (rule < before && chain && chain.last !== other && chain.start >= (latest?.start ?? chain.start))
        latest = chain;
    return latest;
  }

  /** Rules of the longest chain that began at a time or later. */
  longest(from: number): number {
    for (let index = this.#best.length - 1; index >= 0; index--)
      if (this.#best[index]!.some((chain) => chain && chain.start >= from)) return index + 1;
    return 0;
  }
}

/** The hits of one group that stand in a window, with what is measured of them. */
export class HitWindow {
  readonly #correlation: Correlation;
  readonly #hits: Hit[] = [];
  readonly #rules = new Map<number, number>();
  readonly #distinct = new Map<string, number>();
  readonly #chains = new Chains();
  readonly #clauses: OrderedClauses | undefined;
  #first = 0;

  constructor(correlation: Correlation) {
    this.#correlation = correlation;
    const { measure, expression } = correlation;
    if (measure === 'ordered-rules' && expression) this.#clauses = new OrderedClauses(expression);
  }

  get hits(): readonly Hit[] {
    return this.#hits.slice(this.#first);
  }

  add(hit: Hit): void {
    this.#hits.push(hit);
    this.#count(hit, 1);
    if (this.#correlation.measure === 'ordered-rules') this.#chains.add(hit);
    this.#clauses?.add(hit);
  }

  /** Lets go of hits before a time. */
  dropBefore(ms: number): void {
    while (this.#first < this.#hits.length && this.#hits[this.#first]!.ms < ms)
      this.#count(this.#hits[this.#first++]!, -1);
  }

  #count(hit: Hit, by: 1 | -1): void {
    const change = <K>(counts: Map<K, number>, key: K): void => {
      const count = (counts.get(key) ?? 0) + by;
      if (count > 0) counts.set(key, count);
      else counts.delete(key);
    };
    change(this.#rules, hit.rule);
    if (this.#correlation.measure !== 'distinct') return;
    const values = this.#correlation.values.map((name) => hit.value(name));
    if (!values.some(isNull)) change(this.#distinct, foldedId(values));
  }

  #numbers(): number[] {
    const [name] = this.#correlation.values;
    return this.hits
      .map((hit) => (name === undefined ? null : toNumber(toText(hit.value(name)))))
      .filter((number) => number !== null);
  }

  /** What the correlation measures; undefined where there is no number to measure. */
  measure(from: number): number | undefined {
    const { measure, percentile } = this.#correlation;
    switch (measure) {
      case 'hits':
        return this.#hits.length - this.#first;
      case 'distinct':
        return this.#distinct.size;
      case 'rules':
        return this.#rules.size;
      case 'ordered-rules':
        return this.#chains.longest(from);
      default:
        return measureOf(measure, this.#numbers(), percentile);
    }
  }

  /** True if an expression over rules holds of the hits from a time on. */
  satisfies(expression: RuleTest, from: number): boolean {
    return this.#clauses ? this.#clauses.holds(from, (rule) => this.#rules.has(rule)) : this.#holds(expression);
  }

  #holds(test: RuleTest): boolean {
    switch (test.kind) {
      case 'rule':
        return this.#rules.has(test.rule);
      case 'not':
        return !this.#holds(test.item);
      case 'and':
        return test.items.every((item) => this.#holds(item));
      case 'or':
        return test.items.some((item) => this.#holds(item));
    }
  }
}

function measureOf(
  measure: Exclude<CorrelationMeasure, 'hits' | 'distinct' | 'rules' | 'ordered-rules'>,
  numbers: readonly number[],
  percentile: number,
): number | undefined {
  if (numbers.length === 0) return undefined;
  switch (measure) {
    case 'sum':
      return sumOf(numbers);
    case 'avg':
      return meanOf(numbers);
    case 'min':
      return numbers.reduce((a, b) => Math.min(a, b));
    case 'max':
      return numbers.reduce((a, b) => Math.max(a, b));
    case 'percentile':
      return percentileOf(
        [...numbers].sort((a, b) => a - b),
        percentile,
      );
  }
}
