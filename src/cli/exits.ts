import type { ExitMeaning } from './command.ts';

/** Exit codes that every reading command shares. */
export const COMMON_EXITS: readonly ExitMeaning[] = [
  [0, 'done'],
  [2, 'wrong use: arguments, a missing path, a query that does not parse; nothing was run'],
  [3, 'done, but parts of the input could not be decoded: counted and named on stderr'],
  [70, 'a fault of spoor itself'],
  [130, 'interrupted'],
];

/** The exit codes of a command that has one more. */
export function exitsWith(code: number, meaning: string): readonly ExitMeaning[] {
  return [...COMMON_EXITS, [code, meaning] as const].sort((a, b) => a[0] - b[0]);
}
