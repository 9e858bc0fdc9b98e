import { numberText, parseNumber } from './number-text.ts';
import type { Value } from './value.ts';

/** The value as text: numbers in shortest form, booleans as true and false, null for null and missing (spec sumo §4.4). */
export function toText(value: Value): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return numberText(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return null;
  }
}

/** The value as a number; text is read as decimal with blanks at its ends ignored; null when it is none, and for booleans (spec sumo §4.4). */
export function toNumber(value: Value): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseNumber(value) : null;
}

/** The value as a whole number, cut toward zero; null when it is no finite number (spec sumo §12, toLong). */
export function toWhole(value: Value): number | null {
  const number = toNumber(value);
  return number === null || !Number.isFinite(number) ? null : Math.trunc(number) + 0;
}

/** The value as a condition: booleans, and the texts true and false in any letter case; null for all else (spec sumo §4.4). */
export function toBoolean(value: Value): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return null;
  const text = value.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : null;
}
