import { type Event, type FieldId, type FieldTexts, QUERY_FIELDS, type Raw } from '../../../event/index.ts';
import { toText, wholeText } from '../../../value/index.ts';
import type { TextTest } from '../pattern.ts';
import { textOfRaw } from '../row.ts';
import { type FieldData, testsOf } from './bucket-data.ts';
import { FieldMatcher, hitAll, type MatcherData, matcherOf } from './field-matcher.ts';
import { type FoundIds, type FoundSet, FoundSets } from './found-sets.ts';
import type { Found } from './text-automaton.ts';
import { UNKNOWN, ValueMemo } from './value-memo.ts';

const NO_UNITS = new Uint16Array(0);

/** Units of the longest text that is read as a number. */
const MOST_DIGITS = 40;
/** Values that are no texts of their reader, or short ones of it, that are remembered. */
const MOST_SCALARS = 4096;
const LONGEST_SCALAR = 64;
const PIECE = 4096;

function textOfUnits(units: Uint16Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += PIECE)
    text += String.fromCharCode.apply(null, units.subarray(at, Math.min(end, at + PIECE)) as unknown as number[]);
  return text;
}

let scratch = new Uint16Array(256);

/** The units of a text from 0 on, good until the next one. */
export function unitsOf(text: string): Uint16Array {
  if (text.length > scratch.length) scratch = new Uint16Array(text.length * 2);
  for (let i = 0; i < text.length; i++) scratch[i] = text.charCodeAt(i);
  return scratch;
}

/** True for a value that a map tells from every value of another text. */
function isScalar(value: Raw): boolean {
  if (typeof value === 'string') return value.length <= LONGEST_SCALAR;
  return typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0);
}

/** A field of a bucket at work: what the event at hand has in it, and which tests hold of that. */
export class BucketField {
  readonly name: string;
  readonly id: FieldId;
  /** True if the value itself may be asked: by patterns, or compared with that of another field. */
  readonly goesByValue: boolean;
  /** Its bit among the fields that outcomes go by and whose values may be asked; 0 if it has none. */
  bit = 0;
  readonly data: FieldData;
  /** What the event has: nothing, one text, or several values. */
  value: 'none' | 'text' | 'several' = 'none';
  /** What holds of it, as the number of a set. */
  found = 0;
  /** What is remembered of the text by the reader's units, or `UNKNOWN`. */
  known = UNKNOWN;
  readonly #ids: FoundIds;
  readonly #onForget: () => void;
  readonly #sets = new FoundSets();
  readonly #scalars = new Map<Raw, number>();
  /** The patterns that are tried of every new value, by their tests. */
  readonly #always = new Map<number, TextTest>();
  #matcher: FieldMatcher | undefined;
  #memo: ValueMemo | undefined;
  #absent: number | undefined;
  #present: number | undefined;
  /** The text, once it was asked for, and its units until then. */
  #text: string | undefined;
  #units: Uint16Array = NO_UNITS;
  #start = 0;
  #end = 0;

  /** `onForget` is called when numbers of sets and of what is known are good no more. */
  constructor(data: FieldData, ids: FoundIds, matcher: MatcherData | null | undefined, onForget: () => void) {
    this.name = data.name;
    this.goesByValue = data.goesByValue;
    this.data = data;
    this.id = QUERY_FIELDS.intern(data.name);
    this.#ids = ids;
    this.#matcher = matcher ? new FieldMatcher(matcher) : undefined;
    this.#onForget = onForget;
  }

  /** What finds the tests of the field, made when it is first asked for. */
  get matcher(): FieldMatcher {
    this.#matcher ??= new FieldMatcher(matcherOf(testsOf(this.data.tests)));
    return this.#matcher;
  }

  /** The matcher as plain data, if it was made. */
  get made(): MatcherData | undefined {
    return this.#matcher?.data;
  }

  /** What holds of the value that was looked at; good until another is. */
  get set(): FoundSet {
    return this.#sets.at(this.found);
  }

  /** The one text that the event has. */
  get text(): string {
    this.#text ??= textOfUnits(this.#units, this.#start, this.#end);
    return this.#text;
  }

  /** What patterns said of the text that is known, by their tests. */
  get answers(): Map<number, boolean> | undefined {
    return this.known === UNKNOWN ? undefined : this.#memo!.answersOf(this.known);
  }

  /** True for a pattern that is a test of its set, where the field has no several values. */
  isTried(test: number): boolean {
    return this.#always.has(test);
  }

  /** Makes a pattern a test of the sets; not while an event is asked. */
  tryAlways(test: number, tries: TextTest): void {
    this.#always.set(test, tries);
    this.#forget();
  }

  /** Looks at what an event has. */
  look(event: Event, texts: FieldTexts | undefined): void {
    this.known = UNKNOWN;
    const run = texts?.units(this.id);
    if (!run) {
      this.#lookAt(run === null ? null : event.get(this.name));
      return;
    }
    this.value = 'text';
    this.#text = undefined;
    this.#units = run.units;
    this.#start = run.start;
    this.#end = run.end;
    const { matcher } = this;
    if (!this.#memo && !matcher.readsText && !this.goesByValue && matcher.numbers.size === 0) {
      this.#present ??= this.#setOf(matcher.present);
      this.found = this.#present;
      return;
    }
    this.#memo ??= new ValueMemo((units, start, end) => this.#searched(units, start, end), this.#onForget);
    this.found = this.#memo.of(run.units, run.start, run.end);
    this.known = this.#memo.last;
  }

  #lookAt(value: Raw): void {
    if (Array.isArray(value)) {
      this.value = 'several';
      this.#makeRoom();
      this.#ids.begin();
      this.found = this.#sets.of(this.#ids, this.#find(value, this.#ids), true);
      return;
    }
    if (value === null || value === undefined) {
      this.value = 'none';
      this.#absent ??= this.#setOf(this.matcher.absent);
      this.found = this.#absent;
      return;
    }
    this.value = 'text';
    this.#text = toText(textOfRaw(value))!;
    const known = this.#scalars.get(value);
    this.found = known ?? this.#searchedValue(value);
  }

  #setOf(ids: readonly number[]): number {
    this.#makeRoom();
    this.#ids.begin();
    hitAll(ids, this.#ids);
    return this.#sets.of(this.#ids, false);
  }

  #searchedValue(value: Raw): number {
    this.#makeRoom();
    this.#ids.begin();
    const isOpen = this.#find(value, this.#ids);
    if (this.#always.size > 0) this.#tryAll(toText(textOfRaw(value))!);
    const found = this.#sets.of(this.#ids, isOpen);
    if (isScalar(value)) {
      if (this.#scalars.size === MOST_SCALARS) this.#scalars.clear();
      this.#scalars.set(value, found);
    }
    return found;
  }

  #searched(units: Uint16Array, start: number, end: number): number {
    this.#makeRoom();
    const { matcher } = this;
    const ids = this.#ids;
    ids.begin();
    hitAll(matcher.present, ids);
    let isOpen = false;
    if (matcher.numbers.size > 0) {
      // A number of so many digits is left to the plan.
      if (end - start > MOST_DIGITS) isOpen = true;
      else this.#findNumber(textOfUnits(units, start, end), ids);
    }
    if (matcher.search(units, start, end, ids)) isOpen = true;
    if (this.#always.size > 0) this.#tryAll(textOfUnits(units, start, end));
    return this.#sets.of(ids, isOpen);
  }

  /** Gives out what holds of a value, or of any item of one; true if its letters leave open whether more does. */
  #find(value: Raw, found: Found): boolean {
    const { matcher } = this;
    if (Array.isArray(value)) {
      // Which of the items a test reads is left to it: what holds of none holds of no test, what holds of one may not of another.
      let isOpen = false;
      for (const item of value as readonly Raw[]) if (this.#find(item, found)) isOpen = true;
      if (value.length === 0) hitAll(matcher.absent, found);
      return isOpen;
    }
    if (value === null || value === undefined) {
      hitAll(matcher.absent, found);
      return false;
    }
    hitAll(matcher.present, found);
    const text = toText(textOfRaw(value))!;
    if (typeof value === 'number') hitAll(matcher.ofNumber(value) ?? [], found);
    else this.#findNumber(text, found);
    return matcher.readsText && matcher.search(unitsOf(text), 0, text.length, found);
  }

  #tryAll(text: string): void {
    for (const [test, tries] of this.#always) if (tries(text)) this.#ids.hit(test);
  }

  #findNumber(text: string, found: Found): void {
    const { numbers } = this.matcher;
    if (numbers.size === 0) return;
    const whole = wholeText(text);
    hitAll((whole === undefined ? undefined : numbers.get(whole)) ?? [], found);
  }

  #makeRoom(): void {
    if (this.#sets.isFull) this.#forget();
  }

  #forget(): void {
    this.#sets.clear();
    this.#scalars.clear();
    this.#absent = undefined;
    this.#present = undefined;
    this.#memo?.forget();
    this.#onForget();
  }
}
