import type { Span } from '../../../source/index.ts';
import type { WildcardPart } from '../../../value/index.ts';
import type { RuleNode } from './node.ts';

/** A pattern over the whole of a value. */
export interface TextPattern {
  readonly parts: readonly WildcardPart[];
  /** True if letter case does not count. */
  readonly folds: boolean;
}

/** A backslash is doubled where it would make the next character literal; wildcards that are meant literally get one. */
function escapeLiteral(text: string, next: WildcardPart | undefined): string {
  return text.replace(/[*?]|\\/g, (char, at: number) => {
    if (char !== '\\') return `\\${char}`;
    const after = text[at + 1];
    const isLast = after === undefined;
    return (isLast ? next !== undefined : /[*?\\]/.test(after)) || text[at - 1] === '\\' ? '\\\\' : '\\';
  });
}

/** The text of a value of which wildcards are part (spec sigma §4.3). */
export function valueText(parts: readonly WildcardPart[]): string {
  return parts
    .map((part, index) =>
      part.kind === 'any' ? '*' : part.kind === 'one' ? '?' : escapeLiteral(part.text, parts[index + 1]),
    )
    .join('');
}

/** True if letter case makes a difference to a pattern. */
export function hasCase(parts: readonly WildcardPart[]): boolean {
  return parts.some((part) => part.kind === 'literal' && (/[a-z]/i.test(part.text) || /[^\0-\x7f]/.test(part.text)));
}

/** The test of a field against a pattern, with the modifiers that rules use for free ends. */
export function textNode(field: string | undefined, { parts, folds }: TextPattern, span: Span): RuleNode {
  const starts = parts[0]?.kind === 'any';
  const ends = parts.length > 1 && parts.at(-1)?.kind === 'any';
  const inner = parts.slice(starts ? 1 : 0, ends ? -1 : undefined);
  const cased = !folds && hasCase(parts) ? ['cased'] : [];
  if (inner.length === 0) return { kind: 'test', span, field, modifiers: [], values: [starts ? '*' : ''] };
  const place = starts ? (ends ? ['contains'] : ['endswith']) : ends ? ['startswith'] : [];
  return { kind: 'test', span, field, modifiers: [...place, ...cased], values: [valueText(inner)] };
}
