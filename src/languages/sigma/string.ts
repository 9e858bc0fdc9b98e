import type { Span } from '../../source/index.ts';
import type { SigmaString, StringPart } from './rule.ts';

const ANY: StringPart = { kind: 'any' };
const ONE: StringPart = { kind: 'one' };

/** Puts literal texts together that stand side by side, and leaves out empty ones. */
export function joinParts(parts: readonly StringPart[]): StringPart[] {
  const joined: StringPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'literal' && last?.kind === 'literal')
      joined[joined.length - 1] = { kind: 'literal', text: last.text + part.text };
    else if (part.kind !== 'literal' || part.text !== '') joined.push(part);
  }
  return joined;
}

/**
 * Reads escapes and wildcards: a backslash makes `*`, `?` and itself literal and stands for itself before anything else; `*` is any
 * run of characters, `?` is one (spec sigma §4.3).
 */
export function parseParts(text: string): StringPart[] {
  const parts: StringPart[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    const next = text[i + 1];
    if (char === '\\' && (next === '*' || next === '?' || next === '\\')) {
      parts.push({ kind: 'literal', text: next });
      i++;
    } else if (char === '*') parts.push(ANY);
    else if (char === '?') parts.push(ONE);
    else parts.push({ kind: 'literal', text: char });
  }
  return joinParts(parts);
}

/** A text value as it stands in a rule. */
export function sigmaString(text: string, span: Span): SigmaString {
  return { kind: 'string', span, parts: parseParts(text), cased: false, raw: text };
}

/** A value of literal text. */
export function literalString(text: string, span: Span, cased = false): SigmaString {
  return { kind: 'string', span, parts: joinParts([{ kind: 'literal', text }]), cased, raw: undefined };
}

/** The value with a run of any characters added at its ends, where none is yet (spec sigma §4.4). */
export function withAny(value: SigmaString, at: { readonly start?: boolean; readonly end?: boolean }): SigmaString {
  const parts = [...value.parts];
  if (at.start && parts[0]?.kind !== 'any') parts.unshift(ANY);
  if (at.end && parts.at(-1)?.kind !== 'any') parts.push(ANY);
  return { ...value, parts, raw: undefined };
}

/** The text of a value that is nothing but text; undefined if it has wildcards or the like. */
export function plainText({ parts }: SigmaString): string | undefined {
  if (!parts.every((part) => part.kind === 'literal')) return undefined;
  return parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('');
}

function shown(part: StringPart): string {
  switch (part.kind) {
    case 'literal':
      return part.text;
    case 'any':
      return '*';
    case 'one':
      return '?';
    case 'dash':
      return part.written;
    case 'placeholder':
      return `%${part.name}%`;
  }
}

/** The pieces as text in which wildcards are as they are written and nothing is escaped, for messages. */
export function shownParts(parts: readonly StringPart[]): string {
  return parts.map(shown).join('');
}
