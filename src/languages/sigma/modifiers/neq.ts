import type { ModifierDefinition } from './modifier.ts';

/** `neq`. */
export const neq: ModifierDefinition = {
  name: 'neq',
  summary:
    'The entry as a whole does not hold: none of the values, or with `all` not all of them; a missing field passes.',
  evidence: 'spec sigma §7.1, 8',
  joins: 'neq',
  examples: [
    {
      item: 'User|neq: [x, y]',
      matches: [{ User: 'z' }, { Image: 'no user' }],
      misses: [{ User: 'x' }, { User: 'Y' }],
    },
    {
      item: 'CommandLine|contains|all|neq: [a, b]',
      matches: [{ CommandLine: 'a' }],
      misses: [{ CommandLine: 'ba' }],
    },
  ],
  apply: (value) => value,
};
