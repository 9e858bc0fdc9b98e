import { compared } from './comparison.ts';
import type { ModifierDefinition } from './modifier.ts';

/** `gt`. */
export const gt: ModifierDefinition = {
  name: 'gt',
  summary: 'The field is a number greater than the value, as a number or as text.',
  evidence: 'spec sigma §7.1',
  examples: [
    {
      item: 'Size|gt: 10',
      matches: [{ Size: 11 }, { Size: '10.5' }],
      misses: [{ Size: '10' }, { Size: 'ten' }, { Size: '' }, { Other: 11 }],
    },
  ],
  takesNumbers: true,
  apply: (value, context) => compared('gt', value, context),
};
