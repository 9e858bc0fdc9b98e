import { StateTable } from './state-table.ts';
import { ASCII, BEYOND, classesOf, LIKE, type Lists, likeOf, listsOf } from './text-classes.ts';

/** Takes what is found in a value. */
export interface Found {
  hit(id: number): void;
}

/**
 * Finds which of many texts, in lower case and of ASCII, stand anywhere in a value, in one walk over its units: a table of states by
 * classes of units (Aho and Corasick). States in which a text ends come behind all others; among each of the two kinds those that are
 * met the most, which are reached after few units, stand together.
 */
export class TextAutomaton {
  readonly #classes: Uint8Array;
  readonly #width: number;
  readonly #next: Uint16Array | Int32Array;
  readonly #firstEnd: number;
  /** Ids of the states from `firstEnd` on. */
  readonly #ends: Lists;

  /** Each text with the ids that it stands for; no text is empty. */
  constructor(texts: ReadonlyMap<string, readonly number[]>) {
    const { classes, count: width } = classesOf([...texts.keys()]);
    this.#classes = classes;
    this.#width = width;
    let most = 0;
    for (const text of texts.keys()) most += text.length;
    const states = new StateTable(width, most);
    const ids: (readonly number[] | undefined)[] = [undefined];
    for (const [text, own] of texts) {
      let state = 0;
      for (let at = 0; at < text.length; at++) state = states.child(state, classes[text.charCodeAt(at)]!);
      ids[state] = own;
    }
    const { count } = states;
    const order = close(states.rows(), width, count, ids);
    // The new numbers: first the states in which nothing ends, then the others, each breadth first.
    const numbers = new Int32Array(count);
    const ends: (readonly number[])[] = [];
    let plain = 0;
    for (const state of order) if (!ids[state]) numbers[state] = plain++;
    for (const state of order) {
      const own = ids[state];
      if (own) numbers[state] = plain + ends.push(own) - 1;
    }
    this.#firstEnd = plain;
    this.#ends = listsOf(ends, ends.length);
    this.#next = count <= 0x1_0000 ? new Uint16Array(count * width) : new Int32Array(count * width);
    const rows = states.rows();
    for (let state = 0; state < count; state++) {
      const row = numbers[state]! * width;
      for (let unit = 0; unit < width; unit++) this.#next[row + unit] = numbers[rows[state * width + unit]!]!;
    }
  }

  /** Gives out the ids of all texts in a value, some maybe more than once; says of its units whether any is `LIKE` or `BEYOND`. */
  search(units: Uint16Array, start: number, end: number, found: Found): number {
    const next = this.#next;
    const classes = this.#classes;
    const width = this.#width;
    const firstEnd = this.#firstEnd;
    let state = 0;
    let seen = 0;
    for (let at = start; at < end; at++) {
      const unit = units[at]!;
      if (unit < ASCII) {
        state = next[state * width + classes[unit]!]!;
        if (state >= firstEnd) this.#give(state - firstEnd, found);
      } else {
        state = 0;
        seen |= likeOf(unit) < 0 ? BEYOND : BEYOND | LIKE;
      }
    }
    return seen;
  }

  #give(state: number, found: Found): void {
    const { starts, items } = this.#ends;
    for (let i = starts[state]!; i < starts[state + 1]!; i++) found.hit(items[i]!);
  }
}

/**
 * Makes a table of children one of transitions, and of the ids that are a state's own all that end in it; returns the states breadth
 * first.
 */
function close(table: Int32Array, width: number, count: number, ids: (readonly number[] | undefined)[]): Int32Array {
  const fails = new Int32Array(count);
  const order = new Int32Array(count);
  let [read, write] = [0, 1];
  while (read < write) {
    const state = order[read++]!;
    const row = state * width;
    const failRow = fails[state]! * width;
    for (let unit = 0; unit < width; unit++) {
      const child = table[row + unit]!;
      // Of states that come first in breadth the rows are whole already.
      const behindFail = state === 0 ? 0 : table[failRow + unit]!;
      if (child === 0) {
        table[row + unit] = behindFail;
        continue;
      }
      fails[child] = behindFail;
      const inherited = ids[behindFail];
      if (inherited) ids[child] = ids[child]?.concat(inherited) ?? inherited;
      order[write++] = child;
    }
  }
  return order;
}
