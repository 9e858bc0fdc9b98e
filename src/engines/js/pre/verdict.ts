/** What a test of code units tells of the value: that it does not hold, that only the full evaluation tells, that it holds. */
export const NO = 0;
export const MAYBE = 1;
export const YES = 2;
export type Verdict = typeof NO | typeof MAYBE | typeof YES;
