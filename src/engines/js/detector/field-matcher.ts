import type { AsciiRun } from '../../../event/index.ts';
import type { ValueTest } from './formula.ts';
import { SingleUnits } from './single-units.ts';
import { type Found, TextAutomaton } from './text-automaton.ts';
import { ASCII, BEYOND, LIKE } from './text-classes.ts';
import { TextSkipper } from './text-skipper.ts';
import { TextTrie } from './text-trie.ts';
import type { ValueSearch } from './value-memo.ts';

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

/** So few texts, and so long, are found by jumps. */
const FEW = 300;
const LONG = 6;

const NONE: Ids = new Map();

/** All tests of one field, made together. */
export class FieldMatcher implements ValueSearch {
  /** Units of the shortest text that is looked for. */
  readonly shortest: number;
  /** Ids of tests that a value has so many units at least. */
  readonly lengths: readonly { readonly least: number; readonly ids: readonly number[] }[];
  /** Ids of tests that the field has a value, and that it has none. */
  readonly present: readonly number[];
  readonly absent: readonly number[];
  /** Ids by whole numbers as decimal digits. */
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  readonly #byNumber = new Map<number, readonly number[]>();
  readonly #beyond: readonly number[];
  readonly #signs: SingleUnits | undefined;
  readonly #inside: TextAutomaton | undefined;
  readonly #few: TextSkipper | undefined;
  readonly #inJson: Ids;
  /** Finds the few texts in JSON; null if they cannot be found there. */
  #json: TextSkipper | null | undefined;
  readonly #starts: TextTrie | undefined;
  readonly #ends: TextTrie | undefined;

  constructor(tests: readonly NumberedTest[]) {
    const [inside, starts, ends, whole] = [
      idsOf(tests, 'anywhere'),
      idsOf(tests, 'start'),
      idsOf(tests, 'end'),
      idsOf(tests, 'whole'),
    ];
    this.shortest = Math.min(...tests.map(({ text }) => text.length));
    this.lengths = [...idsOf(tests, 'length')].map(([text, ids]) => ({ least: Number(text), ids }));
    this.present = idsOf(tests, 'present').get('') ?? [];
    this.absent = idsOf(tests, 'absent').get('') ?? [];
    this.#beyond = idsOf(tests, 'beyond').get('') ?? [];
    this.numbers = idsOf(tests, 'number');
    for (const [text, ids] of this.numbers) if (String(Number(text)) === text) this.#byNumber.set(Number(text), ids);
    const signs = new Map([...inside].filter(([text]) => text.length === 1));
    for (const sign of signs.keys()) inside.delete(sign);
    this.#signs = signs.size > 0 ? new SingleUnits(signs) : undefined;
    const isFew = inside.size <= FEW && [...inside.keys()].every(({ length }) => length >= LONG);
    this.#inJson = isFew ? inside : NONE;
    if (inside.size > 0 && isFew) this.#few = new TextSkipper(inside);
    else if (inside.size > 0) this.#inside = new TextAutomaton(inside);
    this.#starts = starts.size > 0 ? new TextTrie({ partial: starts, whole: NONE }, false) : undefined;
    this.#ends = ends.size + whole.size > 0 ? new TextTrie({ partial: ends, whole }, true) : undefined;
  }

  /** True if texts are looked for in the value. */
  get readsText(): boolean {
    return (
      (this.#signs ?? this.#inside ?? this.#few ?? this.#starts ?? this.#ends) !== undefined ||
      this.#beyond.length + this.lengths.length > 0
    );
  }

  /** Gives out the ids of the tests that hold of a text, some maybe twice; true if its letters leave open whether others do too. */
  search(units: Uint16Array, start: number, end: number, found: Found): boolean {
    for (let i = 0; i < this.lengths.length; i++) {
      const { least, ids } = this.lengths[i]!;
      if (end - start >= least) hitAll(ids, found);
    }
    let isOpen = false;
    if (this.#ends?.search(units, start, end, found)) isOpen = true;
    if (this.#starts?.search(units, start, end, found)) isOpen = true;
    if (this.#signs?.search(units, start, end, found)) isOpen = true;
    if (this.#few?.search(units, start, end, found)) isOpen = true;
    let seen = 0;
    if (this.#inside) seen = this.#inside.search(units, start, end, found);
    else if (this.#beyond.length > 0) seen = isBeyond(units, start, end) ? BEYOND : 0;
    if ((seen & BEYOND) !== 0) hitAll(this.#beyond, found);
    return isOpen || (seen & LIKE) !== 0;
  }

  /**
   * Gives out the ids of tests of texts anywhere that may hold of a value inside a JSON text of ASCII, or more; false if it cannot tell.
   */
  searchJson({ bytes, start, end }: AsciiRun, found: Found): boolean {
    if (this.#json === undefined) this.#json = this.#few && !this.#signs ? jsonSkipper(this.#inJson) : null;
    this.#json?.search(bytes, start, end, found);
    return this.#json !== null;
  }

  /** The ids of the tests that a number is one; undefined if there is none. */
  ofNumber(value: number): readonly number[] | undefined {
    return this.#byNumber.get(value);
  }
}

function isBeyond(units: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (units[at]! >= ASCII) return true;
  return false;
}

function hitAll(ids: readonly number[], found: Found): void {
  for (let i = 0; i < ids.length; i++) found.hit(ids[i]!);
}

/** Finds texts as they are written in JSON: a slash may be escaped, so that only what stands beside it is looked for. */
function jsonSkipper(texts: Ids): TextSkipper | null {
  const written: Ids = new Map();
  for (const [text, ids] of texts) {
    const [longest = ''] = text.split('/').sort((a, b) => b.length - a.length);
    if (longest.length < 4) return null;
    const escaped = JSON.stringify(longest).slice(1, -1);
    written.set(escaped, [...(written.get(escaped) ?? []), ...ids]);
  }
  return new TextSkipper(written);
}
