import stringWidth from 'string-width';

/** Characters of one column each. */
const PLAIN = /^[ -~…·]*$/;

/** True if every character of a text takes one column of a terminal, and none of them is a control character. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** Columns that a text takes on a terminal; what is plain does without the tables of Unicode, whose start is slow. */
export function textWidth(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}
