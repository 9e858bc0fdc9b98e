import { type Diagnostic, isRefusal } from '../../diagnostic/index.ts';
import type { RegexDialect, RegexGroup, RegexNode } from './ast.ts';
import { BacktrackMatcher } from './backtrack-matcher.ts';
import { LinearMatcher } from './linear-matcher.ts';
import { needsBacktracking } from './measure.ts';
import { nativeLimit } from './native-limit.ts';
import { NativeMatcher } from './native-matcher.ts';
import { parseRegex } from './parser.ts';
import type { RegexMatch, RegexMatcher } from './regex-match.ts';
import type { ReplacementPart } from './replacement.ts';
import { requiredLiterals } from './required-literals.ts';
import { runTest } from './run-test.ts';

/** How to compile a pattern; the flags hold from its start, as a leading `(?ims)` would. */
export interface CompileRegexOptions {
  readonly dialect: RegexDialect;
  readonly caseInsensitive?: boolean;
  readonly multiline?: boolean;
  readonly dotAll?: boolean;
}

/** A pattern ready to run; searches find the first match anywhere; not re-entrant. */
export interface CompiledRegex {
  /** Names by group number; number 0 is the whole match and has none. */
  readonly groupNames: readonly (string | undefined)[];
  /** True if the pattern is found anywhere in the value. */
  test(value: string): boolean;
  /** The first match at or behind an offset in UTF-16 units (default 0). */
  find(value: string, from?: number): RegexMatch | undefined;
  /** All matches from left to right that do not overlap; an empty match moves on by one character. */
  findAll(value: string): Iterable<RegexMatch>;
  /** The value with every match replaced; a group that took no part gives nothing. */
  replaceAll(value: string, replacement: readonly ReplacementPart[]): string;
  /** Searches so far that were given up because they took too many steps: report `regex/budget`. */
  readonly budgetExceeded: number;
}

/** A compiled pattern, or the reasons why it is refused. */
export type CompileRegexResult =
  | { readonly regex: CompiledRegex; readonly diagnostics: readonly Diagnostic[] }
  | { readonly regex: undefined; readonly diagnostics: readonly Diagnostic[] };

class Regex implements CompiledRegex {
  readonly groupNames: readonly (string | undefined)[];
  readonly #ast: RegexNode;
  /** Longest value that the engine's own `RegExp` is given, worked out for the first that is tried. */
  #limit: number | undefined;
  /** Text without which no value matches; most values are turned away by it. */
  readonly #required: string;
  readonly #run: ((value: string) => boolean) | undefined;
  readonly #general: RegexMatcher;
  readonly #backtrack: BacktrackMatcher | undefined;
  #native: NativeMatcher | undefined;

  constructor(ast: RegexNode, groups: readonly RegexGroup[]) {
    this.#ast = ast;
    this.groupNames = [undefined, ...groups.map((group) => group.name)];
    this.#required = requiredLiterals(ast)[0] ?? '';
    this.#run = runTest(ast);
    this.#backtrack = needsBacktracking(ast) ? new BacktrackMatcher(ast) : undefined;
    this.#general = this.#backtrack ?? new LinearMatcher(ast);
  }

  get budgetExceeded(): number {
    return this.#backtrack?.budgetExceeded ?? 0;
  }

  #matcherFor(value: string): RegexMatcher {
    this.#limit ??= nativeLimit(this.#ast);
    if (value.length > this.#limit) return this.#general;
    this.#native ??= new NativeMatcher(this.#ast);
    return this.#native;
  }

  test(value: string): boolean {
    if (this.#run) return this.#run(value);
    return value.includes(this.#required) && this.#matcherFor(value).test(value);
  }

  find(value: string, from = 0): RegexMatch | undefined {
    if (from > value.length || !value.includes(this.#required, from)) return undefined;
    return this.#matcherFor(value).find(value, from);
  }

  *findAll(value: string): Iterable<RegexMatch> {
    let from = 0;
    while (from <= value.length) {
      const match = this.find(value, from);
      if (!match) return;
      yield match;
      if (match.end > match.start) from = match.end;
      else from = match.end + ((value.codePointAt(match.end) ?? 0) > 0xffff ? 2 : 1);
    }
  }

  replaceAll(value: string, replacement: readonly ReplacementPart[]): string {
    let result = '';
    let at = 0;
    for (const match of this.findAll(value)) {
      result += value.slice(at, match.start);
      for (const part of replacement) result += typeof part === 'string' ? part : (match.groups[part] ?? '');
      at = match.end;
    }
    return result + value.slice(at);
  }
}

/**
 * Compiles a pattern of a dialect. Runs on the engine's `RegExp` for short values and harmless patterns, on linear-time re2js otherwise,
 * and by bounded backtracking where look-around and its like ask for it (design/performance.md item 9).
 */
export function compileRegex(pattern: string, options: CompileRegexOptions): CompileRegexResult {
  const { ast, groups, diagnostics } = parseRegex(pattern, options);
  if (!ast || diagnostics.some(isRefusal)) return { regex: undefined, diagnostics };
  return { regex: new Regex(ast, groups), diagnostics };
}
