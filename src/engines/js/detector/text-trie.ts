import { likeOf } from '../../../value/index.ts';
import { StateTable } from './state-table.ts';
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
  readonly next: Int32Array;
  readonly partial: Lists;
  readonly whole: Lists;
  readonly fromEnd: boolean;
}

/** Makes a trie of texts in lower case and of ASCII. */
export function trieOf({ partial, whole }: EdgeTexts, fromEnd: boolean): TrieData {
  const texts = [...partial.keys(), ...whole.keys()];
  const { classes, count: width } = classesOf(texts);
  let most = 0;
  for (const { length } of texts) most += length;
  const states = new StateTable(width, most);
  const stateOf = (text: string): number => {
    let state = 0;
    for (let i = 0; i < text.length; i++)
      state = states.child(state, classes[text.charCodeAt(fromEnd ? text.length - 1 - i : i)]!);
    return state;
  };
  const lists = (ids: EdgeTexts['partial']): (readonly number[] | undefined)[] => {
    const byState: (readonly number[] | undefined)[] = [];
    for (const [text, own] of ids) byState[stateOf(text)] = own;
    return byState;
  };
  const [partialIds, wholeIds] = [lists(partial), lists(whole)];
  return {
    ...{ classes, width, fromEnd },
    next: states.rows(),
    partial: listsOf(partialIds, states.count),
    whole: listsOf(wholeIds, states.count),
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
    const { classes, width, next, partial, whole, fromEnd } = this.data;
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
      state = next[state * width + classes[unit]!]!;
      if (state === 0) return false;
    }
  }
}

function give({ starts, items }: Lists, state: number, found: Found): void {
  for (let i = starts[state]!; i < starts[state + 1]!; i++) found.hit(items[i]!);
}
