import { likeOf } from '../../../value/index.ts';
import { StateTable } from './state-table.ts';
import { ASCII, BEYOND, classesOf, LIKE, type Lists, listsOf } from './text-classes.ts';

/** Takes what is found in a value. */
export interface Found {
  hit(id: number): void;
}

/** Units of texts from which on a table of all of them is too large. */
const LARGE = 20_000;
/** Units of a text that are in a large table at least, and texts that may share a state beyond them. */
const SHORTEST = 8;
const SHARING = 3;

/** A `TextAutomaton` as rows of numbers. */
export interface AutomatonData {
  readonly classes: Uint8Array;
  readonly width: number;
  readonly next: Uint16Array | Int32Array;
  readonly firstEnd: number;
  /** Numbers of the texts that end in the states from `firstEnd` on. */
  readonly ends: Lists;
  /** Where what is left of each text behind its place in the table starts among the units of all. */
  readonly restStarts: Int32Array;
  readonly restUnits: Uint8Array;
  /** The ids that each text stands for. */
  readonly ids: Lists;
}

/** Makes an automaton of texts, each with the ids that it stands for; no text is empty. */
export function automatonOf(texts: ReadonlyMap<string, readonly number[]>): AutomatonData {
  const sorted = [...texts.keys()].sort((a, b) => (a < b ? -1 : 1));
  const { classes, count: width } = classesOf(sorted);
  const depths = depthsOf(sorted);
  const states = new StateTable(
    width,
    depths.reduce((sum, depth) => sum + depth, 0),
  );
  const ends: (readonly number[] | undefined)[] = [undefined];
  for (const [number, text] of sorted.entries()) {
    let state = 0;
    for (let at = 0; at < depths[number]!; at++) state = states.child(state, classes[text.charCodeAt(at)]!);
    ends[state] = [...(ends[state] ?? []), number];
  }
  const { count } = states;
  const order = close(states.rows(), width, count, ends);
  // The new numbers: first the states in which nothing ends, then the others, each breadth first.
  const numbers = new Int32Array(count);
  const lists: (readonly number[])[] = [];
  let firstEnd = 0;
  for (const state of order) if (!ends[state]) numbers[state] = firstEnd++;
  for (const state of order) {
    const own = ends[state];
    if (own) numbers[state] = firstEnd + lists.push(own) - 1;
  }
  const next = count <= 0x1_0000 ? new Uint16Array(count * width) : new Int32Array(count * width);
  const rows = states.rows();
  for (let state = 0; state < count; state++) {
    const row = numbers[state]! * width;
    for (let unit = 0; unit < width; unit++) next[row + unit] = numbers[rows[state * width + unit]!]!;
  }
  const rests = sorted.map((text, number) => text.slice(depths[number]));
  const restStarts = new Int32Array(sorted.length + 1);
  for (const [number, { length }] of rests.entries()) restStarts[number + 1] = restStarts[number]! + length;
  return {
    ...{ classes, width, next, firstEnd, restStarts },
    ends: listsOf(lists, lists.length),
    restUnits: new TextEncoder().encode(rests.join('')),
    ids: listsOf(
      sorted.map((text) => texts.get(text)!),
      sorted.length,
    ),
  };
}

/**
 * Finds which of many texts, in lower case and of ASCII, stand anywhere in a value, in one walk over its units: a table of states by
 * classes of units (Aho and Corasick). A text is in the table as far as few others begin so; what is left of it is compared where that
 * much was found. States in which something ends come behind all others; among each of the two kinds those that are met the most, which
 * are reached after few units, stand together.
 */
export class TextAutomaton {
  readonly data: AutomatonData;
  readonly #classes: Uint8Array;
  readonly #width: number;
  readonly #next: Uint16Array | Int32Array;
  readonly #firstEnd: number;

  constructor(data: AutomatonData) {
    this.data = data;
    this.#classes = data.classes;
    this.#width = data.width;
    this.#next = data.next;
    this.#firstEnd = data.firstEnd;
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
        if (state >= firstEnd) this.#give(state - firstEnd, units, at + 1, end, found);
      } else {
        state = 0;
        seen |= likeOf(unit) < 0 ? BEYOND : BEYOND | LIKE;
      }
    }
    return seen;
  }

  #give(state: number, units: Uint16Array, behind: number, end: number, found: Found): void {
    const { ends, ids, restStarts } = this.data;
    for (let i = ends.starts[state]!; i < ends.starts[state + 1]!; i++) {
      const text = ends.items[i]!;
      const rest = restStarts[text]!;
      const length = restStarts[text + 1]! - rest;
      if (length > 0 && !this.#goesOn(rest, length, units, behind, end)) continue;
      for (let j = ids.starts[text]!; j < ids.starts[text + 1]!; j++) found.hit(ids.items[j]!);
    }
  }

  #goesOn(rest: number, length: number, units: Uint16Array, at: number, end: number): boolean {
    if (at + length > end) return false;
    const classes = this.#classes;
    const { restUnits } = this.data;
    for (let i = 0; i < length; i++) {
      const unit = units[at + i]!;
      if (unit >= ASCII || classes[unit] !== classes[restUnits[rest + i]!]) return false;
    }
    return true;
  }
}

/** How many units of each of some sorted texts are put into the table: so many that few others begin with them. */
function depthsOf(sorted: readonly string[]): number[] {
  const all = sorted.reduce((sum, { length }) => sum + length, 0);
  if (all < LARGE) return sorted.map(({ length }) => length);
  const depths = sorted.map(({ length }) => Math.min(length, SHORTEST));
  for (let first = 0; first + SHARING < sorted.length; first++) {
    const [a, b] = [sorted[first]!, sorted[first + SHARING]!];
    let shared = 0;
    while (shared < a.length && a.charCodeAt(shared) === b.charCodeAt(shared)) shared++;
    for (let i = first; i <= first + SHARING; i++) {
      const depth = Math.min(sorted[i]!.length, shared + 1);
      if (depth > depths[i]!) depths[i] = depth;
    }
  }
  return depths;
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
