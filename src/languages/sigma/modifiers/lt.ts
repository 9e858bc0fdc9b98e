import { compared } from './comparison.ts';
import type { ModifierDefinition } from './modifier.ts';

/** `lt`. */
export const lt: ModifierDefinition = {
  name: 'lt',
  summary: 'The field is a number less than the value, as a number or as text.',
  evidence: 'spec sigma §7.1',
  examples: [
    {
      item: 'Size|lt: 10',
      matches: [{ Size: 9 }, { Size: '-3' }],
      misses: [{ Size: 10 }, { Size: 'ten' }, { Size: '' }, { Other: 11 }],
    },
  ],
  takesNumbers: true,
  apply: (value, context) => compared('lt', value, context),
};
