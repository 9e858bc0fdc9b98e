import { isDecimalField } from '../../../event/index.ts';
import type { CompareOp } from '../../../ir/index.ts';
import { wholeText } from '../../../value/index.ts';
import type { BinaryOperator } from '../ast.ts';
import { escapeText } from './regex.ts';
import type { TextTest } from './text-tests.ts';

/** The infix operator of a comparison. */
export const COMPARISONS: Readonly<Record<CompareOp, BinaryOperator>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

/**
 * Values that are a number: in a field with one spelling the digits themselves, else every spelling of it, in decimal and as `0x…`;
 * undefined for one that is not whole.
 */
export function numberTests(written: string, name: string | undefined): readonly TextTest[] | undefined {
  const whole =
    wholeText(written) ?? (Number.isInteger(Number(written)) ? wholeText(String(Number(written))) : undefined);
  if (whole === undefined) return undefined;
  const isNegative = whole.startsWith('-');
  if (name !== undefined && isDecimalField(name) && !isNegative) return [{ kind: 'value', text: whole }];
  const digits = whole.replace('-', '');
  const sign = isNegative ? '-' : digits === '0' ? '[+-]?' : '\\+?';
  const hex = BigInt(digits).toString(16);
  const own = wholeText(written) === undefined ? [escapeText(written)] : [];
  const source = [`${sign}0*${digits}`, `${sign}0x0*${hex}`, ...own];
  return source.map((one) => ({ kind: 'regex', part: 'whole', source: one, folds: true }));
}
