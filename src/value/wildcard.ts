import { type CaseRule, foldCase } from './case.ts';

/** A piece of a wildcard pattern: literal text, `any` run of characters (also empty), or exactly `one` code point. */
export type WildcardPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' };

/** Which signs of a text are wildcards, and the character that makes the next wildcard, or itself, literal. */
export interface WildcardSyntax {
  readonly star: boolean;
  readonly question: boolean;
  readonly escape?: string;
}

const ANY: WildcardPart = { kind: 'any' };
const ONE: WildcardPart = { kind: 'one' };

/** Cuts a text into literal pieces and wildcards; runs of `*` become one. An escape before any other character is literal itself. */
export function parseWildcard(text: string, syntax: WildcardSyntax): readonly WildcardPart[] {
  const parts: WildcardPart[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') parts.push({ kind: 'literal', text: literal });
    literal = '';
  };
  const isSign = (char: string | undefined): boolean =>
    (char === '*' && syntax.star) || (char === '?' && syntax.question);
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    const next = text[i + 1];
    if (char === syntax.escape && (isSign(next) || next === syntax.escape)) {
      literal += next;
      i++;
    } else if (isSign(char)) {
      flush();
      if (char === '?') parts.push(ONE);
      else if (parts[parts.length - 1] !== ANY) parts.push(ANY);
    } else literal += char;
  }
  flush();
  return parts;
}

/** The pieces between two stars; `?` is an undefined item. */
type Segment = readonly (string | undefined)[];

/** Offset behind the segment if it stands at an offset, else -1. */
function matchSegment(segment: Segment, value: string, at: number): number {
  for (const piece of segment) {
    if (piece === undefined) {
      if (at >= value.length) return -1;
      at += value.codePointAt(at)! > 0xffff ? 2 : 1;
    } else if (value.startsWith(piece, at)) at += piece.length;
    else return -1;
  }
  return at;
}

/** Offset behind the first place of a segment at or behind an offset, else -1. */
function findSegment(segment: Segment, value: string, from: number): number {
  const [only] = segment;
  if (segment.length === 1 && only !== undefined) {
    const found = value.indexOf(only, from);
    return found < 0 ? -1 : found + only.length;
  }
  for (let at = from; at <= value.length; at += value.codePointAt(at)! > 0xffff ? 2 : 1) {
    const end = matchSegment(segment, value, at);
    if (end >= 0) return end;
    if (at === value.length) return -1;
  }
  return -1;
}

/** Offset at which the segment must begin to end with the value, or -1. */
function suffixStart(segment: Segment, value: string): number {
  let at = value.length;
  for (const piece of segment.toReversed()) {
    if (piece === undefined) {
      if (at === 0) return -1;
      at -= at > 1 && value.codePointAt(at - 2)! > 0xffff ? 2 : 1;
    } else {
      at -= piece.length;
      if (at < 0 || !value.startsWith(piece, at)) return -1;
    }
  }
  return at;
}

/** Makes a test of whole values from pieces; time grows with value times pattern at worst, never faster. */
export function compileWildcardParts(parts: readonly WildcardPart[], rule: CaseRule): (value: string) => boolean {
  const segments: (string | undefined)[][] = [[]];
  for (const part of parts) {
    if (part.kind === 'any') segments.push([]);
    else segments[segments.length - 1]!.push(part.kind === 'one' ? undefined : foldCase(part.text, rule));
  }
  const first: Segment = segments[0]!;
  const last: Segment = segments[segments.length - 1]!;
  const middle: readonly Segment[] = segments.slice(1, -1).filter((segment) => segment.length > 0);
  return (value) => {
    const text = foldCase(value, rule);
    let at = matchSegment(first, text, 0);
    if (at < 0) return false;
    if (segments.length === 1) return at === text.length;
    for (const segment of middle) {
      at = findSegment(segment, text, at);
      if (at < 0) return false;
    }
    return suffixStart(last, text) >= at;
  };
}

/** Makes a whole-value test of a pattern text in which `*` is a wildcard and, where `question` says so, `?` too (spec sumo §5.5). */
export function compileWildcard(
  text: string,
  options: { readonly case: CaseRule; readonly question: boolean; readonly escape?: string },
): (value: string) => boolean {
  return compileWildcardParts(parseWildcard(text, { ...options, star: true }), options.case);
}
