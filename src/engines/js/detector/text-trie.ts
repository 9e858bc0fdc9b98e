import { likeOf } from '../../../value/index.ts';
import type { Found } from './text-automaton.ts';
import { ASCII, classesOf, type Lists, listsOf } from './text-classes.ts';

/** Texts at one end of a value, and those that are all of it. */
export interface EdgeTexts {
  readonly partial: ReadonlyMap<string, readonly number[]>;
  readonly whole: ReadonlyMap<string, readonly number[]>;
}

/** A `TextTrie` as rows of numbers. */
export interface TrieData {
  readonly classes: Uint8Array;
  readonly width: number;
  /**
   * How each state goes on: most have one child at most, which is the next state, and then this is its class, or 0 for none; of others it
   * is the number of their row, counted down from -1.
   */
  readonly steps: Int32Array;
  /** Rows of children by class, 0 where there is none. */
  readonly rows: Uint16Array | Int32Array;
  readonly partial: Lists;
  readonly whole: Lists;
  readonly fromEnd: boolean;
}

/** Texts that begin alike, from one to before another of all sorted ones, and where the number of their state goes. */
interface Branch {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly slot: number;
}

const NO_SLOT = -1;

/** Makes a trie of texts in lower case and of ASCII. */
export function trieOf({ partial, whole }: EdgeTexts, fromEnd: boolean): TrieData {
  const walked = (text: string): string => (fromEnd ? [...text].reverse().join('') : text);
  const texts = new Map([...partial.keys(), ...whole.keys()].map((text) => [walked(text), text]));
  const sorted = [...texts.keys()].sort((a, b) => (a < b ? -1 : 1));
  const { classes, count: width } = classesOf(sorted);
  const steps: number[] = [];
  const rows: number[] = [];
  const partialIds: (readonly number[] | undefined)[] = [];
  const wholeIds: (readonly number[] | undefined)[] = [];
  const branches: Branch[] = [{ from: 0, to: sorted.length, depth: 0, slot: NO_SLOT }];
  for (let branch = branches.pop(); branch; branch = branches.pop()) {
    let { from, depth } = branch;
    const { to, slot } = branch;
    if (slot !== NO_SLOT) rows[slot] = steps.length;
    for (; ; depth++) {
      const state = steps.length;
      // The text that ends here comes before those that it begins.
      if (sorted[from]?.length === depth) {
        const text = texts.get(sorted[from++]!)!;
        partialIds[state] = partial.get(text);
        wholeIds[state] = whole.get(text);
      }
      if (from >= to) {
        steps.push(0);
        break;
      }
      const unit = sorted[from]!.charCodeAt(depth);
      if (unit === sorted[to - 1]!.charCodeAt(depth)) {
        steps.push(classes[unit]!);
        continue;
      }
      const row = rows.length;
      steps.push(-1 - row / width);
      for (let i = 0; i < width; i++) rows.push(0);
      for (let first = from; first < to; ) {
        const own = sorted[first]!.charCodeAt(depth);
        let next = first + 1;
        while (next < to && sorted[next]!.charCodeAt(depth) === own) next++;
        branches.push({ from: first, to: next, depth: depth + 1, slot: row + classes[own]! });
        first = next;
      }
      break;
    }
  }
  return {
    ...{ classes, width, fromEnd },
    steps: Int32Array.from(steps),
    rows: steps.length <= 0x1_0000 ? Uint16Array.from(rows) : Int32Array.from(rows),
    partial: listsOf(partialIds, steps.length),
    whole: listsOf(wholeIds, steps.length),
  };
}

/** Finds which of many texts stand at one end of a value: most walks die after a few units. */
export class TextTrie {
  readonly data: TrieData;

  constructor(data: TrieData) {
    this.data = data;
  }

  /** Gives out the ids of the texts at the end of a value; true if a unit that was looked at may stand for one of ASCII too. */
  search(units: Uint16Array, start: number, end: number, found: Found): boolean {
    const { classes, width, steps, rows, partial, whole, fromEnd } = this.data;
    const step = fromEnd ? -1 : 1;
    let at = fromEnd ? end - 1 : start;
    let state = 0;
    for (let left = end - start; ; left--, at += step) {
      give(partial, state, found);
      if (left === 0) {
        give(whole, state, found);
        return false;
      }
      const unit = units[at]!;
      if (unit >= ASCII) return likeOf(unit) >= 0;
      const own = classes[unit]!;
      if (own === 0) return false;
      const goesOn = steps[state]!;
      if (goesOn >= 0) {
        if (goesOn !== own) return false;
        state++;
      } else {
        state = rows[(-1 - goesOn) * width + own]!;
        if (state === 0) return false;
      }
    }
  }
}

function give({ starts, items }: Lists, state: number, found: Found): void {
  for (let i = starts[state]!; i < starts[state + 1]!; i++) found.hit(items[i]!);
}
