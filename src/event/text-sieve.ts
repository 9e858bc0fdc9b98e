import type { TextScreen } from '../value/index.ts';
import type { EventHeader } from './header.ts';
import type { Judged } from './verdict.ts';

/** A literal text to find: at each place one of two units, most often a letter in both cases. */
export interface TextPiece {
  readonly first: Uint16Array;
  readonly second: Uint16Array;
  /** True if a unit beyond ASCII may stand for one of these too, as U+212A does for `k`; it is always one for one. */
  readonly strange: boolean;
}

/** What a text must look like: pieces at its ends and, between them, others in order. */
export interface TextShape {
  readonly start: TextPiece | undefined;
  readonly inside: readonly TextPiece[];
  readonly end: TextPiece | undefined;
  /** True if `start` is all of the text. */
  readonly whole: boolean;
  /** False if more is asked of the text than the pieces say. */
  readonly exact: boolean;
}

/** A value that is looked at: a field's by its name, or what stands in it behind the last backslash. */
export interface SievedValue {
  readonly field: string;
  readonly isBaseName: boolean;
}

/**
 * What the texts of an event's fields show of it, seen where they stand. Where it is not shown, nothing is known: a value may be of
 * another kind, or a unit beyond ASCII may stand for a letter.
 */
export type TextSieve =
  /** Shown if all are, or any is. */
  | { readonly kind: 'all' | 'any'; readonly items: readonly TextSieve[] }
  /** Shown if there is a value, or none. */
  | { readonly kind: 'present' | 'missing'; readonly value: SievedValue }
  /** Shown if no value that is text holds any of a screen's texts. */
  | { readonly kind: 'lacks'; readonly screen: TextScreen }
  /** Shown if the value is a text of one of the shapes, or of none of them; no value is of none. */
  | { readonly kind: 'like' | 'unlike'; readonly value: SievedValue; readonly shapes: readonly TextShape[] };

/** Tells what shows of events that nobody wants them. */
export interface HeaderSieve {
  /** What shows it of events of a header: undefined if texts alone never do, `later` if it is to be asked again. */
  of(header: EventHeader): TextSieve | undefined | 'later';
  /** What was made of the event that was handed over last, told once; undefined if that says nothing of others. */
  judged?(): Judged | undefined;
  /** So many events of a kind are worth the making of a sieve; most kinds are met a few times only. */
  readonly often: number;
}
