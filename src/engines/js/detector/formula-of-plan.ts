import { nodesOf, type Plan } from '../../../ir/index.ts';
import { compiledPart } from '../compile/compiled-part.ts';
import { leadingConditions } from '../leading-conditions.ts';
import { isQuietExpr } from '../pre/is-quiet.ts';
import { conditionsOf } from '../pre/pre.ts';
import { type DoubtfulFormula, distinct, type Formula, joined } from './formula.ts';
import { mayBe } from './may-have-shape.ts';
import { mayHoldOf } from './may-hold.ts';

/** What an event must hold so that a plan may let it through, or say a word of it. */
export interface PlanFormula<Of = Formula> {
  readonly formula: Of;
  /** True if an event that holds it passes all filters that stand before any other stage, where no value leaves anything open. */
  readonly isExact: boolean;
}

/** The formula of a plan, exact but for its doubts. */
export function formulaOfPlan(plan: Plan): PlanFormula<DoubtfulFormula> {
  const conditions = leadingConditions(plan);
  // A function that remarks on values has to be asked.
  const leading = conditions.every(isQuietExpr) ? conditions.map(mayHoldOf) : [];
  const scan = nodesOf(plan)[0];
  const isText = scan?.kind === 'scan' && scan.fieldsAs === 'text';
  // Conditions on columns, seen through to the fields that they are made of.
  const behind = isText ? conditionsOf(compiledPart(plan).nodes).map((one) => mayBe(true, one)) : [];
  return {
    formula: distinct(joined('and', [...leading, ...behind])),
    isExact: !isText && leading.length > 0,
  };
}
