/** Letter case in a text test: it counts, it is ignored for ASCII letters only, or by Unicode simple folding. */
export type CaseRule = 'sensitive' | 'ascii' | 'unicode';

const NON_ASCII = /[^\x00-\x7f]/;

function foldCharacter(char: string): string {
  if (char === 'ı') return char;
  const upper = char.toUpperCase();
  const lower = (upper.length === char.length ? upper : char).toLowerCase();
  return lower.length === char.length ? lower : char;
}

/** Texts that were folded last, by their length: many tests in a row ask for the same values. */
const recent: { text: string; folded: string }[] = Array.from({ length: 32 }, () => ({ text: '', folded: '' }));

function foldUnicode(text: string): string {
  const entry = recent[text.length % recent.length]!;
  if (entry.text === text) return entry.folded;
  const folded = NON_ASCII.test(text)
    ? text.replace(/[A-Z]+|[^\x00-\x7f]/gu, (part) => (part < '\x80' ? part.toLowerCase() : foldCharacter(part)))
    : text.toLowerCase();
  entry.text = text;
  entry.folded = folded;
  return folded;
}

/** The text in a form in which two texts are equal exactly if the rule equates them; keeps the number of code points. */
export function foldCase(text: string, rule: CaseRule): string {
  if (rule === 'sensitive') return text;
  if (rule === 'unicode') return foldUnicode(text);
  if (!NON_ASCII.test(text)) return text.toLowerCase();
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** True if the value holds the text anywhere; the empty text is in every value. */
export function containsText(value: string, text: string, rule: CaseRule): boolean {
  return foldCase(value, rule).includes(foldCase(text, rule));
}

/** The letter of ASCII that some rule of letter case equates with a unit beyond it: İ, ſ and the sign of the kelvin; else -1. */
export function likeOf(unit: number): number {
  if (unit === 0x212a) return 0x6b;
  if (unit === 0x17f) return 0x73;
  return unit === 0x130 ? 0x69 : -1;
}

/** The letters that `likeOf` gives. */
export const LIKE_LETTERS = 'iks';
