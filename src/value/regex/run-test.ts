import type { RegexNode } from './ast.ts';
import { hasCode } from './code-set.ts';

/**
 * A test for a pattern that is nothing but one set repeated, such as `.{1000,}`: as an automaton it has a state for each repetition, while
 * all it asks for is so many members side by side. Undefined for any other pattern.
 */
export function runTest(node: RegexNode): ((value: string) => boolean) | undefined {
  if (node.kind === 'capture') return runTest(node.body);
  if (node.kind !== 'repeat' || node.body.kind !== 'set' || node.min > node.max) return undefined;
  const {
    min,
    body: { set },
  } = node;
  return (value) => {
    let length = 0;
    for (let at = 0; length < min; ) {
      if (at >= value.length) return false;
      const code = value.codePointAt(at)!;
      length = hasCode(set, code) ? length + 1 : 0;
      at += code > 0xffff ? 2 : 1;
    }
    return true;
  };
}
