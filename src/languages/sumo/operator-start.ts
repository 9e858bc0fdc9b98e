import type { Token } from './lexer.ts';

const CONTINUES = new Set('as matches in contains and or not = == != <> < <= > >= + - * / % ? && || =~ !~'.split(' '));

/** True if the token behind a word does not continue an expression that the word would begin (spec sumo §2: keywords are contextual). */
export function isNoExpression(next: Token): boolean {
  return (next.kind !== 'word' && next.kind !== 'punct') || !CONTINUES.has(next.text.toLowerCase());
}
