import type { Pattern } from '../../../ir/index.ts';
import { parseWildcard, type WildcardPart } from '../../../value/index.ts';
import type { TextPattern } from './text-value.ts';

/** Texts that stand side by side as one. */
export function joinLiterals(parts: readonly WildcardPart[]): WildcardPart[] {
  const joined: WildcardPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'literal' && last?.kind === 'literal')
      joined[joined.length - 1] = { kind: 'literal', text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

const ANY: WildcardPart = { kind: 'any' };

/** A text at a place of the value. */
export function textParts(text: string, part: 'whole' | 'start' | 'end' | 'anywhere'): WildcardPart[] {
  const literal: WildcardPart[] = text === '' ? [] : [{ kind: 'literal', text }];
  const before = part === 'end' || part === 'anywhere' ? [ANY] : [];
  const after = part === 'start' || part === 'anywhere' ? [ANY] : [];
  return literal.length === 0 && part !== 'whole' ? [ANY] : [...before, ...literal, ...after];
}

/** The texts that a pattern of the IR is; undefined for other patterns. */
export function textPatternOf(pattern: Pattern): TextPattern | undefined {
  switch (pattern.kind) {
    case 'literal':
    case 'affix':
      return { parts: textParts(pattern.text, pattern.part), folds: pattern.case !== 'sensitive' };
    case 'pieces':
      return { parts: pattern.pieces, folds: pattern.case !== 'sensitive' };
    case 'wildcard':
      return {
        parts: parseWildcard(pattern.text, { star: true, question: pattern.question }),
        folds: pattern.case !== 'sensitive',
      };
    default:
      return undefined;
  }
}
