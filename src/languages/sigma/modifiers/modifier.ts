import type { SigmaValue } from '../rule.ts';

/** What a modifier may say while it is applied. */
export interface ModifierContext {
  /** The modifier as it was written: an alias, where it has one. */
  readonly written: string;
  /** False for keywords. */
  readonly hasField: boolean;
  /** Number of values of the entry. */
  readonly count: number;
  /** Reports what works but is hardly meant. */
  doubt(message: string): void;
}

/** An entry of a selection with events that it takes and events that it does not; run as a test and shown in the reference. */
export interface ModifierExample {
  /** YAML of one entry. */
  readonly item: string;
  readonly matches: readonly Readonly<Record<string, unknown>>[];
  readonly misses: readonly Readonly<Record<string, unknown>>[];
}

/** All there is to say about a modifier: one plain object in one file. */
export interface ModifierDefinition {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** Section of the specification that it follows. */
  readonly evidence: string;
  readonly examples: readonly ModifierExample[];
  /** Set if it changes how the values of an entry are joined; its place in the chain does not matter. */
  readonly joins?: 'all' | 'neq';
  /** Set if numbers are taken as numbers; other modifiers take the text that stands in the file. */
  readonly takesNumbers?: true;
  /** The changed value, or what is wrong as a text that continues "the modifier x". */
  apply(value: SigmaValue, context: ModifierContext): SigmaValue | string;
}

/** Names of kinds of values for messages. */
const KINDS: Readonly<Record<SigmaValue['kind'], string>> = {
  string: 'a text',
  number: 'a number',
  regex: 'a regular expression',
  boolean: 'true or false',
  null: 'null',
  bytes: 'an encoded text',
  network: 'a network',
  exists: 'a test of presence',
  compare: 'a comparison',
  time: 'a part of a time',
  field: 'a reference to a field',
  any: 'several values',
};

/** How a message calls a kind of value. */
export function kindText(value: SigmaValue): string {
  return KINDS[value.kind];
}
