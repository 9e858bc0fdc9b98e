import { compared } from './comparison.ts';
import type { ModifierDefinition } from './modifier.ts';

/** `gte`. */
export const gte: ModifierDefinition = {
  name: 'gte',
  summary: 'The field is a number of at least the value, as a number or as text.',
  evidence: 'spec sigma §7.1',
  examples: [
    {
      item: 'Size|gte: 10',
      matches: [{ Size: 10 }, { Size: '0x10' }],
      misses: [{ Size: '9.5' }, { Size: 'ten' }, { Size: '' }, { Other: 11 }],
    },
  ],
  takesNumbers: true,
  apply: (value, context) => compared('ge', value, context),
};
