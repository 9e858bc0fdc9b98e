import type { ByteRun } from '../../../event/index.ts';
import { TextScreen } from '../../../value/index.ts';
import type { ValueTest } from './formula.ts';
import { SingleUnits } from './single-units.ts';
import { type AutomatonData, automatonOf, type Found, TextAutomaton } from './text-automaton.ts';
import { ASCII, BEYOND, LIKE } from './text-classes.ts';
import { TextSkipper } from './text-skipper.ts';
import { TextTrie, type TrieData, trieOf } from './text-trie.ts';

type Ids = Map<string, number[]>;

/** A test with the id that it stands for. */
export interface NumberedTest extends Pick<ValueTest, 'kind' | 'text'> {
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

/** Events that are searched before it is worth it to make a screen, and sets of texts that are known. */
const WORTH_SCREENING = 64;
const MOST_SCREENED = 256;

const NONE: Ids = new Map();

/** Texts with the ids of their tests. */
type Texts = readonly (readonly [text: string, ids: readonly number[]])[];

/** A `FieldMatcher` as plain data. */
export interface MatcherData {
  readonly shortest: number;
  /** Ids of tests that a value has so many units at least. */
  readonly lengths: readonly (readonly [least: number, ids: readonly number[]])[];
  /** Ids of tests that the field has a value, that it has none, and that it has a sign beyond ASCII. */
  readonly present: readonly number[];
  readonly absent: readonly number[];
  readonly beyond: readonly number[];
  /** By whole numbers as decimal digits. */
  readonly numbers: Texts;
  /** Texts of one sign that are anywhere in a value, and a few long ones; all others are in the automaton. */
  readonly signs: Texts;
  readonly few: Texts;
  readonly inside: AutomatonData | null;
  readonly starts: TrieData | null;
  readonly ends: TrieData | null;
}

/** Makes what finds all tests of one field together. */
export function matcherOf(tests: readonly NumberedTest[]): MatcherData {
  const [inside, starts, ends, whole] = [
    idsOf(tests, 'anywhere'),
    idsOf(tests, 'start'),
    idsOf(tests, 'end'),
    idsOf(tests, 'whole'),
  ];
  const signs = [...inside].filter(([text]) => text.length === 1);
  for (const [sign] of signs) inside.delete(sign);
  const isFew = inside.size <= FEW && [...inside.keys()].every(({ length }) => length >= LONG);
  return {
    shortest: tests.length > 0 ? Math.min(...tests.map(({ text }) => text.length)) : 0,
    lengths: [...idsOf(tests, 'length')].map(([text, ids]) => [Number(text), ids]),
    present: idsOf(tests, 'present').get('') ?? [],
    absent: idsOf(tests, 'absent').get('') ?? [],
    beyond: idsOf(tests, 'beyond').get('') ?? [],
    numbers: [...idsOf(tests, 'number')],
    signs,
    few: isFew ? [...inside] : [],
    inside: isFew ? null : automatonOf(inside),
    starts: starts.size > 0 ? trieOf({ partial: starts, whole: NONE }, false) : null,
    ends: ends.size + whole.size > 0 ? trieOf({ partial: ends, whole }, true) : null,
  };
}

/** Finds which tests of one field hold, all together. */
export class FieldMatcher {
  readonly data: MatcherData;
  /** Units of the shortest text that is looked for. */
  readonly shortest: number;
  /** Ids by whole numbers as decimal digits. */
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  readonly #byNumber = new Map<number, readonly number[]>();
  readonly #signs: SingleUnits | undefined;
  readonly #inside: TextAutomaton | undefined;
  #few: TextSkipper | undefined;
  /** Finds the few texts in JSON; null if they cannot be found there. */
  #json: TextSkipper | null | undefined;
  #screened: Screened | null | undefined;
  readonly #starts: TextTrie | undefined;
  readonly #ends: TextTrie | undefined;
  /** True if texts are looked for in the value. */
  readonly readsText: boolean;

  constructor(data: MatcherData) {
    const { numbers, signs, inside, starts, ends } = data;
    this.data = data;
    this.shortest = data.shortest;
    this.numbers = new Map(numbers);
    for (const [text, ids] of numbers) if (String(Number(text)) === text) this.#byNumber.set(Number(text), ids);
    this.#signs = signs.length > 0 ? new SingleUnits(new Map(signs)) : undefined;
    this.#inside = inside ? new TextAutomaton(inside) : undefined;
    this.#starts = starts ? new TextTrie(starts) : undefined;
    this.#ends = ends ? new TextTrie(ends) : undefined;
    const { few, beyond, lengths } = data;
    const texts = this.#signs ?? this.#inside ?? this.#starts ?? this.#ends;
    this.readsText = texts !== undefined || few.length + beyond.length + lengths.length > 0;
  }

  /** Ids of tests that the field has a value, and that it has none. */
  get present(): readonly number[] {
    return this.data.present;
  }

  get absent(): readonly number[] {
    return this.data.absent;
  }

  /** Gives out the ids of the tests that hold of a text, some maybe twice; true if its letters leave open whether others do too. */
  search(units: Uint16Array, start: number, end: number, found: Found): boolean {
    const { lengths, beyond } = this.data;
    for (let i = 0; i < lengths.length; i++) {
      const [least, ids] = lengths[i]!;
      if (end - start >= least) hitAll(ids, found);
    }
    let isOpen = false;
    if (this.#ends?.search(units, start, end, found)) isOpen = true;
    if (this.#starts?.search(units, start, end, found)) isOpen = true;
    if (this.#signs?.search(units, start, end, found)) isOpen = true;
    if (this.data.few.length > 0) {
      this.#few ??= new TextSkipper(new Map(this.data.few));
      if (this.#few.search(units, start, end, found)) isOpen = true;
    }
    let seen = 0;
    if (this.#inside) seen = this.#inside.search(units, start, end, found);
    else if (beyond.length > 0) seen = isBeyond(units, start, end) ? BEYOND : 0;
    if ((seen & BEYOND) !== 0) hitAll(beyond, found);
    return isOpen || (seen & LIKE) !== 0;
  }

  /** What tells of most events that nothing is to be found in them, to be asked for once an event; undefined if there is none, or not yet. */
  nextScreen(): TextScreen | undefined {
    if (this.#screened === undefined) this.#screened = this.#isOnlyFew ? screenedOf(this.data.few) : null;
    const screened = this.#screened;
    if (screened === null || ++screened.events < WORTH_SCREENING) return undefined;
    screened.screen ??= new TextScreen(this.data.few.map(([text]) => text));
    return screened.screen;
  }

  /** The screen, if there is one by now. */
  get screen(): TextScreen | undefined {
    return this.#screened?.screen;
  }

  get #isOnlyFew(): boolean {
    const { few, lengths, beyond } = this.data;
    const others = this.#signs ?? this.#inside ?? this.#starts ?? this.#ends;
    return few.length > 0 && others === undefined && lengths.length + beyond.length === 0;
  }

  /**
   * Gives out the ids of tests of texts anywhere that may hold of a value inside a JSON text of ASCII, or more; false if it cannot tell.
   */
  searchJson({ bytes, start, end }: ByteRun, found: Found): boolean {
    if (this.#json === undefined)
      this.#json = this.data.few.length > 0 && !this.#signs ? jsonSkipper(this.data.few) : null;
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

/** Gives out ids. */
export function hitAll(ids: readonly number[], found: Found): void {
  for (let i = 0; i < ids.length; i++) found.hit(ids[i]!);
}

/** How many events were asked for some texts, and the screen of these. */
interface Screened {
  events: number;
  screen: TextScreen | undefined;
}

const allScreened = new Map<string, Screened>();

/** What is shared of some texts: many kinds of events are asked for the same. */
function screenedOf(few: Texts): Screened {
  const key = few.map(([text]) => text).join('\0');
  let screened = allScreened.get(key);
  if (!screened) {
    screened = { events: 0, screen: undefined };
    if (allScreened.size >= MOST_SCREENED) allScreened.clear();
    allScreened.set(key, screened);
  }
  return screened;
}

/** Finds texts as they are written in JSON: a slash may be escaped, so that only what stands beside it is looked for. */
function jsonSkipper(texts: Texts): TextSkipper | null {
  const written: Ids = new Map();
  for (const [text, ids] of texts) {
    const [longest = ''] = text.split('/').sort((a, b) => b.length - a.length);
    if (longest.length < 4) return null;
    const escaped = JSON.stringify(longest).slice(1, -1);
    written.set(escaped, [...(written.get(escaped) ?? []), ...ids]);
  }
  return new TextSkipper(written);
}
