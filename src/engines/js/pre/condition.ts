import type { TextShape } from '../../../event/index.ts';
import type { Compare, Expr, Match } from '../../../ir/index.ts';
import { toBoolean } from '../../../value/index.ts';
import { isSameOperand, type Operand, type OperandScope, operandOf } from './operand.ts';

import { shapeOfText, shapeOfWildcard } from './shape-of-wildcard.ts';
import { shapesOfRegex } from './shapes-of-regex.ts';

/** A condition as far as units tell it. */
export type Condition =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'known'; readonly holds: boolean }
  /** Holds if the operand has a value. */
  | { readonly kind: 'present'; readonly operand: Operand }
  /** Holds if the operand has a text of one of the shapes. */
  | { readonly kind: 'text'; readonly operand: Operand; readonly shapes: readonly TextShape[] }
  | { readonly kind: 'and' | 'or'; readonly items: readonly Condition[] }
  | { readonly kind: 'not'; readonly item: Condition };

const UNKNOWN: Condition = { kind: 'unknown' };

function textOf(operand: Operand | undefined, shapes: readonly (TextShape | undefined)[] | undefined): Condition {
  if (!operand || !shapes) return UNKNOWN;
  const known = shapes.filter((shape) => shape !== undefined);
  return known.length === shapes.length ? { kind: 'text', operand, shapes: known } : UNKNOWN;
}

function compared(node: Compare, scope: OperandScope): Condition {
  const { op, left, right, textCase } = node;
  if ((op !== 'eq' && op !== 'ne') || right.kind !== 'literal' || typeof right.value !== 'string') return UNKNOWN;
  const operand = operandOf(left, scope);
  const equal = textOf(operand, operand && [shapeOfText(right.value, textCase, 'whole', operand.change)]);
  if (op === 'eq' || equal.kind === 'unknown') return equal;
  return { kind: 'and', items: [{ kind: 'present', operand: operand! }, not(equal)] };
}

function matched({ value, pattern }: Match, scope: OperandScope): Condition {
  const operand = operandOf(value, scope);
  if (!operand) return UNKNOWN;
  const { change } = operand;
  switch (pattern.kind) {
    case 'present':
      return { kind: 'present', operand };
    case 'literal':
      return textOf(operand, [shapeOfText(pattern.text, pattern.case, pattern.part, change)]);
    case 'wildcard':
      return textOf(operand, [shapeOfWildcard(pattern.text, pattern.case, pattern.question, change)]);
    case 'regex':
      return textOf(operand, shapesOfRegex(pattern.source, pattern.dialect, change));
    default:
      return UNKNOWN;
  }
}

function called(fn: string, [value, other]: readonly Expr[], scope: OperandScope): Condition {
  const operand = value && operandOf(value, scope);
  if (!operand) return UNKNOWN;
  switch (fn) {
    case 'test.null':
      return not({ kind: 'present', operand });
    case 'test.empty':
      return or([not({ kind: 'present', operand }), textOf(operand, [shapeOfText('', 'sensitive', 'whole', 'none')])]);
    case 'text.contains': {
      if (other?.kind !== 'literal' || typeof other.value !== 'string') return UNKNOWN;
      const part = other.value === '' ? 'whole' : 'anywhere';
      return textOf(operand, [shapeOfText(other.value, 'sensitive', part, operand.change)]);
    }
    default:
      return UNKNOWN;
  }
}

function not(item: Condition): Condition {
  return item.kind === 'unknown' ? item : { kind: 'not', item };
}

/** Tests of one value are put together, so that it is looked up once. */
function or(items: readonly Condition[]): Condition {
  const merged: Condition[] = [];
  for (const item of items.flatMap((one) => (one.kind === 'or' ? one.items : [one]))) {
    const place =
      item.kind !== 'text'
        ? -1
        : merged.findIndex((one) => one.kind === 'text' && isSameOperand(one.operand, item.operand));
    const known = merged[place];
    if (item.kind === 'text' && known?.kind === 'text')
      merged[place] = { ...known, shapes: [...known.shapes, ...item.shapes] };
    else merged.push(item);
  }
  return merged.length === 1 ? merged[0]! : { kind: 'or', items: merged };
}

/** What units tell of a condition of a plan. */
export function conditionOf(expr: Expr, scope: OperandScope): Condition {
  switch (expr.kind) {
    case 'literal':
      return { kind: 'known', holds: toBoolean(expr.value) === true };
    case 'and':
      return { kind: 'and', items: expr.items.map((item) => conditionOf(item, scope)) };
    case 'or':
      return or(expr.items.map((item) => conditionOf(item, scope)));
    case 'not':
      return not(conditionOf(expr.item, scope));
    case 'compare':
      return compared(expr, scope);
    case 'match':
      return matched(expr, scope);
    case 'call':
      return called(expr.fn, expr.args, scope);
    default:
      return UNKNOWN;
  }
}
