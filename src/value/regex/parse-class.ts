import { type CodeSet, complement, intersect, unite } from './code-set.ts';
import { REGEX_DIAGNOSTICS as D } from './diagnostics.ts';
import { foldingOf } from './flags.ts';
import { foldSet } from './fold.ts';
import { posixSet } from './named-sets.ts';
import { parseCharEscape, parseClassEscape } from './parse-escape.ts';
import type { ParserState } from './parser-state.ts';

/** `[:alpha:]` inside a class; meant as POSIX in both dialects, although Java would read the letters themselves. */
function parsePosix(state: ParserState): CodeSet | undefined {
  const start = state.at;
  const match = state.takeMatch(/\[:(\^?)([a-zA-Z]*):\]/y);
  if (!match) return undefined;
  const set = posixSet(match[2]!);
  if (!set) {
    state.fail(D.unknownClass, start, `${match[0]} is no POSIX class.`);
    return undefined;
  }
  return match[1] ? complement(set) : set;
}

/** One character or class of a class body, or undefined after a fault. */
function parseItem(state: ParserState): { readonly code: number } | { readonly set: CodeSet } | undefined {
  const start = state.at;
  if (!state.take('\\')) return { code: state.takeCode() };
  const set = parseClassEscape(state, start);
  if (set || state.failed) return set && { set };
  const code = parseCharEscape(state, start);
  return code === undefined ? undefined : { code };
}

/** Adds an item or a range to the sets of a body. */
function parseRange(state: ParserState, sets: CodeSet[]): void {
  const start = state.at;
  const low = parseItem(state);
  if (!low) return;
  const next = state.pattern[state.at + 1];
  const isRange =
    state.looksAt('-') &&
    next !== undefined &&
    next !== ']' &&
    !(state.dialect === 'java' && (next === '[' || state.pattern.startsWith('-&&', state.at)));
  if ('set' in low) {
    sets.push(low.set);
    return;
  }
  if (!isRange) {
    sets.push([low.code, low.code]);
    return;
  }
  state.at++;
  const high = parseItem(state);
  if (!high) return;
  if ('set' in high || high.code < low.code) {
    const text = state.pattern.slice(start, state.at);
    state.fail(D.badRange, start, 'set' in high ? `${text} ends in a class.` : `${text} runs backward.`);
    return;
  }
  sets.push([low.code, high.code]);
}

/** Everything in `\Q…\E` inside a class, for Java. */
function parseQuoted(state: ParserState, sets: CodeSet[]): void {
  const end = state.pattern.indexOf('\\E', state.at);
  const stop = end < 0 ? state.pattern.length : end;
  while (state.at < stop) {
    const code = state.takeCode();
    sets.push([code, code]);
  }
  if (end >= 0) state.at += 2;
}

/** Parses a bracketed class; the state stands on its `[`. Unions, and in Java nested classes and `&&`; folding is applied before negation. */
export function parseClass(state: ParserState): CodeSet {
  const start = state.at;
  const java = state.dialect === 'java';
  if (++state.depth > 250) state.fail(D.tooDeep, start, 'Character classes are nested too deeply.');
  state.at++;
  const negated = state.take('^');
  const operands: CodeSet[] = [];
  let sets: CodeSet[] = [];
  let first = true;
  const folding = foldingOf(state.flags);
  const fold = (set: CodeSet): CodeSet => (folding ? foldSet(set, folding) : set);
  while (!state.failed) {
    if (state.at >= state.pattern.length) {
      state.fail(D.unclosedClass, start, 'This [ has no matching ].');
      break;
    }
    if (state.looksAt(']') && !first) break;
    const posix = state.looksAt('[:') ? parsePosix(state) : undefined;
    if (posix) sets.push(fold(posix));
    else if (state.failed) break;
    else if (java && state.looksAt('[')) sets.push(parseClass(state));
    else if (java && state.looksAt('&&')) {
      while (state.take('&&')) {}
      if (!state.looksAt(']')) {
        operands.push(unite(...sets));
        sets = [];
      }
    } else if (java && state.take('\\Q')) parseQuoted(state, sets);
    else {
      const own: CodeSet[] = [];
      parseRange(state, own);
      sets.push(...own.map(fold));
    }
    first = false;
  }
  state.at++;
  state.depth--;
  const whole = operands.reduceRight((right, left) => intersect(left, right), unite(...sets));
  return negated ? complement(whole) : whole;
}
