import type { TextMap } from '../../source/index.ts';

/** A text in a document, as its reader understands it. */
export interface TextLeaf {
  readonly kind: 'text';
  readonly text: string;
  /** Where each part of the text stands in the file. */
  map(): TextMap;
}

/** Values by name, in the order of the file; a name may come more than once. */
export interface ObjectNode {
  readonly kind: 'object';
  readonly members: readonly { readonly key: string; readonly value: TreeNode }[];
}

/** Values in a row. */
export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly TreeNode[];
}

/** A number, a constant, or something that only another program can compute. */
export interface OtherNode {
  readonly kind: 'other';
  readonly isComputed: boolean;
}

/** A document as a tree, whatever it was written in. */
export type TreeNode = TextLeaf | ObjectNode | ListNode | OtherNode;

/** Levels of nesting that are read; real exports have about ten. */
export const MOST_LEVELS = 200;

/** The first value of a name. */
export function memberOf(node: ObjectNode, key: string): TreeNode | undefined {
  return node.members.find((member) => member.key === key)?.value;
}

/** The text under a name, if it is one. */
export function textOf(node: ObjectNode, key: string): string | undefined {
  const value = memberOf(node, key);
  return value?.kind === 'text' ? value.text : undefined;
}
