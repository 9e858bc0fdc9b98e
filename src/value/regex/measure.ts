import { childrenOf, type RegexNode } from './ast.ts';
import { ALL_CODES, type CodeSet, NO_CODES, unite } from './code-set.ts';

/** Least and greatest length, in code points, of what a node can match; Infinity without bound. */
export interface Width {
  readonly min: number;
  readonly max: number;
}

/** Lengths of what a node can match; a back-reference counts as anything. */
export function widthOf(node: RegexNode): Width {
  switch (node.kind) {
    case 'set':
      return { min: 1, max: 1 };
    case 'sequence': {
      const widths = node.items.map(widthOf);
      return { min: widths.reduce((sum, one) => sum + one.min, 0), max: widths.reduce((sum, one) => sum + one.max, 0) };
    }
    case 'alternation': {
      const widths = node.branches.map(widthOf);
      return { min: Math.min(...widths.map((one) => one.min)), max: Math.max(...widths.map((one) => one.max)) };
    }
    case 'capture':
    case 'atomic':
      return widthOf(node.body);
    case 'repeat': {
      const body = widthOf(node.body);
      return { min: body.min * node.min, max: body.max === 0 || node.max === 0 ? 0 : body.max * node.max };
    }
    case 'back-reference':
      return { min: 0, max: Number.POSITIVE_INFINITY };
    default:
      return { min: 0, max: 0 };
  }
}

/** Code points with which a match of the node can begin, and whether it can match the empty text. */
export interface First {
  readonly set: CodeSet;
  readonly empty: boolean;
}

/** What a match of the node can begin with; places without width count as empty, which is the safe side. */
export function firstOfNode(node: RegexNode): First {
  switch (node.kind) {
    case 'set':
      return { set: node.set, empty: false };
    case 'sequence':
      return firstOfSequence(node.items);
    case 'alternation': {
      const firsts = node.branches.map(firstOfNode);
      return { set: unite(...firsts.map((one) => one.set)), empty: firsts.some((one) => one.empty) };
    }
    case 'capture':
    case 'atomic':
      return firstOfNode(node.body);
    case 'repeat': {
      if (node.max === 0) return { set: NO_CODES, empty: true };
      const body = firstOfNode(node.body);
      return { set: body.set, empty: body.empty || node.min === 0 };
    }
    case 'back-reference':
      return { set: ALL_CODES, empty: true };
    default:
      return { set: NO_CODES, empty: true };
  }
}

/** What a match of several nodes in a row can begin with. */
export function firstOfSequence(items: readonly RegexNode[]): First {
  let set: CodeSet = NO_CODES;
  for (const item of items) {
    const first = firstOfNode(item);
    set = unite(set, first.set);
    if (!first.empty) return { set, empty: false };
  }
  return { set, empty: true };
}

/** True if the node or a part of it satisfies the test. */
export function someNode(node: RegexNode, test: (node: RegexNode) => boolean): boolean {
  return test(node) || childrenOf(node).some((child) => someNode(child, test));
}

/** True if only backtracking can run the node: look-around, possessive, atomic, back-reference, places that know Java's line ends. */
export function needsBacktracking(node: RegexNode): boolean {
  return someNode(
    node,
    (one) =>
      one.kind === 'look' ||
      one.kind === 'atomic' ||
      one.kind === 'back-reference' ||
      (one.kind === 'repeat' &&
        (one.mode === 'possessive' || one.min > 1000 || (one.max !== Number.POSITIVE_INFINITY && one.max > 1000))) ||
      (one.kind === 'assertion' && one.at.startsWith('java-')) ||
      (one.kind === 'repeat' && repeatProduct(one) > 1000),
  );
}

/** Times that the innermost body is written out when the repetitions of a node are unrolled, as RE2 does. */
export function repeatProduct(node: RegexNode): number {
  const inner = Math.max(1, ...childrenOf(node).map(repeatProduct));
  if (node.kind !== 'repeat') return inner;
  return inner * Math.max(1, node.max === Number.POSITIVE_INFINITY ? node.min : node.max);
}
