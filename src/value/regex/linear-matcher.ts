import { RE2JS } from 're2js';
import type { RegexNode } from './ast.ts';
import { emitRegex } from './emit.ts';
import type { RegexMatch, RegexMatcher } from './regex-match.ts';

/** Runs a tree on re2js in time linear in the value; the program is made on first use. */
export class LinearMatcher implements RegexMatcher {
  readonly #ast: RegexNode;
  #program: RE2JS | undefined;

  constructor(ast: RegexNode) {
    this.#ast = ast;
  }

  #compiled(): RE2JS {
    this.#program ??= RE2JS.compile(emitRegex(this.#ast, 're2'));
    return this.#program;
  }

  test(value: string): boolean {
    return this.#compiled().test(value);
  }

  find(value: string, from: number): RegexMatch | undefined {
    const matcher = this.#compiled().matcher(value);
    if (!matcher.find(from)) return undefined;
    const groups: (string | undefined)[] = [];
    for (let i = 0; i <= matcher.groupCount(); i++) groups.push(matcher.group(i) ?? undefined);
    return { start: matcher.start(), end: matcher.end(), groups };
  }
}
