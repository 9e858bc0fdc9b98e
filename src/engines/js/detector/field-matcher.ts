import type { ValueTest } from './formula.ts';
import { type Found, TextAutomaton } from './text-automaton.ts';
import { TextTrie } from './text-trie.ts';

type Ids = Map<string, number[]>;

/** A test with the id that it stands for. */
export interface NumberedTest extends ValueTest {
  readonly id: number;
}

function idsOf(tests: readonly NumberedTest[], kind: ValueTest['kind']): Ids {
  const ids: Ids = new Map();
  for (const one of tests) {
    if (one.kind !== kind) continue;
    const known = ids.get(one.text);
    if (known) known.push(one.id);
    else ids.set(one.text, [one.id]);
  }
  return ids;
}

const NONE: Ids = new Map();

/** All tests of one field, made together. */
export class FieldMatcher {
  /** Ids of tests that the field has a value, and that it has none. */
  readonly present: readonly number[];
  readonly absent: readonly number[];
  /** Ids by whole numbers as decimal digits. */
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  readonly #byNumber = new Map<number, readonly number[]>();
  readonly #inside: TextAutomaton | undefined;
  readonly #starts: TextTrie | undefined;
  readonly #ends: TextTrie | undefined;

  constructor(tests: readonly NumberedTest[]) {
    const [inside, starts, ends, whole] = [
      idsOf(tests, 'anywhere'),
      idsOf(tests, 'start'),
      idsOf(tests, 'end'),
      idsOf(tests, 'whole'),
    ];
    this.present = idsOf(tests, 'present').get('') ?? [];
    this.absent = idsOf(tests, 'absent').get('') ?? [];
    this.numbers = idsOf(tests, 'number');
    for (const [text, ids] of this.numbers) if (text.length < 16) this.#byNumber.set(Number(text), ids);
    this.#inside = inside.size > 0 ? new TextAutomaton(inside) : undefined;
    this.#starts = starts.size > 0 ? new TextTrie({ partial: starts, whole: NONE }, false) : undefined;
    this.#ends = ends.size + whole.size > 0 ? new TextTrie({ partial: ends, whole }, true) : undefined;
  }

  /** True if texts are looked for in the value. */
  get readsText(): boolean {
    return (this.#inside ?? this.#starts ?? this.#ends) !== undefined;
  }

  /** Gives out the ids of the tests that hold of a text, some maybe twice; true if its letters leave open whether others do too. */
  search(units: Uint16Array, start: number, end: number, found: Found): boolean {
    let isOpen = false;
    if (this.#ends?.search(units, start, end, found)) isOpen = true;
    if (this.#starts?.search(units, start, end, found)) isOpen = true;
    if (this.#inside?.search(units, start, end, found)) isOpen = true;
    return isOpen;
  }

  /** The ids of the tests that a number is one; undefined if there is none. */
  ofNumber(value: number): readonly number[] | undefined {
    return this.#byNumber.get(value);
  }
}
