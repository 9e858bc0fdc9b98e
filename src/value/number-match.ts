import { type CompareOp, compareValues } from './compare.ts';
import { parseNumber } from './number-text.ts';

const WHOLE = /^[+-]?(?:\d+|0[xX][0-9a-fA-F]+)$/;

/** A whole number as decimal digits of any length, however it is written; undefined for other text. */
export function wholeText(text: string): string | undefined {
  if (/^[1-9]\d*$/.test(text)) return text;
  if (!WHOLE.test(text)) return undefined;
  const digits = BigInt(text.replace(/^[+-]/, ''));
  return String(text.startsWith('-') ? -digits : digits);
}

/** The numeric view of a text: decimal, or whole in hexadecimal; null for anything else. */
function numberOf(text: string): number | null {
  const whole = wholeText(text);
  return whole === undefined ? (text === '' ? null : parseNumber(text)) : Number(whole);
}

/**
 * Makes a test of texts against a number: `eq` takes the number as written and any whole number in decimal or `0x…` of the same
 * value; other operators compare the numeric views. Text that is no number matches nothing (spec sigma §4.5).
 */
export function compileNumber(op: CompareOp, written: string): (value: string) => boolean {
  const number = numberOf(written);
  const rule = { text: 'sensitive', numbers: 'either', nulls: 'false' } as const;
  if (op !== 'eq') return (value) => compareValues(op, numberOf(value), number, rule);
  const spelling = written.toLowerCase();
  const whole = wholeText(written) ?? (Number.isInteger(number) ? wholeText(String(number)) : undefined);
  if (whole !== undefined) return (value) => value.toLowerCase() === spelling || wholeText(value) === whole;
  return (value) => value.toLowerCase() === spelling || compareValues('eq', numberOf(value), number, rule);
}
