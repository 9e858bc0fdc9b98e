import { StateTable } from './state-table.ts';
import { ASCII, BEYOND, classesOf, LIKE, type Lists, likeOf, listsOf } from './text-classes.ts';

/** Takes what is found in a value. */
export interface Found {
  hit(id: number): void;
}

/**
 * Finds which of many texts, in lower case and of ASCII, stand anywhere in a value, in one walk over its units: a table of states by
 * classes of units (Aho and Corasick). An entry is the place of the next state's row, doubled, and odd where a text ends.
 */
export class TextAutomaton {
  readonly #classes: Uint8Array;
  readonly #width: number;
  readonly #next: Int32Array;
  readonly #ends: Lists;

  /** Each text with the ids that it stands for; no text is empty. */
  constructor(texts: ReadonlyMap<string, readonly number[]>) {
    const { classes, count } = classesOf([...texts.keys()]);
    this.#classes = classes;
    this.#width = count;
    let most = 0;
    for (const text of texts.keys()) most += text.length;
    const states = new StateTable(count, most);
    const ownIds: (readonly number[] | undefined)[] = [];
    for (const [text, ids] of texts) {
      let state = 0;
      for (let at = 0; at < text.length; at++) state = states.child(state, classes[text.charCodeAt(at)]!);
      ownIds[state] = ids;
    }
    this.#next = states.rows();
    this.#ends = this.#close(this.#next, states.count, ownIds);
  }

  /** Makes a table of children one of transitions, breadth first, and gives the ids that end in each state. */
  #close(table: Int32Array, states: number, ownIds: readonly (readonly number[] | undefined)[]): Lists {
    const width = this.#width;
    const failRows = new Int32Array(states);
    const order = new Int32Array(states);
    const ids: (readonly number[] | undefined)[] = Array.from({ length: states }, (_, state) => ownIds[state]);
    let [read, write] = [0, 1];
    while (read < write) {
      const state = order[read++]!;
      const row = state * width;
      const failRow = failRows[state]!;
      for (let unit = 0; unit < width; unit++) {
        const child = table[row + unit]!;
        // Of states that come first in breadth the rows are whole already.
        const behindFail = state === 0 ? 0 : table[failRow + unit]!;
        if (child === 0) {
          table[row + unit] = behindFail;
          continue;
        }
        failRows[child] = behindFail >> 1;
        const inherited = ids[(behindFail >> 1) / width];
        if (inherited) ids[child] = ids[child]?.concat(inherited) ?? inherited;
        order[write++] = child;
        table[row + unit] = ((child * width) << 1) | (ids[child] ? 1 : 0);
      }
    }
    return listsOf(ids, states);
  }

  /** Gives out the ids of all texts in a value, some maybe more than once; says of its units whether any is `LIKE` or `BEYOND`. */
  search(units: Uint16Array, start: number, end: number, found: Found): number {
    const next = this.#next;
    const classes = this.#classes;
    let state = 0;
    let seen = 0;
    for (let at = start; at < end; at++) {
      const unit = units[at]!;
      if (unit >= ASCII) {
        state = 0;
        seen |= likeOf(unit) < 0 ? BEYOND : BEYOND | LIKE;
        continue;
      }
      const entry = next[state + classes[unit]!]!;
      state = entry >> 1;
      if ((entry & 1) !== 0) this.#give(state, found);
    }
    return seen;
  }

  #give(row: number, found: Found): void {
    const { starts, items } = this.#ends;
    const state = row / this.#width;
    for (let i = starts[state]!; i < starts[state + 1]!; i++) found.hit(items[i]!);
  }

  get states(): number {
    return this.#next.length / this.#width;
  }
}
