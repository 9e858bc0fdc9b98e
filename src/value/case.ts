/** Letter case in a text test: it counts, it is ignored for ASCII letters only, or by Unicode simple folding. */
export type CaseRule = 'sensitive' | 'ascii' | 'unicode';

const NON_ASCII = /[^\x00-\x7f]/;

function foldCharacter(char: string): string {
  if (char === 'ı') return char;
  const upper = char.toUpperCase();
  const lower = (upper.length === char.length ? upper : char).toLowerCase();
  return lower.length === char.length ? lower : char;
}

/** Texts folded last, by rule: many tests ask for the same value, one behind the other. */
const RECENT = 8;
const recent: Record<
  Exclude<CaseRule, 'sensitive'>,
  { readonly texts: string[]; readonly folded: string[]; next: number }
> = {
  ascii: { texts: [], folded: [], next: 0 },
  unicode: { texts: [], folded: [], next: 0 },
};
/** Length from which it is faster to look for a text than to fold it again. */
const WORTH_LOOKING = 12;

/** The text in a form in which two texts are equal exactly if the rule equates them; keeps the number of code points. */
export function foldCase(text: string, rule: CaseRule): string {
  if (rule === 'sensitive') return text;
  if (text.length < WORTH_LOOKING) return folded(text, rule);
  const known = recent[rule];
  const at = known.texts.indexOf(text);
  if (at >= 0) return known.folded[at]!;
  const result = folded(text, rule);
  known.texts[known.next] = text;
  known.folded[known.next] = result;
  known.next = (known.next + 1) % RECENT;
  return result;
}

function folded(text: string, rule: Exclude<CaseRule, 'sensitive'>): string {
  if (!NON_ASCII.test(text)) return text.toLowerCase();
  if (rule === 'ascii') return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return text.replace(/[A-Z]+|[^\x00-\x7f]/gu, (part) => (part < '\x80' ? part.toLowerCase() : foldCharacter(part)));
}

/** True if the value holds the text anywhere; the empty text is in every value. */
export function containsText(value: string, text: string, rule: CaseRule): boolean {
  return foldCase(value, rule).includes(foldCase(text, rule));
}
