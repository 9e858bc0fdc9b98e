import type { TextScreen } from '../value/index.ts';

/** What a consumer makes of an event. */
export interface Verdict {
  /** True if it needs to see no other event that is alike, but only how many there are. */
  readonly isNothing: boolean;
}

/** A field by which events are alike. */
export interface JudgedField {
  readonly name: string;
  /** Its bit in `asked`, 0 if it has none. */
  readonly bit: number;
}

/** By what an event was judged: of those of its header all that are alike get the same verdict. */
export interface Judged {
  readonly verdict: Verdict;
  /** Another array says that numbers were given anew: they are not to be mixed with those before. */
  readonly fields: readonly JudgedField[];
  /** By field a number that is the same for the same value, and for others that are told apart by nothing; good until the next event. */
  readonly numbers: Int32Array;
  /** Bits of the fields whose values have to be the same, not their numbers alone; lowest 31. */
  readonly asked: number;
  /** If it is given, only events are alike that are known to hold none of its texts. */
  readonly screen: TextScreen | undefined;
}
