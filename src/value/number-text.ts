/** The text of a number in JavaScript's shortest form; negative zero prints as 0 (design/architecture.md; spec sumo §4.3, 18.7). */
export function numberText(value: number): string {
  return String(value === 0 ? 0 : value);
}

/** Decimal notation with optional sign, fraction and exponent, and the two spellings of Java for what is not finite. */
const DECIMAL = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|Infinity|NaN)$/;

/**
 * Reads a text as a decimal number, white space at the ends aside; null if it is none.
 * Hexadecimal, thousands separators and Java's type suffixes are refused: "10d" in a log is no number.
 */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim();
  return DECIMAL.test(trimmed) ? Number(trimmed) : null;
}

/** A count with commas between its thousands; `toLocaleString` would load the tables of a language for it. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
