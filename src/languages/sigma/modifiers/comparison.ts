import type { CompareOp } from '../../../value/index.ts';
import type { SigmaNumber, SigmaValue } from '../rule.ts';
import { plainText } from '../string.ts';
import { kindText, type ModifierContext } from './modifier.ts';

const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/;

/** The value as a number; a quoted one is taken with a doubt. */
export function numberIn(value: SigmaValue, context: ModifierContext): SigmaNumber | string {
  if (value.kind === 'number') return value;
  const text = value.kind === 'string' ? plainText(value) : undefined;
  if (text === undefined || !DECIMAL.test(text)) return `takes a number, not ${kindText(value)}`;
  context.doubt(`${context.written} takes a number; write ${text} without quotes, other tools refuse the text`);
  return { kind: 'number', span: value.span, text, value: Number(text) };
}

/** The value compared by size with that of the field, or with the part of its time. */
export function compared(op: CompareOp, value: SigmaValue, context: ModifierContext): SigmaValue | string {
  if (value.kind === 'time') return value.op === 'eq' ? { ...value, op } : 'stands behind another comparison';
  const number = numberIn(value, context);
  return typeof number === 'string' ? number : { kind: 'compare', span: value.span, op, number };
}
