import type { Diagnostic } from '../../diagnostic/index.ts';
import type { RegexDialect, RegexGroup, RegexNode, RepeatMode } from './ast.ts';
import { checkTree } from './check-tree.ts';
import type { CodeSet } from './code-set.ts';
import { REGEX_DIAGNOSTICS as D } from './diagnostics.ts';
import { foldingOf, type RegexFlags } from './flags.ts';
import { foldCode, foldSet } from './fold.ts';
import { dotSet, VERTICAL } from './named-sets.ts';
import { parseClass } from './parse-class.ts';
import { parseCharEscape, parseClassEscape } from './parse-escape.ts';
import { parseGroup } from './parse-group.ts';
import { ParserState } from './parser-state.ts';

/** How to read a pattern: dialect, place of the pattern in a larger text, and flags in force from its start. */
export interface ParseRegexOptions {
  readonly dialect: RegexDialect;
  readonly offset?: number;
  readonly caseInsensitive?: boolean;
  readonly multiline?: boolean;
  readonly dotAll?: boolean;
}

/** A parsed pattern; the tree is missing only after a fault that leaves no sensible reading. */
export interface ParsedRegex {
  readonly ast: RegexNode | undefined;
  readonly groups: readonly RegexGroup[];
  readonly diagnostics: readonly Diagnostic[];
}

function literal(state: ParserState, code: number, start: number): RegexNode {
  const folding = foldingOf(state.flags);
  const set: CodeSet = folding
    ? foldSet(
        foldCode(code, folding).flatMap((one) => [one, one]),
        folding,
      )
    : [code, code];
  return { kind: 'set', set, span: state.span(start) };
}

/** `\Q…\E`: its characters as one sequence; the state stands behind the `\Q`. */
function parseQuoted(state: ParserState, start: number): RegexNode {
  const end = state.pattern.indexOf('\\E', state.at);
  const stop = end < 0 ? state.pattern.length : end;
  const items: RegexNode[] = [];
  while (state.at < stop) items.push(literal(state, state.takeCode(), state.at - 1));
  if (end >= 0) state.at += 2;
  return items.length === 1 ? items[0]! : { kind: 'sequence', items, span: state.span(start) };
}

/** What stands behind a backslash outside a class. */
function parseEscape(state: ParserState): RegexNode {
  const start = state.at++;
  const java = state.dialect === 'java';
  const empty: RegexNode = { kind: 'empty', span: state.span(start) };
  if (state.take('A')) return { kind: 'assertion', at: 'text-start', span: state.span(start) };
  if (state.take('z')) return { kind: 'assertion', at: 'text-end', span: state.span(start) };
  if (java && state.take('Z')) return { kind: 'assertion', at: 'java-final-end', span: state.span(start) };
  if (state.take('b')) return { kind: 'assertion', at: 'word-boundary', span: state.span(start) };
  if (state.take('B')) return { kind: 'assertion', at: 'not-word-boundary', span: state.span(start) };
  if (state.take('Q')) return parseQuoted(state, start);
  if (java && state.take('R')) {
    const span = state.span(start);
    const lineFeed: RegexNode = {
      kind: 'sequence',
      items: [10, 13].reverse().map((code) => ({ kind: 'set', set: [code, code], span })),
      span,
    };
    return { kind: 'alternation', branches: [lineFeed, { kind: 'set', set: VERTICAL, span }], span };
  }
  if (state.takeMatch(java ? /[GXN]/y : /C/y)) {
    state.fail(D.unsupported, start, `${state.pattern.slice(start, state.at)} is not supported.`);
    return empty;
  }
  const named = java ? state.takeMatch(/k<(\w*)>/y) : undefined;
  const numbered = named ? undefined : state.takeMatch(java ? /[1-9]/y : /[1-9](?![0-7])|[89]\d*/y);
  if (named || numbered) return parseBackReference(state, start, named?.[1], Number(numbered?.[0]));
  const set = parseClassEscape(state, start);
  if (set) return { kind: 'set', set, span: state.span(start) };
  if (state.failed) return empty;
  const code = parseCharEscape(state, start);
  return code === undefined ? empty : literal(state, code, start);
}

/** A back-reference by name or number; Java reads further digits as long as such a group exists. */
function parseBackReference(state: ParserState, start: number, name: string | undefined, first: number): RegexNode {
  if (state.dialect === 're2') {
    state.report(
      D.unsupportedBackReference,
      state.span(start),
      `RE2 has no back-references: ${state.pattern.slice(start, state.at)}.`,
    );
    return { kind: 'empty', span: state.span(start) };
  }
  let group = first;
  if (name !== undefined) group = state.groups.find((one) => one.name === name)?.index ?? 0;
  else {
    for (
      let digit = state.pattern[state.at];
      digit !== undefined && digit >= '0' && digit <= '9';
      digit = state.pattern[state.at]
    ) {
      if (group * 10 + Number(digit) > state.groups.length) break;
      group = group * 10 + Number(digit);
      state.at++;
    }
  }
  if (group === 0) state.report(D.missingGroup, state.span(start), `No group ${name} stands before this place.`);
  return { kind: 'back-reference', group, fold: state.flags.ignoreCase, span: state.span(start) };
}

function parseAtom(state: ParserState): RegexNode {
  const start = state.at;
  const { flags, dialect } = state;
  switch (state.pattern[start]) {
    case '(':
      return parseGroup(state, parseAlternation);
    case '[': {
      const set = parseClass(state);
      return { kind: 'set', set, span: state.span(start) };
    }
    case '\\':
      return parseEscape(state);
    case '.':
      state.at++;
      return { kind: 'set', set: dotSet(dialect, flags.dotAll, flags.unixLines), span: state.span(start) };
    case '^':
    case '$': {
      const java = dialect === 'java' && !flags.unixLines;
      const side = state.pattern[state.at++] === '^' ? 'start' : 'end';
      const at = flags.multiline
        ? java
          ? (`java-line-${side}` as const)
          : (`line-${side}` as const)
        : (`text-${side}` as const);
      return { kind: 'assertion', at, span: state.span(start) };
    }
    case '*':
    case '+':
    case '?':
      state.at++;
      state.fail(D.nothingToRepeat, start, `There is nothing before ${state.pattern[start]} that it could repeat.`);
      return { kind: 'empty', span: state.span(start) };
    default:
      return literal(state, state.takeCode(), start);
  }
}

/** The bounds of a repetition sign here, or undefined; a `{` that starts no repetition is a literal in both dialects. */
function parseBounds(state: ParserState): readonly [number, number] | undefined {
  if (state.take('*')) return [0, Number.POSITIVE_INFINITY];
  if (state.take('+')) return [1, Number.POSITIVE_INFINITY];
  if (state.take('?')) return [0, 1];
  const match = state.takeMatch(/\{(\d+)(,(\d*))?\}/y);
  if (!match) return undefined;
  const min = Number(match[1]);
  const max = match[2] === undefined ? min : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
  return [min, max];
}

function skipComments(state: ParserState): void {
  if (state.flags.comments) state.takeMatch(/(?:\s+|#[^\n]*)+/y);
}

/** An atom with the repetition behind it. */
function parseRepeated(state: ParserState): RegexNode {
  const start = state.at;
  const body = parseAtom(state);
  if (state.failed) return body;
  skipComments(state);
  const signAt = state.at;
  const bounds = parseBounds(state);
  if (!bounds) return body;
  const [min, max] = bounds;
  let mode: RepeatMode = state.flags.swapGreed ? 'lazy' : 'greedy';
  if (state.take('?')) mode = mode === 'lazy' ? 'greedy' : 'lazy';
  else if (state.take('+')) {
    mode = 'possessive';
    if (state.dialect === 're2')
      state.report(D.unsupportedPossessive, state.span(signAt), 'RE2 has no possessive repetition.');
  }
  const sign = state.pattern.slice(signAt, state.at);
  if (max < min) state.fail(D.badRepetition, signAt, `${sign} asks for at least ${min} and at most ${max}.`);
  const greatest = state.dialect === 're2' ? 1000 : 0x7fffffff;
  if (min > greatest || (max !== Number.POSITIVE_INFINITY && max > greatest))
    state.fail(D.largeRepetition, signAt, `${sign} repeats more than ${greatest} times.`);
  skipComments(state);
  const again = state.at;
  if (!state.failed && parseBounds(state))
    state.fail(D.nestedRepetition, again, `${state.pattern.slice(again, state.at)} repeats a repetition.`);
  return { kind: 'repeat', body, min, max, mode, span: state.span(start) };
}

function parseSequence(state: ParserState): RegexNode {
  const start = state.at;
  const items: RegexNode[] = [];
  skipComments(state);
  while (!state.done && !state.looksAt('|') && !state.looksAt(')')) {
    items.push(parseRepeated(state));
    skipComments(state);
  }
  if (items.length === 1) return items[0]!;
  return items.length === 0
    ? { kind: 'empty', span: state.span(start) }
    : { kind: 'sequence', items, span: state.span(start) };
}

function parseAlternation(state: ParserState): RegexNode {
  const start = state.at;
  const branches = [parseSequence(state)];
  while (!state.failed && state.take('|')) branches.push(parseSequence(state));
  return branches.length === 1 ? branches[0]! : { kind: 'alternation', branches, span: state.span(start) };
}

/** Parses a pattern of a dialect into a tree with flags, folding and classes resolved; faults are diagnostics, never exceptions. */
export function parseRegex(pattern: string, options: ParseRegexOptions): ParsedRegex {
  const flags: RegexFlags = {
    ignoreCase: options.caseInsensitive ?? false,
    multiline: options.multiline ?? false,
    dotAll: options.dotAll ?? false,
    unicodeCase: options.dialect === 're2',
    unixLines: false,
    comments: false,
    swapGreed: false,
  };
  const state = new ParserState(pattern, options.dialect, options.offset ?? 0, flags);
  const ast = parseAlternation(state);
  if (!state.failed && state.at < pattern.length) {
    state.at++;
    state.fail(D.unbalanced, state.at - 1, 'This ) has no matching (.');
  }
  if (!state.failed) checkTree(ast, state);
  const groups = [...state.groups].sort((a, b) => a.index - b.index);
  return { ast: state.failed ? undefined : ast, groups, diagnostics: state.diagnostics };
}
