import type { CompareOp, Expr } from '../../../ir/index.ts';
import { compareValues } from '../../../value/index.ts';
import { constant, join, negate, type RuleNode } from './node.ts';

/** A number that is added where a condition holds. */
interface Part {
  readonly when: Expr;
  readonly then: number;
  readonly otherwise: number;
}

/** Parts that a score may have when a test of it is written out. */
const MOST_PARTS = 8;

const numberOf = (expr: Expr): number | undefined =>
  expr.kind === 'literal' && typeof expr.value === 'number' ? expr.value : undefined;

/** The parts of a sum of choices between two numbers each, and what is added always; undefined for any other value. */
function partsOf(expr: Expr): { readonly parts: readonly Part[]; readonly base: number } | undefined {
  const plain = numberOf(expr);
  if (plain !== undefined) return { parts: [], base: plain };
  if (expr.kind === 'case' && expr.branches.length === 1) {
    const [{ when, value }] = expr.branches as [(typeof expr.branches)[number]];
    const [then, otherwise] = [numberOf(value), numberOf(expr.otherwise)];
    return then === undefined || otherwise === undefined ? undefined : { parts: [{ when, then, otherwise }], base: 0 };
  }
  if (expr.kind !== 'call' || expr.fn !== 'number.add') return undefined;
  const sides = expr.args.map(partsOf);
  if (sides.some((side) => !side)) return undefined;
  return {
    parts: sides.flatMap((side) => side!.parts),
    base: sides.reduce((sum, side) => sum + side!.base, 0),
  };
}

/** A test of a score as the conditions of which enough have to hold; undefined for a value that is no score. */
export function scoreTest(
  score: Expr,
  op: CompareOp,
  number: number,
  write: (expr: Expr) => RuleNode,
): RuleNode | undefined {
  const found = partsOf(score);
  if (!found || found.parts.length === 0 || found.parts.length > MOST_PARTS) return undefined;
  const { parts, base } = found;
  const rule = { text: 'sensitive', numbers: 'either', nulls: 'false' } as const;
  const sets = Array.from({ length: 1 << parts.length }, (_, set) => set).filter((set) => {
    const sum = parts.reduce((all, part, index) => all + (set & (1 << index) ? part.then : part.otherwise), base);
    return compareValues(op, sum, number, rule);
  });
  const conditions = parts.map(({ when }) => write(when));
  // Where more can only help, a set of conditions that is enough makes those around it needless.
  const grows = (op === 'ge' || op === 'gt') && parts.every(({ then, otherwise }) => then >= otherwise);
  const needed = grows ? sets.filter((set) => !sets.some((other) => other !== set && (other & set) === other)) : sets;
  if (needed.length === 0) return constant(false);
  return join(
    'or',
    needed.map((set) =>
      join(
        'and',
        conditions.flatMap((condition, index) => (set & (1 << index) ? [condition] : grows ? [] : [negate(condition)])),
      ),
    ),
  );
}
