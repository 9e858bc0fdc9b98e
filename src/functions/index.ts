import { BINS } from './bin.ts';
import { CASTS } from './cast.ts';
import { CODECS } from './codec.ts';
import { CONDITIONALS } from './conditional.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { JSON_ARRAYS } from './json-array.ts';
import { NETWORKS } from './network.ts';
import { TESTS } from './null-test.ts';
import { NUMBERS } from './number.ts';
import { REPLACEMENTS } from './replace.ts';
import { TEXTS } from './text.ts';
import { TIMES } from './time.ts';
import { TIME_PARTS } from './time-part.ts';
import { TIME_SLICES } from './time-slice.ts';
import { WINDOWS } from './windows.ts';

export {
  DROP_ROW,
  type DropRow,
  EXAMPLE_CONTEXT,
  type FunctionContext,
  type FunctionDefinition,
  type FunctionExample,
  type FunctionType,
  type Parameter,
} from './function-definition.ts';

/** Every vendor-neutral function by its name, as `Call` nodes have it. */
export const FUNCTIONS: ReadonlyMap<string, FunctionDefinition> = new Map(
  [
    ...[BINS, CASTS, CODECS, CONDITIONALS, JSON_ARRAYS, NETWORKS, NUMBERS, REPLACEMENTS, TESTS, TEXTS, TIMES],
    ...[TIME_PARTS, TIME_SLICES, WINDOWS],
  ]
    .flat()
    .map((definition) => [definition.name, definition]),
);
