import type { Expr } from '../../ir/index.ts';
import { formulaAt } from '../logic/condition.ts';
import type { FilterSite } from '../logic/flow.ts';
import { canNeverHold } from '../logic/impossible.ts';
import { type Effort, extend } from '../logic/terms.ts';

/** The items of a condition that must all hold. */
function required(condition: Expr): readonly Expr[] {
  return condition.kind === 'and' ? condition.items.flatMap(required) : [condition];
}

/** The exclusions that take out every event which the rest of a condition finds; none if the rest finds none anyway. */
export function hidingExclusions({ condition, before, reading }: FilterSite, effort: Effort): readonly Expr[] {
  if (!canNeverHold(before, formulaAt(condition, reading), effort)) return [];
  const items = required(condition);
  const found = items.filter((item) => item.kind !== 'not');
  const excluded = items.filter((item) => item.kind === 'not');
  const left = found.reduce((terms, item) => extend(terms, formulaAt(item, reading), effort), before);
  if (found.length === 0 || left.length === 0) return [];
  const alone = excluded.filter((item) => canNeverHold(left, formulaAt(item, reading), effort));
  // Of several filters in one exclusion, those that would do it by themselves.
  const filters = alone.flatMap((item) => (item.kind === 'not' && item.item.kind === 'or' ? item.item.items : []));
  const sole = filters.filter((one) => canNeverHold(left, formulaAt(one, reading, true), effort));
  return sole.length > 0 ? sole : alone.length > 0 ? alone : excluded;
}
