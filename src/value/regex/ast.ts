import type { Span } from '../../source/index.ts';
import type { CodeSet } from './code-set.ts';

/** `re2`: RE2 as in Go; `java`: java.util.regex with the liberties of spec sumo §6.2. */
export type RegexDialect = 're2' | 'java';

/** Places without width; line ends are those of RE2 (LF) or, with `java` in the name, of Java. */
export type AssertionKind =
  | 'text-start'
  | 'text-end'
  | 'line-start'
  | 'line-end'
  | 'java-line-start'
  | 'java-line-end'
  | 'java-final-end'
  | 'word-boundary'
  | 'not-word-boundary';

/** How a repetition gives back what it took. */
export type RepeatMode = 'greedy' | 'lazy' | 'possessive';

/** Fields of every node; the span lies in the pattern, shifted by the parser's `offset`. */
interface NodeBase {
  readonly span: Span;
}

/** Matches the empty text. */
export interface EmptyNode extends NodeBase {
  readonly kind: 'empty';
}

/** Matches one code point of a set; a literal is a set of one, case folding, flags and dialect are already applied. */
export interface SetNode extends NodeBase {
  readonly kind: 'set';
  readonly set: CodeSet;
}

/** Matches its parts one after the other. */
export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly items: readonly RegexNode[];
}

/** Matches the first branch that leads to a match. */
export interface AlternationNode extends NodeBase {
  readonly kind: 'alternation';
  readonly branches: readonly RegexNode[];
}

/** A capturing group; `index` counts from 1. */
export interface CaptureNode extends NodeBase {
  readonly kind: 'capture';
  readonly index: number;
  readonly name: string | undefined;
  readonly body: RegexNode;
}

/** A repetition of `min` to `max` times; `max` may be Infinity. */
export interface RepeatNode extends NodeBase {
  readonly kind: 'repeat';
  readonly body: RegexNode;
  readonly min: number;
  readonly max: number;
  readonly mode: RepeatMode;
}

/** A place without width. */
export interface AssertionNode extends NodeBase {
  readonly kind: 'assertion';
  readonly at: AssertionKind;
}

/** A look-ahead or look-behind; Java only. */
export interface LookNode extends NodeBase {
  readonly kind: 'look';
  readonly behind: boolean;
  readonly negated: boolean;
  readonly body: RegexNode;
}

/** An atomic group `(?>…)`; Java only. */
export interface AtomicNode extends NodeBase {
  readonly kind: 'atomic';
  readonly body: RegexNode;
}

/** A back-reference; fails when the group took no part; Java only. */
export interface BackReferenceNode extends NodeBase {
  readonly kind: 'back-reference';
  readonly group: number;
  readonly fold: boolean;
}

/** A regular expression as a tree. */
export type RegexNode =
  | EmptyNode
  | SetNode
  | SequenceNode
  | AlternationNode
  | CaptureNode
  | RepeatNode
  | AssertionNode
  | LookNode
  | AtomicNode
  | BackReferenceNode;

/** A capturing group of a pattern: number from 1, name if it has one, place of the whole group. */
export interface RegexGroup {
  readonly index: number;
  readonly name: string | undefined;
  readonly span: Span;
}

/** The parts directly below a node. */
export function childrenOf(node: RegexNode): readonly RegexNode[] {
  switch (node.kind) {
    case 'sequence':
      return node.items;
    case 'alternation':
      return node.branches;
    case 'capture':
    case 'repeat':
    case 'look':
    case 'atomic':
      return [node.body];
    default:
      return [];
  }
}
