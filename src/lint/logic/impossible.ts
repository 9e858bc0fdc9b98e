import { type Expr, printExpr } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { formulaAt, type Reading } from './condition.ts';
import type { Formula } from './formula.ts';
import { type Effort, extend, NOTHING_KNOWN, type Term } from './terms.ts';

/** A condition that can never hold, and what stands in its way; without `beside` it contradicts itself. */
export interface Impossible {
  readonly span: Span;
  readonly beside: Span | undefined;
  /** True if the place is that of an exclusion, as of `not in`, which excludes nothing. */
  readonly isExclusion?: boolean;
  /** True if it asks for letters of a case that its value never has. */
  readonly isLetterCase: boolean;
}

/** True if no row passes a condition beside what is known. */
export function canNeverHold(terms: readonly Term[], formula: Formula, effort: Effort): boolean {
  return terms.length > 0 && !effort.isSpent && extend(terms, formula, effort).length === 0;
}

function isLetterCase(formula: Formula): boolean {
  return formula.kind === 'literal' && !formula.literal.negated && formula.literal.atom.shapes?.length === 0;
}

/** The literal of what is known that by itself excludes a condition. */
function excluder(terms: readonly Term[], formula: Formula, effort: Effort): Span | undefined {
  const literals = new Set(terms.flat());
  for (const literal of literals) if (canNeverHold([[literal]], formula, effort)) return literal.atom.origin;
  return undefined;
}

function explain(expr: Expr, terms: readonly Term[], reading: Reading, effort: Effort): readonly Impossible[] {
  const formula = formulaAt(expr, reading);
  if (expr.kind === 'or' && expr.items.length > 0 && !isList(expr.items))
    return expr.items.flatMap((item) => explain(item, terms, reading, effort));
  if (expr.kind === 'and') {
    const item = expr.items.find((one) => canNeverHold(terms, formulaAt(one, reading), effort));
    if (item) return explain(item, terms, reading, effort);
    for (const [j, later] of expr.items.entries()) {
      const earlier = expr.items.slice(0, j).find((one) => {
        const left = extend(terms, formulaAt(one, reading), effort);
        return canNeverHold(left, formulaAt(later, reading), effort);
      });
      if (earlier) return [{ span: later.origin, beside: earlier.origin, isLetterCase: false }];
    }
  }
  const isAlone = canNeverHold(NOTHING_KNOWN, formula, effort);
  const beside = isAlone ? undefined : excluder(terms, formula, effort);
  return [{ span: expr.origin, beside, isLetterCase: isLetterCase(formula) }];
}

/** True for a list of values of one field: of a longer list than is needed nothing is said. */
function isList(items: readonly Expr[]): boolean {
  const lefts = items.map((item) => (item.kind === 'compare' && item.op === 'eq' ? printExpr(item.left) : undefined));
  return lefts[0] !== undefined && lefts.every((left) => left === lefts[0]);
}

function isSamePlace(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** The parts of a condition that can never hold beside what is known: the whole, branches of `or`, and exclusions of nothing. */
export function impossibleParts(
  expr: Expr,
  terms: readonly Term[],
  reading: Reading,
  effort: Effort,
): readonly Impossible[] {
  if (canNeverHold(terms, formulaAt(expr, reading), effort)) return explain(expr, terms, reading, effort);
  switch (expr.kind) {
    case 'or':
      if (isList(expr.items)) return [];
      return expr.items.flatMap((item) => impossibleParts(item, terms, reading, effort));
    case 'and':
      return expr.items.flatMap((item, i) => {
        if (item.kind !== 'or' && item.kind !== 'not') return [];
        const others = expr.items.filter((_, j) => j !== i);
        const beside = others.reduce((left, one) => extend(left, formulaAt(one, reading), effort), terms);
        return impossibleParts(item, beside.length > 0 ? beside : terms, reading, effort);
      });
    case 'not':
      // Rows that an exclusion does not meet are no fault of its own.
      return impossibleParts(expr.item, NOTHING_KNOWN, reading, effort).map((part) =>
        isSamePlace(part.span, expr.origin) ? { ...part, isExclusion: true } : part,
      );
    default:
      return [];
  }
}
