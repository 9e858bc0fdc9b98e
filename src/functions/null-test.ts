import { isBlank, isEmpty, isNull, parseNumber, toText, type Value } from '../value/index.ts';
import { defineFunction, type FunctionDefinition } from './function-definition.ts';

/**
 * True for a number as Java writes it: decimal with exponent and type suffix, `0x…`, and with a leading zero octal, so `08` is none
 * (spec sumo §12, isNumeric).
 */
export function isJavaNumber(text: string): boolean {
  if (/^[+-]?0[xX][0-9a-fA-F]{1,16}$/.test(text)) return true;
  if (/^[+-]?0\d+$/.test(text)) return /^[+-]?[0-7]+$/.test(text);
  return /^[+-]?(?:\d+[lL]?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?)$/.test(text);
}

/** Null, empty and blank values give no result (spec sumo §12, isNaN; 18.2 for its negation). */
function unlessBlank(value: Value, test: (text: string) => boolean): boolean | null {
  return isBlank(value) ? null : test(toText(value)!.trim());
}

/** Tests for missing values and for what is a number. */
export const TESTS: readonly FunctionDefinition[] = [
  defineFunction({
    name: 'test.null',
    parameters: 'value: any',
    returns: 'boolean',
    nulls: 'own',
    summary: 'True if the value is null or missing.',
    examples: [
      [null, true],
      [undefined, true],
      ['', false],
    ],
    evaluate: ([value]) => isNull(value),
  }),
  defineFunction({
    name: 'test.missing',
    parameters: 'value: any',
    returns: 'boolean',
    nulls: 'own',
    summary: 'True if there is no such field; a field that is null is there.',
    examples: [
      [undefined, true],
      [null, false],
      ['', false],
    ],
    evaluate: ([value]) => value === undefined,
  }),
  defineFunction({
    name: 'test.empty',
    parameters: 'value: any',
    returns: 'boolean',
    nulls: 'own',
    summary: 'True if the value is null, missing or the empty text.',
    examples: [
      ['', true],
      [null, true],
      [' ', false],
    ],
    evaluate: ([value]) => isEmpty(value),
  }),
  defineFunction({
    name: 'test.blank',
    parameters: 'value: any',
    returns: 'boolean',
    nulls: 'own',
    summary: 'True if the value is null, missing, or nothing but white space.',
    examples: [
      [' \t', true],
      [null, true],
      ['x', false],
    ],
    evaluate: ([value]) => isBlank(value),
  }),
  defineFunction({
    name: 'test.numeric',
    parameters: 'value: any',
    returns: 'boolean',
    nulls: 'own',
    summary: 'True if the text is a number as Java writes one; a leading zero makes a whole number octal.',
    examples: [
      ['12', true],
      ['1.5e3', true],
      ['0x1F', true],
      ['10L', true],
      ['08', false],
      ['017', true],
      ['08.5', true],
      ['', false],
      [' ', false],
      [null, false],
      [5, true],
    ],
    evaluate: ([value]) => isJavaNumber(toText(value) ?? ''),
  }),
  defineFunction({
    name: 'test.nan',
    parameters: 'value: any',
    returns: 'boolean',
    nulls: 'own',
    summary: 'True if the value is not a number; no result for null, empty and blank.',
    examples: [
      ['abc', true],
      ['12', false],
      [Number.NaN, true],
      ['Infinity', false],
      ['', null],
      [null, null],
    ],
    evaluate: ([value]) => unlessBlank(value, (text) => Number.isNaN(parseNumber(text) ?? Number.NaN)),
  }),
  defineFunction({
    name: 'test.infinite',
    parameters: 'value: any',
    returns: 'boolean',
    nulls: 'own',
    summary: 'True if the value is plus or minus infinity; no result for null, empty and blank.',
    examples: [
      ['Infinity', true],
      [Number.NEGATIVE_INFINITY, true],
      ['12', false],
      ['abc', false],
      [' ', null],
    ],
    evaluate: ([value]) => unlessBlank(value, (text) => /^[+-]?Infinity$/.test(text)),
  }),
];
