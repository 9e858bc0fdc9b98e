import { toNumber, toText, toWhole } from '../value/index.ts';
import { defineFunction, type FunctionDefinition } from './function-definition.ts';

/** Casts; a value that does not fit gives null (spec sumo §12). */
export const CASTS: readonly FunctionDefinition[] = [
  defineFunction({
    name: 'cast.long',
    parameters: 'value: any',
    returns: 'long',
    summary: 'The value as a whole number, cut toward zero; null if it is none.',
    examples: [
      ['42', 42],
      ['3.9', 3],
      [-3.9, -3],
      ['x', null],
      [null, null],
    ],
    evaluate: ([value]) => toWhole(value),
  }),
  defineFunction({
    name: 'cast.double',
    parameters: 'value: any',
    returns: 'double',
    summary: 'The value as a number; null if it is none.',
    examples: [
      [' 1.5e3 ', 1500],
      ['0x10', null],
      ['', null],
    ],
    evaluate: ([value]) => toNumber(value),
  }),
  defineFunction({
    name: 'cast.text',
    parameters: 'value: any',
    returns: 'text',
    summary: 'The value as text: numbers in their shortest form, booleans as true and false.',
    examples: [
      [1200, '1200'],
      [true, 'true'],
      [null, null],
    ],
    evaluate: ([value]) => toText(value),
  }),
];
