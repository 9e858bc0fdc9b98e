import { compared } from './comparison.ts';
import type { ModifierDefinition } from './modifier.ts';

/** `lte`. */
export const lte: ModifierDefinition = {
  name: 'lte',
  summary: 'The field is a number of at most the value, as a number or as text.',
  evidence: 'spec sigma §7.1',
  examples: [
    {
      item: 'Size|lte: 10',
      matches: [{ Size: 10 }, { Size: '0x0a' }],
      misses: [{ Size: '11' }, { Size: 'ten' }, { Size: '' }, { Other: 11 }],
    },
  ],
  takesNumbers: true,
  apply: (value, context) => compared('le', value, context),
};
