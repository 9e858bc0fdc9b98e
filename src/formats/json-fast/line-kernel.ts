import { KERNEL_CODE } from './kernel-code.ts';
import type { KeyBytes } from './key-bytes.ts';
import type { KeyNode } from './key-tree.ts';
import {
  COUNT,
  END,
  ENDS,
  KEYS,
  KEYS_END,
  KINDS,
  MOST_MEMBERS,
  MOST_NODES,
  N_FIRST,
  N_KEY,
  N_LENGTH,
  N_NEXT,
  N_UNUSUAL,
  NEWLINE_AT,
  NODE,
  NODE_SIZE,
  NODES,
  QUOTES,
  STARTS,
  STATE,
  STRANGE,
  TEXT_SIZE,
} from './layout.ts';

const PAGE = 65_536;
/** What the kernel may read behind a key. */
const BEHIND = 8;

let compiled: WebAssembly.Module | null | undefined;

/** The compiled code; null where the host has no WebAssembly, or none of its vectors. */
function moduleOf(): WebAssembly.Module | null {
  if (compiled !== undefined) return compiled;
  try {
    compiled = new WebAssembly.Module(Uint8Array.from(atob(KERNEL_CODE), (unit) => unit.charCodeAt(0)));
  } catch {
    compiled = null;
  }
  return compiled;
}

/**
 * Scans lines in WebAssembly (`kernel/json`), many bytes at a time: it finds the quotes of any line, checks what stands inside its
 * strings, and finds the members of an object whose keys it was told in their order.
 */
export class LineKernel {
  /** The memory that all of it is in, the text first. */
  readonly memory: WebAssembly.Memory;
  /** Room for text; lines elsewhere are scanned byte by byte. */
  readonly text: Uint8Array<ArrayBuffer>;
  /** Places of the quotes of the line last looked at, then a place that no text has. */
  readonly quotes: Int32Array<ArrayBuffer>;
  /** Its members by their number. */
  readonly starts: Int32Array<ArrayBuffer>;
  readonly ends: Int32Array<ArrayBuffer>;
  readonly kinds: Uint8Array<ArrayBuffer>;
  /**
   * Place of the newline of the line that starts at a place, and its members; `NO_OBJECT` if it is none, or an unusual one, `UNKNOWN`
   * if it has a key that was not told.
   */
  readonly line: (start: number) => number;
  readonly #state: Int32Array<ArrayBuffer>;
  readonly #tree: Int32Array<ArrayBuffer>;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #nodes: KeyNode[] = [];
  readonly #numbers = new Map<KeyNode, number>();
  readonly #keys = new Map<KeyBytes, number>();
  #nextKey = KEYS;

  private constructor(memory: WebAssembly.Memory, line: (start: number) => number) {
    const buffer = memory.buffer as ArrayBuffer;
    this.memory = memory;
    this.line = line;
    this.text = new Uint8Array(buffer, 0, TEXT_SIZE);
    this.quotes = new Int32Array(buffer, QUOTES, TEXT_SIZE + 1);
    this.starts = new Int32Array(buffer, STARTS, MOST_MEMBERS);
    this.ends = new Int32Array(buffer, ENDS, MOST_MEMBERS);
    this.kinds = new Uint8Array(buffer, KINDS, MOST_MEMBERS);
    this.#state = new Int32Array(buffer, STATE, 4);
    this.#tree = new Int32Array(buffer, NODES, (MOST_NODES * NODE_SIZE) / 4);
    this.#bytes = new Uint8Array(buffer);
  }

  /** A kernel with a memory of its own; undefined where the host cannot run it. */
  static make(): LineKernel | undefined {
    const module = moduleOf();
    if (!module) return undefined;
    try {
      const memory = new WebAssembly.Memory({ initial: END / PAGE });
      const { exports } = new WebAssembly.Instance(module, { env: { memory } });
      return new LineKernel(memory, (exports as { readonly line: (start: number) => number }).line);
    } catch {
      return undefined;
    }
  }

  /** How many members the object scanned last has. */
  get count(): number {
    return this.#state[COUNT >> 2]!;
  }

  /** The node of its last key. */
  get node(): KeyNode {
    return this.#nodes[this.#state[NODE >> 2]!]!;
  }

  /** Place of the newline of the line looked at last; -1 if a string of it is none that JSON allows. */
  get newline(): number {
    return this.#state[NEWLINE_AT >> 2]!;
  }

  /** True if the line looked at last is known to be ASCII in which no sign is written by its number. */
  get isPlain(): boolean {
    return this.#state[STRANGE >> 2] === 0;
  }

  /** Tells of a node of the key tree, the root first; it may be that there is no room for it. */
  learn(node: KeyNode): void {
    const number = this.#nodes.length;
    const parent = node.parent && this.#numbers.get(node.parent);
    if (number === MOST_NODES || (node.parent && parent === undefined)) return;
    const key = this.#placeOf(node.key);
    if (key === 0) return;
    this.#nodes.push(node);
    this.#numbers.set(node, number);
    const tree = this.#tree;
    const at = (number * NODE_SIZE) >> 2;
    tree[at + (N_KEY >> 2)] = key;
    tree[at + (N_LENGTH >> 2)] = node.key.bytes.length;
    tree[at + (N_UNUSUAL >> 2)] = node.isUnusual ? 1 : 0;
    if (parent === undefined) return;
    const above = (parent * NODE_SIZE) >> 2;
    tree[at + (N_NEXT >> 2)] = tree[above + (N_FIRST >> 2)]!;
    tree[above + (N_FIRST >> 2)] = NODES + number * NODE_SIZE;
  }

  /** Where the bytes of a key stand, once for all nodes that have it; 0 if there is no room. */
  #placeOf(key: KeyBytes): number {
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    const place = this.#nextKey;
    if (place + key.bytes.length + BEHIND > KEYS_END) return 0;
    this.#bytes.set(key.bytes, place);
    this.#nextKey = place + key.bytes.length + BEHIND;
    this.#keys.set(key, place);
    return place;
  }
}
