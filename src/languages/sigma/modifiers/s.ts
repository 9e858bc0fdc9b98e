import type { ModifierDefinition } from './modifier.ts';
import { flagged } from './regex-flag.ts';

/** `s`. */
export const dotAll: ModifierDefinition = {
  name: 's',
  aliases: ['dotall'],
  summary: 'Behind `re`: a dot takes line ends too.',
  evidence: 'spec sigma §7.1, 7.5',
  examples: [{ item: "CommandLine|re|s: 'a.b'", matches: [{ CommandLine: 'a\nb' }], misses: [{ CommandLine: 'ab' }] }],
  apply: (value) => flagged(value, 's'),
};
