import type { ModifierDefinition } from './modifier.ts';

/** `all`. */
export const all: ModifierDefinition = {
  name: 'all',
  summary: 'All values of the list must hold, not just one; where it stands among the modifiers does not matter.',
  evidence: 'spec sigma §7.1, 7.2',
  joins: 'all',
  examples: [
    {
      item: "CommandLine|contains|all: ['-a', '-b']",
      matches: [{ CommandLine: 'x -b -a' }],
      misses: [{ CommandLine: 'x -a' }],
    },
    {
      item: "CommandLine|all|contains: ['-a', '-b']",
      matches: [{ CommandLine: 'x -b -a' }],
      misses: [{ CommandLine: 'x -b' }],
    },
  ],
  apply: (value) => value,
};
