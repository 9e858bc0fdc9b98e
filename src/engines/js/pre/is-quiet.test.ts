import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EXAMPLE_CONTEXT, FUNCTIONS } from '../../../functions/index.ts';
import { QUIET_FUNCTIONS } from './is-quiet.ts';

const value = fc.oneof(
  fc.string(),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, undefined, '', ' ', '-1', '0x1f'),
);

test.each([...QUIET_FUNCTIONS])('%s says nothing, whatever it gets', (name) => {
  const definition = FUNCTIONS.get(name)!;
  const count = definition.parameters.length;
  const warn = (code: string): void => {
    throw new Error(code);
  };
  fc.assert(
    fc.property(fc.array(value, { minLength: count, maxLength: count + 1 }), (args) => {
      expect(typeof definition.evaluate(args, { ...EXAMPLE_CONTEXT, warn })).not.toBe('symbol');
    }),
  );
});
