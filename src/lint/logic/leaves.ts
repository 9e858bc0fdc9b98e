import type { Expr } from '../../ir/index.ts';
import type { Site } from './flow.ts';
import { formulaAt } from './impossible.ts';
import { Effort, extend, type Term } from './terms.ts';

/** A test inside a condition, with what is known of the rows for which it decides. */
export interface Leaf {
  readonly test: Expr;
  /** True if rows pass for which the test does not hold. */
  readonly negated: boolean;
  /** True if no row passes without it. */
  readonly isRequired: boolean;
  /** True if the test alone decides which rows an exclusion takes out. */
  readonly isSingle: boolean;
  /** What is known where the test is asked: stages before, and what is required beside it. */
  readonly beside: readonly Term[];
  readonly site: Site;
}

/** The tests of a site's condition, left to right. */
function leavesAt(site: Site, effort: Effort): readonly Leaf[] {
  const found: Leaf[] = [];
  const walk = (
    expr: Expr,
    negated: boolean,
    isSingle: boolean,
    isRequired: boolean,
    beside: readonly Term[],
  ): void => {
    if (expr.kind === 'not') walk(expr.item, !negated, isSingle, isRequired, beside);
    else if (expr.kind === 'and' || expr.kind === 'or') {
      const isAll = (expr.kind === 'and') !== negated;
      for (const [i, item] of expr.items.entries()) {
        const others = isAll ? expr.items.filter((_, j) => j !== i) : [];
        const known = others.reduce((left, one) => extend(left, formulaAt(one, site.reading, negated), effort), beside);
        const isOwn = isSingle && (isAll || !negated);
        walk(item, negated, isOwn, isRequired && isAll, known.length > 0 ? known : beside);
      }
    } else found.push({ test: expr, negated, isSingle, isRequired, beside, site });
  };
  walk(site.condition, false, true, true, site.before);
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
