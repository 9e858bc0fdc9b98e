import { numberText, toNumber, type Value } from '../value/index.ts';
import { defineFunction, type FunctionDefinition } from './function-definition.ts';

interface Bin {
  readonly lower: number;
  readonly upper: number;
}

/** The bin of a value: below `min` the first, from `max` on the last, both with their own bounds (spec sumo §9.6, 18.20). */
function binOf([value, size, least, most]: readonly Value[]): Bin | null {
  const [x, width, min, max] = [toNumber(value), toNumber(size), toNumber(least), toNumber(most)];
  if (x === null || width === null || !(width > 0) || !Number.isFinite(x)) return null;
  const start = min ?? 0;
  let index = Math.floor((x - start) / width);
  if (min !== null) index = Math.max(0, index);
  if (max !== null) index = Math.min(index, Math.ceil((max - start) / width) - 1);
  return { lower: start + index * width, upper: start + (index + 1) * width };
}

const decimal = (x: number): string => (Number.isInteger(x) ? `${x}.0` : numberText(x));

const PARAMETERS = 'value: double, width: double, min?: double, max?: double';

/** Functions of `bin`. */
export const BINS: readonly FunctionDefinition[] = [
  defineFunction({
    name: 'number.binLower',
    parameters: PARAMETERS,
    returns: 'double',
    nulls: 'own',
    summary: 'Lower bound, inclusive, of the bin that holds a value.',
    examples: [
      [17, 10, null, null, 10],
      [-3, 10, 0, 100, 0],
      [250, 10, 0, 100, 90],
      ['x', 10, null, null, null],
    ],
    evaluate: (args) => binOf(args)?.lower ?? null,
  }),
  defineFunction({
    name: 'number.binUpper',
    parameters: PARAMETERS,
    returns: 'double',
    nulls: 'own',
    summary: 'Upper bound, exclusive, of that bin.',
    examples: [[17, 10, null, null, 20]],
    evaluate: (args) => binOf(args)?.upper ?? null,
  }),
  defineFunction({
    name: 'number.binLabel',
    parameters: PARAMETERS,
    returns: 'text',
    nulls: 'own',
    summary: 'The bin as an interval.',
    examples: [
      [17, 10, null, null, '[10.0, 20.0)'],
      [0.3, 0.25, 0, 1, '[0.25, 0.5)'],
    ],
    evaluate: (args) => {
      const bin = binOf(args);
      return bin && `[${decimal(bin.lower)}, ${decimal(bin.upper)})`;
    },
  }),
];
