import { type CodeSet, complement } from './code-set.ts';
import { REGEX_DIAGNOSTICS as D } from './diagnostics.ts';
import { perlSet, propertySet } from './named-sets.ts';
import type { ParserState } from './parser-state.ts';

const CONTROL: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, a: 7 };

/** `\p{Name}`, `\pL` and their negations; the state stands behind the backslash. */
function parseProperty(state: ParserState, start: number): CodeSet | undefined {
  const negated = state.pattern[state.at] === 'P';
  state.at++;
  const name = state.takeMatch(/\{(\^?[\w=& -]*)\}|(\p{L})/uy);
  const text = name?.[1] ?? name?.[2];
  const set = text === undefined ? undefined : propertySet(text, state.dialect);
  if (!set) {
    state.fail(
      D.unknownClass,
      start,
      `\\${negated ? 'P' : 'p'}{${text ?? ''}} is no class that ${state.dialect} knows.`,
    );
    return undefined;
  }
  return negated ? complement(set) : set;
}

/** Escapes that stand for a class of characters; undefined (and the place unchanged) if this is none. */
export function parseClassEscape(state: ParserState, start: number): CodeSet | undefined {
  const letter = state.pattern[state.at] ?? '';
  if (letter === 'p' || letter === 'P') return parseProperty(state, start);
  const set = perlSet(letter, state.dialect);
  if (set) state.at++;
  return set;
}

/** Escapes that stand for one character; the state stands behind the backslash at `start`. */
export function parseCharEscape(state: ParserState, start: number): number | undefined {
  const java = state.dialect === 'java';
  const letter = state.pattern[state.at];
  if (letter === undefined) {
    state.fail(D.trailingBackslash, start, 'The pattern ends in a lone backslash.');
    return undefined;
  }
  if (Object.hasOwn(CONTROL, letter)) {
    state.at++;
    return CONTROL[letter];
  }
  if (letter === 'v' && !java) {
    state.at++;
    return 11;
  }
  if (letter === 'e' && java) {
    state.at++;
    return 27;
  }
  const octal = state.takeMatch(java ? /0([0-3]?[0-7]{1,2})/y : /(0[0-7]{0,2}|[1-7][0-7]{1,2})/y);
  if (octal) return Number.parseInt(octal[1]!, 8);
  const hex = state.takeMatch(
    java ? /x([0-9a-fA-F]{2})|x\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})/y : /x([0-9a-fA-F]{2})|x\{([0-9a-fA-F]+)\}/y,
  );
  if (hex) {
    const code = Number.parseInt(hex[1] ?? hex[2] ?? hex[3]!, 16);
    if (code <= 0x10ffff) return code;
    state.fail(D.unknownEscape, start, `${hex[0]} lies beyond the last Unicode character.`);
    return undefined;
  }
  const control = java ? state.takeMatch(/c([\x40-\x7f])/y) : undefined;
  if (control) return control[1]!.charCodeAt(0) ^ 64;
  const code = state.takeCode();
  if ((code < 0x80 && /[0-9A-Za-z]/.test(String.fromCharCode(code))) || (!java && code >= 0x80)) {
    state.fail(D.unknownEscape, start, `\\${String.fromCodePoint(code)} is no escape that ${state.dialect} knows.`);
    return undefined;
  }
  return code;
}
