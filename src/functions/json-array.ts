import { type Json, jsonText, parseJson, toText, type Value } from '../value/index.ts';
import { defineFunction, type FunctionDefinition } from './function-definition.ts';

function itemsOf(value: Value): readonly Json[] | undefined {
  const json = parseJson(toText(value) ?? '');
  return json?.kind === 'array' ? json.items : undefined;
}

/** Functions of JSON arrays in text. */
export const JSON_ARRAYS: readonly FunctionDefinition[] = [
  defineFunction({
    name: 'json.arrayContains',
    parameters: 'array, item',
    returns: 'boolean',
    summary:
      'True if the JSON array in the text has the item, by its text and with letter case; false if the text is no array.',
    examples: [
      ['["a","b"]', 'b', true],
      ['["a","b"]', 'B', false],
      ['[1, 2]', '2', true],
      ['nothing', 'a', false],
      [null, 'a', null],
    ],
    evaluate: ([array, item]) => itemsOf(array)?.some((one) => jsonText(one) === toText(item)) ?? false,
  }),
  defineFunction({
    name: 'json.arraySize',
    parameters: 'array',
    returns: 'long',
    nulls: 'own',
    summary: 'Number of items of the JSON array in the text; -1 for a missing value and for text that is no array.',
    examples: [
      ['["a","b"]', 2],
      ['[]', 0],
      [null, -1],
      ['x', -1],
    ],
    evaluate: ([array]) => itemsOf(array)?.length ?? -1,
  }),
];
