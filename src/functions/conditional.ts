import { toBoolean } from '../value/index.ts';
import { defineFunction, type FunctionDefinition } from './function-definition.ts';

/** Functions that choose; languages lower theirs to `Case` nodes where they can. */
export const CONDITIONALS: readonly FunctionDefinition[] = [
  defineFunction({
    name: 'logic.if',
    parameters: 'condition: boolean, then: any, otherwise: any',
    returns: 'any',
    nulls: 'own',
    summary: 'One of two values, chosen by a condition; a condition without value does not hold.',
    examples: [
      [true, 1, 2, 1],
      ['false', 1, 2, 2],
      [null, 1, 2, 2],
    ],
    evaluate: ([condition, value, otherwise]) => (toBoolean(condition) === true ? value : otherwise),
  }),
];
