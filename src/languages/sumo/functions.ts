import { CAST_FUNCTIONS } from './functions/casts.ts';
import { MATH_FUNCTIONS } from './functions/math.ts';
import { NETWORK_FUNCTIONS } from './functions/network.ts';
import type { SumoFunction } from './functions/row.ts';
import { TEXT_FUNCTIONS } from './functions/text.ts';
import { TIME_FUNCTIONS } from './functions/time.ts';

/** Every function of the search language, one row each (spec sumo §12). */
export const SUMO_FUNCTIONS: readonly SumoFunction[] = [
  ...CAST_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...NETWORK_FUNCTIONS,
  ...MATH_FUNCTIONS,
  ...TIME_FUNCTIONS,
];

const BY_NAME = new Map(SUMO_FUNCTIONS.flatMap((row) => row.names.map((name) => [name.toLowerCase(), row] as const)));

/** The row of a function name, letter case aside. */
export function functionNamed(name: string): SumoFunction | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** All function names as documented. */
export function functionNames(): readonly string[] {
  return SUMO_FUNCTIONS.flatMap((row) => row.names);
}
