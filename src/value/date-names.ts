/** English month names, as SimpleDateFormat has them in the US locale. */
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** English day names from Sunday on. */
export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** A piece of a date pattern: literal text, or a letter with the number of times it stands. */
export type DatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly letter: string; readonly count: number };

/** Pattern letters of SimpleDateFormat. */
const LETTERS = new Set('GyYMLwWDdFEuaHkKhmsSzZX');

/** A date pattern in pieces; `unknown` is the first letter that means nothing, or an open quote. */
export interface DatePattern {
  readonly parts: readonly DatePart[];
  readonly unknown: string | undefined;
}

const MAX_REMEMBERED = 200;
const remembered = new Map<string, DatePattern>();

/**
 * Cuts a SimpleDateFormat pattern into pieces: quotes `'…'`, `''` for a quote, letters in runs (spec sumo §12).
 * Results are remembered, because a query formats every row by the same pattern.
 */
export function parseDatePattern(pattern: string): DatePattern {
  const known = remembered.get(pattern);
  if (known) return known;
  const parts: DatePart[] = [];
  let unknown: string | undefined;
  for (const match of pattern.matchAll(/'((?:[^']|'')*)('?)|([A-Za-z])\3*|[^A-Za-z']+/g)) {
    const [whole, quoted, closing, letter] = match;
    if (quoted !== undefined) {
      if (closing === '') unknown ??= "'";
      parts.push({ kind: 'text', text: whole === "''" ? "'" : quoted.replaceAll("''", "'") });
    } else if (letter === undefined) parts.push({ kind: 'text', text: whole });
    else {
      if (!LETTERS.has(letter)) unknown ??= letter;
      parts.push({ kind: 'field', letter, count: whole.length });
    }
  }
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const result = { parts, unknown };
  remembered.set(pattern, result);
  return result;
}

/** Offset as `+0530`, or with a colon as `+05:30`. */
export function offsetText(offset: number, colon: string): string {
  const minutes = Math.abs(Math.round(offset / 60_000));
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}${colon}${pad(minutes % 60)}`;
}
