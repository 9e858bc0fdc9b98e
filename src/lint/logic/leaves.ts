import type { Expr } from '../../ir/index.ts';
import { formulaAt } from './condition.ts';
import type { Site } from './flow.ts';
import { Effort, extend, type Term } from './terms.ts';

/** A condition that must hold beside a test. */
interface Other {
  readonly expr: Expr;
  readonly negated: boolean;
}

/** A test inside a condition, with what is known of the rows for which it decides. */
export class Leaf {
  readonly site: Site;
  readonly test: Expr;
  /** True if rows pass for which the test does not hold. */
  readonly negated: boolean;
  /** True if the test alone decides which rows an exclusion takes out. */
  readonly isSingle: boolean;
  /** True if no row passes without it. */
  readonly isRequired: boolean;
  readonly #others: readonly Other[];
  readonly #effort: Effort;

  constructor(
    site: Site,
    test: Expr,
    negated: boolean,
    isSingle: boolean,
    isRequired: boolean,
    others: readonly Other[],
    effort: Effort,
  ) {
    this.site = site;
    this.test = test;
    this.negated = negated;
    this.isSingle = isSingle;
    this.isRequired = isRequired;
    this.#others = others;
    this.#effort = effort;
  }

  /** What is known where the test is asked: by stages before, and by what must hold beside it. */
  get beside(): readonly Term[] {
    const { before, reading } = this.site;
    const add = (left: readonly Term[], { expr, negated }: Other): readonly Term[] =>
      extend(left, formulaAt(expr, reading, negated), this.#effort);
    const known = this.#others.reduce(add, before);
    return known.length > 0 ? known : before;
  }
}

/** The tests of a site's condition, left to right. */
function leavesAt(site: Site, effort: Effort): readonly Leaf[] {
  const found: Leaf[] = [];
  const walk = (
    expr: Expr,
    negated: boolean,
    isSingle: boolean,
    isRequired: boolean,
    others: readonly Other[],
  ): void => {
    if (expr.kind === 'not') walk(expr.item, !negated, isSingle, isRequired, others);
    else if (expr.kind === 'and' || expr.kind === 'or') {
      const isAll = (expr.kind === 'and') !== negated;
      for (const item of expr.items) {
        const beside = isAll ? expr.items.filter((one) => one !== item).map((one) => ({ expr: one, negated })) : [];
        walk(item, negated, isSingle && (isAll || !negated), isRequired && isAll, [...others, ...beside]);
      }
    } else found.push(new Leaf(site, expr, negated, isSingle, isRequired, others, effort));
  };
  walk(site.condition, false, true, true, []);
  return found;
}

const known = new WeakMap<readonly Site[], readonly Leaf[]>();

/** The tests of all conditions of a query, worked out once. */
export function leavesOf(sites: readonly Site[]): readonly Leaf[] {
  let leaves = known.get(sites);
  if (!leaves) {
    const effort = new Effort();
    leaves = sites.flatMap((site) => leavesAt(site, effort));
    known.set(sites, leaves);
  }
  return leaves;
}
