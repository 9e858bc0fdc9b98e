/** A wildcard of a value, by its place in the text of the value. */
export interface Wildcard {
  readonly kind: '*' | '?';
  readonly at: number;
}

/** The wildcards of a value as it stands in a rule: those that no backslash makes literal (spec sigma §4.3). */
export function wildcardsIn(raw: string): readonly Wildcard[] {
  const found: Wildcard[] = [];
  for (let at = 0; at < raw.length; at++) {
    const char = raw[at];
    if (char === '\\' && /[\\*?]/.test(raw[at + 1] ?? '')) at++;
    else if (char === '*' || char === '?') found.push({ kind: char, at });
  }
  return found;
}

/** How many `*` a value begins and ends with; a value of nothing else has none. */
export function outerStars(raw: string): { readonly lead: number; readonly trail: number } {
  const stars = new Set(wildcardsIn(raw).flatMap(({ kind, at }) => (kind === '*' ? [at] : [])));
  let lead = 0;
  while (stars.has(lead)) lead++;
  if (lead === raw.length) return { lead: 0, trail: 0 };
  let trail = 0;
  while (stars.has(raw.length - 1 - trail)) trail++;
  return { lead, trail };
}

/** Signs of a regular expression that hardly any text holds. */
const REGEX_SIGNS = /^\.\*|^\(\?[:a-z]|\\[dws][+*]|\[(?:0-9|a-z|A-Z)|[^.]\.\*[?$]|^\^.*\$$/;

/** True for a text that was hardly meant as one. */
export const looksLikeRegex = (text: string): boolean => REGEX_SIGNS.test(text);
