import type { CaseRule } from '../../../ir/index.ts';
import { emitRegex, needsBacktracking, parseRegex, type RegexNode, type WildcardPart } from '../../../value/index.ts';

/** Escapes the signs of RE2 in a text; characters that cannot be seen are written by their code. */
export function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]|(?! )[\p{Z}\p{C}]/gu, (char) =>
    char > ' ' && char < '\x7f' ? `\\${char}` : `\\x{${char.codePointAt(0)!.toString(16)}}`,
  );
}

/** Pieces of a wildcard pattern as the inside of a regular expression, for which the dot has to take line ends, too. */
export function partsSource(parts: readonly WildcardPart[]): string {
  return parts.map((part) => (part.kind === 'any' ? '.*' : part.kind === 'one' ? '.' : escapeText(part.text))).join('');
}

/** True if letter case makes a difference to the text. */
export function hasCase(text: string): boolean {
  return /[a-z]/i.test(text) || /[^\0-\x7f]/.test(text);
}

/** True if texts compare by their letters alone. */
export const isFolding = (rule: CaseRule): boolean => rule !== 'sensitive';

/** A regular expression as Sumo can take it. */
export type WrittenRegex =
  | { readonly kind: 're2'; readonly source: string }
  /** What only the Java syntax of `parse regex` can say: the flags in front and the rest, and whether it means the same there. */
  | { readonly kind: 'java'; readonly flags: string; readonly body: string; readonly isSame: boolean };

/** A tree as RE2, without the empty groups that flags leave behind. */
const re2Of = (node: RegexNode): string => emitRegex(node, 're2').replaceAll('(?:)', '');

function isSame(source: string, exact: string): boolean {
  const { ast, diagnostics } = parseRegex(source, { dialect: 're2' });
  return ast !== undefined && !diagnostics.some((one) => one.severity === 'fails') && re2Of(ast) === exact;
}

/** The flags that a pattern begins with, and what is left. */
function splitFlags(source: string): { readonly flags: string; readonly body: string } {
  const found = /^\(\?([a-z]+)\)/.exec(source);
  return { flags: found?.[1] ?? '', body: source.slice(found?.[0].length ?? 0) };
}

/** The class of white space with the vertical tab, which RE2 leaves out. */
function withVerticalTab(source: string): string {
  let isClass = false;
  return source.replace(/\\[\s\S]|[[\]]/g, (found) => {
    if (found === '[') isClass = true;
    if (found === ']') isClass = false;
    if (found === '\\s') return isClass ? '\\s\\v' : '[\\s\\v]';
    return found === '\\S' && !isClass ? '[^\\s\\v]' : found;
  });
}

/** A pattern with each dot outside of classes as the class that it means where only the line feed ends a line. */
function withDotsAsClasses(source: string): string {
  let isClass = false;
  return source.replace(/\\[\s\S]|[[\].]/g, (found) => {
    if (found === '[') isClass = true;
    if (found === ']') isClass = false;
    return found === '.' && !isClass ? '[^\\n]' : found;
  });
}

/** What a pattern of Java means, without the places of its parts; undefined if it cannot be read. */
function meaningOf(source: string): string | undefined {
  const { ast, diagnostics } = parseRegex(source, { dialect: 'java' });
  if (!ast || diagnostics.some((one) => one.severity === 'fails')) return undefined;
  return JSON.stringify(ast, (key, value: unknown) => (key === 'span' ? undefined : value));
}

/** A pattern for `parse regex`, where the flags `d` and `u` are not documented: written without them, as close as that gets. */
function forParseRegex(source: string): WrittenRegex {
  const { flags, body } = splitFlags(source);
  const kept = flags.replace(/[du]/g, '');
  const front = kept === '' ? '' : `(?${kept})`;
  const exact = meaningOf(source);
  // Flags leave an empty node behind, as an empty group does.
  const same = [body, withDotsAsClasses(body)].find((one) => meaningOf((front || '(?:)') + one) === exact);
  return { kind: 'java', flags: front, body: same ?? body, isSame: same !== undefined };
}

/** A pattern in the syntax of Java as one that `matches /…/` takes: as written where that means the same, else from its tree. */
export function re2FromJava(source: string): WrittenRegex | undefined {
  const { ast, diagnostics } = parseRegex(source, { dialect: 'java' });
  if (!ast || diagnostics.some((one) => one.severity === 'fails')) return undefined;
  if (needsBacktracking(ast)) return forParseRegex(source);
  const exact = re2Of(ast);
  const { flags, body } = splitFlags(source);
  const kept = flags.replace(/[^ims]/g, '');
  const plain = (kept === '' ? '' : `(?${kept})`) + body;
  const tried = [plain, withVerticalTab(plain)].find((one) => isSame(one, exact));
  return { kind: 're2', source: tried ?? exact };
}
