import { childrenOf, type RegexNode } from './ast.ts';
import { REGEX_DIAGNOSTICS as D } from './diagnostics.ts';
import { repeatProduct, widthOf } from './measure.ts';
import type { ParserState } from './parser-state.ts';

/** Reports what shows only on the whole tree: RE2's limit on nested repetition, look-behind without bound, references to no group. */
export function checkTree(node: RegexNode, state: ParserState): void {
  if (node.kind === 'repeat' && state.dialect === 're2' && repeatProduct(node) > 1000) {
    state.report(D.largeRepetition, node.span, 'Nested repetitions multiply to more than 1,000.');
    return;
  }
  if (
    node.kind === 'look' &&
    node.behind &&
    state.dialect === 'java' &&
    widthOf(node.body).max === Number.POSITIVE_INFINITY
  ) {
    state.report(D.unboundedLookbehind, node.span, 'A look-behind needs a greatest length.');
  }
  if (node.kind === 'back-reference' && node.group > state.groups.length) {
    state.report(D.missingGroup, node.span, `There is no group ${node.group}.`);
  }
  for (const child of childrenOf(node)) checkTree(child, state);
}
