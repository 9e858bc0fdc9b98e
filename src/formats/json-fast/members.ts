import { MINUS, NINE, OPEN, OPEN_LIST, ZERO } from './bytes.ts';
import { type KeyNode, KeyTree } from './key-tree.ts';
import { behindLiteral, behindNested, behindNumber } from './skip.ts';

/** Kinds of values, as far as they decide how an object is read. */
export const STRING = 1;
export const EMPTY_STRING = 2;
export const NUMBER = 3;
export const BOOLEAN = 4;
export const NULL = 5;
export const OBJECT = 6;
export const LIST = 7;
/** A number of so many signs that it may be kept as text. */
export const LONG_NUMBER = 8;
/** Signs from which a number is long. */
export const LONG = 16;

/** Most members of an object that is read from its bytes. */
export const MOST_MEMBERS = 512;

/** The members of the object scanned last, in place; strings are spanned without their quotes. */
export class Members {
  readonly tree = new KeyTree();
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  view = new DataView(this.bytes.buffer);
  count = 0;
  readonly starts = new Int32Array(MOST_MEMBERS);
  readonly ends = new Int32Array(MOST_MEMBERS);
  readonly kinds = new Uint8Array(MOST_MEMBERS);
  readonly kindWords = new Int32Array(this.kinds.buffer);
  node: KeyNode = this.tree.root;

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
