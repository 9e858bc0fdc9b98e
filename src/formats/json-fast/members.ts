import { MINUS, NINE, OPEN, OPEN_LIST, ZERO } from './bytes.ts';
import { type KeyNode, KeyTree } from './key-tree.ts';
import { BOOLEAN, LIST, LONG, LONG_NUMBER, MOST_MEMBERS, NULL, NUMBER, OBJECT } from './layout.ts';
import type { LineKernel } from './line-kernel.ts';
import { behindLiteral, behindNested, behindNumber } from './skip.ts';

/** The members of the object scanned last, in place; strings are spanned without their quotes. */
export class Members {
  readonly tree: KeyTree;
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  view = new DataView(this.bytes.buffer);
  count = 0;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly kinds: Uint8Array;
  readonly kindWords: Int32Array;
  node: KeyNode;

  /** With a kernel, members are where that puts them, and it is told of the keys. */
  constructor(kernel: LineKernel | undefined) {
    this.tree = new KeyTree(kernel && ((node) => kernel.learn(node)));
    this.node = this.tree.root;
    this.starts = kernel?.starts ?? new Int32Array(MOST_MEMBERS);
    this.ends = kernel?.ends ?? new Int32Array(MOST_MEMBERS);
    this.kinds = kernel?.kinds ?? new Uint8Array(MOST_MEMBERS);
    this.kindWords = new Int32Array(this.kinds.buffer, this.kinds.byteOffset, MOST_MEMBERS / 4);
  }

  /** Chooses the bytes that places are in. */
  lookAt(bytes: Uint8Array<ArrayBuffer>): void {
    if (bytes === this.bytes) return;
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Takes a value at `at` that is no string; the place behind it, -1 if there is none. */
  take(member: number, at: number): number {
    const { bytes } = this;
    const byte = bytes[at]!;
    let end: number;
    let kind: number;
    if ((byte >= ZERO && byte <= NINE) || byte === MINUS) {
      end = behindNumber(bytes, at);
      kind = end - at < LONG ? NUMBER : LONG_NUMBER;
    } else if (byte === OPEN || byte === OPEN_LIST) {
      end = behindNested(bytes, at);
      kind = byte === OPEN ? OBJECT : LIST;
    } else {
      end = behindLiteral(bytes, at);
      kind = byte === 0x6e ? NULL : BOOLEAN;
    }
    this.starts[member] = at;
    this.ends[member] = end;
    this.kinds[member] = kind;
    return end;
  }

  /** Ends the object; -1 if objects with its keys are unusual. */
  close(node: KeyNode, count: number, end: number): number {
    this.node = node;
    this.count = count;
    return node.isUnusual ? -1 : end;
  }
}
