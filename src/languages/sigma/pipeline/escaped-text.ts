import type { SigmaString } from '../rule.ts';
import { shownParts } from '../string.ts';

/** The text of a value with what is literal in it escaped, as the reference implementation writes it. */
export function escapedText({ parts }: SigmaString): string {
  return parts
    .map((part) => (part.kind === 'literal' ? part.text.replace(/[*?]/g, '\\$&') : shownParts([part])))
    .join('');
}
