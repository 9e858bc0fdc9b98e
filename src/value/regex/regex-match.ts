/** A match: `start` inclusive and `end` exclusive in UTF-16 units; `groups[0]` is the whole, undefined a group that took no part. */
export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

/** One way to run a pattern; `from` is the offset at which the search begins, what lies before it is still seen by anchors. */
export interface RegexMatcher {
  test(value: string): boolean;
  find(value: string, from: number): RegexMatch | undefined;
}
