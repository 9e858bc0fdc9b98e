import { clausesOf, type RuleTest } from '../../../ir/index.ts';
import type { Hit } from './correlation-window.ts';

/** One way in which an expression over rules can hold, with what was found of it. */
interface FollowedClause {
  readonly has: readonly number[];
  readonly lacks: readonly number[];
  /** By length less one: when the chain of the first rules began at the latest. */
  readonly starts: number[];
}

/**
 * Follows hits for an expression over rules whose order counts: those that it asks for must come one after the other (spec sigma §11.2,
 * 11.3). Hits come in the order of time, those of one event with the later rule first, so that none follows another of the same event.
 */
export class OrderedClauses {
  readonly #clauses: readonly FollowedClause[];

  constructor(test: RuleTest) {
    this.#clauses = (clausesOf(test) ?? []).map((clause) => ({ ...clause, starts: [] }));
  }

  add({ rule, ms }: Hit): void {
    for (const { has, starts } of this.#clauses) {
      const at = has.indexOf(rule);
      const start = at === 0 ? ms : starts[at - 1];
      if (at >= 0 && start !== undefined && start >= (starts[at] ?? start)) starts[at] = start;
    }
  }

  /** True if one of the ways holds by hits from a time on, and of the rules that it forbids none has a hit. */
  holds(from: number, hasHit: (rule: number) => boolean): boolean {
    return this.#clauses.some(
      ({ has, lacks, starts }) =>
        !lacks.some(hasHit) && (has.length === 0 || (starts[has.length - 1] ?? Number.NEGATIVE_INFINITY) >= from),
    );
  }
}
