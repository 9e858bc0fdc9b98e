import type { ModifierDefinition } from './modifier.ts';
import { flagged } from './regex-flag.ts';

/** `m`. */
export const multiline: ModifierDefinition = {
  name: 'm',
  aliases: ['multiline'],
  summary: 'Behind `re`: `^` and `$` hold at every line.',
  evidence: 'spec sigma §7.1, 7.5',
  examples: [
    { item: "CommandLine|re|m: '^b$'", matches: [{ CommandLine: 'a\nb\nc' }], misses: [{ CommandLine: 'ab' }] },
  ],
  apply: (value) => flagged(value, 'm'),
};
