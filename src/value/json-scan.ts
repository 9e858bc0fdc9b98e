import { type Json, parseJsonAt } from './json.ts';

/** Keys that are looked for, as a tree: which slot each path fills, and what is looked for inside its value. */
export interface KeyTree {
  slot: number;
  /** Lengths that the keys have, so that most others need not be read. */
  readonly lengths: boolean[];
  readonly children: Map<string, KeyTree>;
}

/** The tree of paths that are made of keys alone; the n-th path fills the n-th slot. */
export function keyTree(paths: readonly (readonly string[])[]): KeyTree {
  const root: KeyTree = { slot: -1, lengths: [], children: new Map() };
  for (const [slot, keys] of paths.entries()) {
    let node = root;
    for (const key of keys) {
      let next = node.children.get(key);
      if (!next) {
        next = { slot: -1, lengths: [], children: new Map() };
        node.children.set(key, next);
        node.lengths[key.length] = true;
      }
      node = next;
    }
    node.slot = slot;
  }
  return root;
}

const MAX_DEPTH = 500;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEX = /^[0-9a-fA-F]{4}$/;
const BAIL = -1;

/** Reads the places of values without making anything of the rest; what is out of the ordinary ends it. */
class Scanner {
  readonly #text: string;
  /** Place of the next backslash, as far as it was looked for. */
  #backslash = -1;
  /** True if the last string has an escape. */
  #isEscaped = false;
  /** Beginning of the value in each slot, or −1. */
  readonly starts: Int32Array;

  constructor(text: string, slots: number) {
    this.#text = text;
    this.starts = new Int32Array(slots).fill(BAIL);
  }

  #blanks(from: number): number {
    let at = from;
    for (;;) {
      const unit = this.#text.charCodeAt(at);
      if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return at;
      at++;
    }
  }

  /** The place behind the string whose quote stands at `from`. */
  #string(from: number): number {
    const text = this.#text;
    let at = from + 1;
    this.#isEscaped = false;
    for (;;) {
      const quote = text.indexOf('"', at);
      if (quote < 0) return BAIL;
      if (this.#backslash < at) {
        const found = text.indexOf('\\', at);
        this.#backslash = found < 0 ? Number.POSITIVE_INFINITY : found;
      }
      if (quote < this.#backslash) return quote + 1;
      this.#isEscaped = true;
      const escaped = text.charAt(this.#backslash + 1);
      if (escaped === 'u') {
        if (!HEX.test(text.slice(this.#backslash + 2, this.#backslash + 6))) return BAIL;
        at = this.#backslash + 6;
      } else if ('"\\/bfnrt'.includes(escaped)) at = this.#backslash + 2;
      else return BAIL;
    }
  }

  /** The place behind the value at `from`, which has no blanks before it. */
  value(from: number, node: KeyTree | undefined, depth: number): number {
    const text = this.#text;
    switch (text.charCodeAt(from)) {
      case 123:
        return depth > MAX_DEPTH ? BAIL : this.#object(from, node, depth);
      case 91:
        return depth > MAX_DEPTH ? BAIL : this.#array(from, depth);
      case 34:
        return this.#string(from);
      case 116:
        return text.startsWith('true', from) ? from + 4 : BAIL;
      case 102:
        return text.startsWith('false', from) ? from + 5 : BAIL;
      case 110:
        return text.startsWith('null', from) ? from + 4 : BAIL;
      default:
        NUMBER.lastIndex = from;
        return NUMBER.test(text) ? NUMBER.lastIndex : BAIL;
    }
  }

  #object(from: number, node: KeyTree | undefined, depth: number): number {
    const text = this.#text;
    let at = this.#blanks(from + 1);
    if (text.charCodeAt(at) === 125) return at + 1;
    for (;;) {
      if (text.charCodeAt(at) !== 34) return BAIL;
      const keyEnd = this.#string(at);
      if (keyEnd < 0) return BAIL;
      const child = node && this.#child(node, at, keyEnd);
      at = this.#blanks(keyEnd);
      if (text.charCodeAt(at) !== 58) return BAIL;
      at = this.#blanks(at + 1);
      if (child) {
        // Of keys that come twice the last counts, with all that is in it.
        this.#forget(child);
        if (child.slot >= 0) this.starts[child.slot] = at;
      }
      at = this.value(at, child, depth + 1);
      if (at < 0) return BAIL;
      at = this.#blanks(at);
      const next = text.charCodeAt(at);
      if (next === 125) return at + 1;
      if (next !== 44) return BAIL;
      at = this.#blanks(at + 1);
    }
  }

  #array(from: number, depth: number): number {
    let at = this.#blanks(from + 1);
    if (this.#text.charCodeAt(at) === 93) return at + 1;
    for (;;) {
      at = this.value(at, undefined, depth + 1);
      if (at < 0) return BAIL;
      at = this.#blanks(at);
      const next = this.#text.charCodeAt(at);
      if (next === 93) return at + 1;
      if (next !== 44) return BAIL;
      at = this.#blanks(at + 1);
    }
  }

  #child(node: KeyTree, at: number, end: number): KeyTree | undefined {
    if (!this.#isEscaped)
      return node.lengths[end - at - 2] ? node.children.get(this.#text.slice(at + 1, end - 1)) : undefined;
    const json = parseJsonAt(this.#text, at)?.value;
    return json?.kind === 'string' ? node.children.get(json.value) : undefined;
  }

  #forget(node: KeyTree): void {
    if (node.slot >= 0) this.starts[node.slot] = BAIL;
    for (const child of node.children.values()) this.#forget(child);
  }
}

/**
 * The values at paths of keys in the object that a text begins with, by slot, without reading the rest into memory. Undefined if the
 * text does not begin with an object, or holds something out of the ordinary, which `findJson` then has to judge.
 */
export function scanJson(text: string, tree: KeyTree, slots: number): readonly (Json | undefined)[] | undefined {
  if (text.charCodeAt(0) !== 123) return undefined;
  const scanner = new Scanner(text, slots);
  if (scanner.value(0, tree, 0) < 0) return undefined;
  const values: (Json | undefined)[] = [];
  for (const start of scanner.starts) values.push(start < 0 ? undefined : parseJsonAt(text, start)?.value);
  return values;
}
