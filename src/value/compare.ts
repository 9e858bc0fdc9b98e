import { type CaseRule, foldCase } from './case.ts';
import { toNumber, toText } from './coerce.ts';
import { isNull } from './null.ts';
import { orderText } from './order.ts';
import type { Value } from './value.ts';

/** Comparison operators: equal, not equal, less, less or equal, greater, greater or equal. */
export type CompareOp = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

/** What languages disagree on when they compare. */
export interface CompareRule {
  /** Letter case between two texts. */
  readonly text: CaseRule;
  /** `either`: beside a number a text is cast, and text that is no number compares as null; `never`: a text is never equal to a number. */
  readonly numbers: 'either' | 'never';
  /** `false`: null beside anything is false for every operator, `ne` too; `equal`: null equals null only. */
  readonly nulls: 'false' | 'equal';
}

function decide(op: CompareOp, order: number): boolean {
  switch (op) {
    case 'eq':
      return order === 0;
    case 'ne':
      return order !== 0;
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
  }
}

function decideNumbers(op: CompareOp, a: number, b: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return op === 'ne';
  return decide(op, a < b ? -1 : a > b ? 1 : 0);
}

function decideNulls(op: CompareOp, a: Value, b: Value, rule: CompareRule): boolean {
  if (rule.nulls === 'false') return false;
  return op === 'eq' ? isNull(a) && isNull(b) : op === 'ne' && isNull(a) !== isNull(b);
}

/** Compares two values by explicit rules; booleans compare with text by their text, false before true (spec sumo §4.4, 4.5). */
export function compareValues(op: CompareOp, a: Value, b: Value, rule: CompareRule): boolean {
  if (isNull(a) || isNull(b)) return decideNulls(op, a, b, rule);
  if (typeof a === 'number' && typeof b === 'number') return decideNumbers(op, a, b);
  if (typeof a === 'number' || typeof b === 'number') {
    if (rule.numbers === 'never') return op === 'ne';
    const [x, y] = [toNumber(a), toNumber(b)];
    return x === null || y === null ? decideNulls(op, x, y, rule) : decideNumbers(op, x, y);
  }
  const [x, y] = [foldCase(toText(a)!, rule.text), foldCase(toText(b)!, rule.text)];
  return decide(op, orderText(x, y));
}
