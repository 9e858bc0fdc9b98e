import { KeyBytes } from './key-bytes.ts';
import type { Variants } from './variants.ts';

/** Most nodes of a tree; more of them are not worth their memory, and their lines are read the slow way. */
const MOST = 50_000;
/** So many children are found by a hash, which is less than so much. */
const MANY = 4;
const HASHES = 64;
const MOST_CHILDREN = 1000;
/** Longest key that is worth remembering. */
const LONGEST = 256;

/** The keys of an object up to one of them: lines with the same keys in the same order end in the same node. */
export class KeyNode {
  readonly name: string;
  readonly key: KeyBytes;
  readonly parent: KeyNode | undefined;
  /** True if objects with these keys are not read from bytes: a key is there twice, or is no ordinary one. */
  readonly isUnusual: boolean;
  /** The child that came last, and the one before this among its siblings: most nodes have one child. */
  child: KeyNode | undefined;
  readonly sibling: KeyNode | undefined;
  /** Its number in the kernel, -1 if that was not told of it. */
  number = -1;
  /** Of many children the one met last of each hash of a key. */
  byHash: (KeyNode | undefined)[] | undefined;
  /** The child met last. */
  likely: KeyNode | undefined;
  /** What is known of objects that end here. */
  variants: Variants | undefined;

  constructor(name: string, key: KeyBytes, parent: KeyNode | undefined, isUnusual: boolean) {
    this.name = name;
    this.key = key;
    this.parent = parent;
    this.sibling = parent?.child;
    this.isUnusual = isUnusual;
  }

  /** The keys from the first to this one. */
  names(): string[] {
    const names: string[] = [];
    for (let node: KeyNode | undefined = this; node?.parent; node = node.parent) names.push(node.name);
    return names.reverse();
  }
}

function holds(node: KeyNode, name: string): boolean {
  for (let one: KeyNode | undefined = node; one?.parent; one = one.parent) if (one.name === name) return true;
  return false;
}

function isKey({ key: { bytes: key } }: KeyNode, bytes: Uint8Array, start: number, length: number): boolean {
  if (key.length !== length) return false;
  for (let i = 0; i < length; i++) if (key[i] !== bytes[start + i]) return false;
  return true;
}

/** Tells most keys that may follow one another apart. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length === 0) return 0;
  const sum = length + 3 * bytes[start]! + 5 * bytes[start + (length >> 1)]! + 7 * bytes[end - 1]!;
  return sum & (HASHES - 1);
}

/** The sequences of keys met so far. */
export class KeyTree {
  readonly root = new KeyNode('', new KeyBytes(new Uint8Array(0)), undefined, false);
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #keys = new Map<string, KeyBytes>();
  readonly #onNode: ((node: KeyNode) => void) | undefined;
  #count = 0;

  /** Tells of each node as it is made, the root first. */
  constructor(onNode?: (node: KeyNode) => void) {
    this.#onNode = onNode;
    onNode?.(this.root);
  }

  /** True if half of the nodes are taken. */
  get isFull(): boolean {
    return 2 * this.#count > MOST;
  }

  /** The node behind a key without escapes; undefined if there are too many of them. */
  child(node: KeyNode, bytes: Uint8Array, start: number, end: number): KeyNode | undefined {
    const length = end - start;
    const { byHash } = node;
    const hash = byHash ? hashOf(bytes, start, end) : 0;
    const likely = byHash?.[hash];
    if (likely && isKey(likely, bytes, start, length)) {
      node.likely = likely;
      return likely;
    }
    let count = 0;
    for (let child = node.child; child; child = child.sibling) {
      count++;
      if (!isKey(child, bytes, start, length)) continue;
      node.likely = child;
      if (byHash) byHash[hash] = child;
      return child;
    }
    if (this.#count === MOST || length > LONGEST || count === MOST_CHILDREN) return undefined;
    this.#count++;
    const name = this.#decoder.decode(bytes.subarray(start, end));
    // One array for all nodes of a name, so that the names of a log stay in the processor's cache.
    const known = this.#keys.get(name);
    const key = known?.bytes.length === length ? known : new KeyBytes(bytes.slice(start, end));
    this.#keys.set(name, key);
    // Numbers as keys come first in an object; a replaced byte may make two keys one.
    const isOdd = name === '__proto__' || name.includes('\ufffd') || /^\d+$/.test(name);
    const child = new KeyNode(name, key, node, node.isUnusual || isOdd || holds(node, name));
    node.child = child;
    node.likely = child;
    if (count + 1 >= MANY) node.byHash ??= new Array(HASHES).fill(undefined);
    this.#onNode?.(child);
    return child;
  }
}
