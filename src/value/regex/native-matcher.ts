import type { RegexNode } from './ast.ts';
import { emitRegex } from './emit.ts';
import type { RegexMatch, RegexMatcher } from './regex-match.ts';

/** Runs a tree on the engine's `RegExp`, whose worst case is not bounded: callers keep to `nativeLimit`. */
export class NativeMatcher implements RegexMatcher {
  readonly #pattern: RegExp;

  constructor(ast: RegexNode) {
    this.#pattern = new RegExp(emitRegex(ast, 'native'), 'gu');
  }

  test(value: string): boolean {
    this.#pattern.lastIndex = 0;
    return this.#pattern.test(value);
  }

  find(value: string, from: number): RegexMatch | undefined {
    this.#pattern.lastIndex = from;
    const match = this.#pattern.exec(value);
    return match ? { start: match.index, end: match.index + match[0].length, groups: match } : undefined;
  }
}
