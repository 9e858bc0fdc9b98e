import type { ModifierDefinition } from './modifier.ts';
import { flagged } from './regex-flag.ts';

/** `i`. */
export const ignoreCase: ModifierDefinition = {
  name: 'i',
  aliases: ['ignorecase'],
  summary: 'Behind `re`: upper and lower case are the same.',
  evidence: 'spec sigma §7.1, 7.5',
  examples: [
    { item: "CommandLine|re|i: 'POWER'", matches: [{ CommandLine: 'power' }], misses: [{ CommandLine: 'pow' }] },
  ],
  apply: (value) => flagged(value, 'i'),
};
