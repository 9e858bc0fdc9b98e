import type { Formula } from './formula.ts';
import { costOf, isContradiction, type Literal } from './literal.ts';

/** Tests that hold together; a list of them stands for one of several ways in which a row can pass. */
export type Term = readonly Literal[];

/** One way without any test. */
export const NOTHING_KNOWN: readonly Term[] = [[]];

/** Most ways that are told apart; a condition that would make more is left out, which only allows more rows. */
const MOST_TERMS = 64;
/** Most literals that are looked at for one query; beyond, every condition counts as one that may hold. */
const MOST_STEPS = 12_000;

/** Counts the work spent on a query. */
export class Effort {
  #left = MOST_STEPS;

  /** True once there is nothing left to spend. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  spend(steps: number): void {
    this.#left -= steps;
  }
}

function withLiteral(term: Term, literal: Literal, effort: Effort): Term | undefined {
  if (term.some((one) => one.negated === literal.negated && one.atom.key === literal.atom.key)) return term;
  const next = [...term, literal];
  effort.spend(costOf(term, literal));
  return !effort.isSpent && isContradiction(next) ? undefined : next;
}

/** The order in which parts of a conjunction are taken: what narrows first. */
function weight(formula: Formula): number {
  return formula.kind === 'or' ? formula.items.length + 1 : formula.kind === 'and' ? 1 : 0;
}

/** The ways of passing that are left when a condition is added; none if it can never hold beside them. May keep too many, never too few. */
export function extend(terms: readonly Term[], formula: Formula, effort: Effort): readonly Term[] {
  if (effort.isSpent || terms.length === 0) return terms;
  switch (formula.kind) {
    case 'constant':
      return formula.value ? terms : [];
    case 'literal': {
      const next = terms.map((term) => withLiteral(term, formula.literal, effort));
      return next.filter((term) => term !== undefined);
    }
    case 'and': {
      const ordered = [...formula.items].sort((a, b) => weight(a) - weight(b));
      return ordered.reduce((left, item) => extend(left, item, effort), terms);
    }
    case 'or': {
      const next: Term[] = [];
      for (const item of formula.items) {
        next.push(...extend(terms, item, effort));
        if (next.length > MOST_TERMS) return terms;
      }
      return next;
    }
  }
}
