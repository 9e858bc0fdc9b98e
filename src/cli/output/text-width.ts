import stringWidth from 'string-width';

/** Characters of one column each, whatever stands beside them: letters of Latin and Cyrillic, punctuation, the sign for a line break. */
const PLAIN = /^[ -~\u00a1-\u00ac\u00ae-\u024f\u0400-\u0482\u048a-\u052f–—‘’“”•…€⏎]*$/;

/** True if every character of a text takes one column of a terminal, and none of them is a control character. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** Columns that a text takes on a terminal; what is plain does without the tables of Unicode, whose start is slow. */
export function textWidth(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}
