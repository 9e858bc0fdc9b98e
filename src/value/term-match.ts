import { compileWildcard } from './wildcard.ts';

/** Characters of a word term: letters and digits of any script, marks, and underscore; neither splits (spec sumo §3.2, 18.13). */
const WORD = /[\p{L}\p{N}\p{M}_]/u;
const TERMS = /[\p{L}\p{N}\p{M}_]+|[^\s\p{L}\p{N}\p{M}_]/gu;
const QUERY_TERMS = /[\p{L}\p{N}\p{M}_*?]+|[^\s\p{L}\p{N}\p{M}_*?]/gu;

/** Index terms of a text: maximal runs of word characters, and every other character but white space by itself (spec sumo §3.2). */
export function splitTerms(text: string): string[] {
  return text.match(TERMS) ?? [];
}

/** True if a scope word of several terms has a star for a part of a term elsewhere than at its ends: it finds nothing (spec sumo §3.2). */
export function hasStarInsideTerm(word: string): boolean {
  const terms = word.match(QUERY_TERMS) ?? [];
  if (terms.length < 2) return false;
  return terms.some((term, i) => {
    if (/^\*+$/.test(term)) return false;
    const inner = i === 0 ? term.replace(/^\*+/, '') : i === terms.length - 1 ? term.replace(/\*+$/, '') : term;
    return inner.includes('*');
  });
}

function isWordAt(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  const unit = text.charCodeAt(at);
  if (unit < 128)
    return (unit >= 48 && unit <= 57) || (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 95;
  const isLow = unit >= 0xdc00 && unit < 0xe000;
  return WORD.test(String.fromCodePoint(text.codePointAt(isLow && at > 0 ? at - 1 : at)!));
}

/** Offset behind plain terms that stand one after the other at an offset, or -1. */
function matchTerms(terms: readonly string[], text: string, at: number): number {
  for (const [i, term] of terms.entries()) {
    if (i > 0) while (at < text.length && /\s/.test(text[at]!)) at++;
    if (!text.startsWith(term, at)) return -1;
    const isWord = isWordAt(term, 0);
    if (isWord && (isWordAt(text, at - 1) || isWordAt(text, at + term.length))) return -1;
    at += term.length;
  }
  return at;
}

function plainTest(terms: readonly string[]): (text: string) => boolean {
  const [first] = terms;
  if (first === undefined) return () => true;
  return (text) => {
    const lower = text.toLowerCase();
    if (terms.length > 1 && terms.some((term) => !lower.includes(term))) return false;
    for (let at = lower.indexOf(first); at >= 0; at = lower.indexOf(first, at + 1)) {
      if (matchTerms(terms, lower, at) >= 0) return true;
    }
    return false;
  };
}

function globTest(terms: readonly string[]): (text: string) => boolean {
  const tests = terms.map((term) => compileWildcard(term, { case: 'sensitive', question: true }));
  return (text) => {
    const found = splitTerms(text.toLowerCase());
    for (let at = 0; at + tests.length <= found.length; at++) {
      if (tests.every((test, i) => test(found[at + i]!))) return true;
    }
    return false;
  };
}

/**
 * Makes a test of messages for a scope word (`terms`: `*` and `?` are wildcards within a term) or a quoted phrase (`phrase`: they are
 * themselves). Terms must be adjacent, letter case is ignored; `*` alone holds for every message (spec sumo §3.2).
 */
export function compileTerms(text: string, form: 'terms' | 'phrase'): (message: string) => boolean {
  const lower = text.toLowerCase();
  if (form === 'phrase') return plainTest(splitTerms(lower));
  if (/^\*+$/.test(lower)) return () => true;
  if (hasStarInsideTerm(lower)) return () => false;
  const terms = lower.match(QUERY_TERMS) ?? [];
  return terms.some((term) => /[*?]/.test(term)) ? globTest(terms) : plainTest(terms);
}
