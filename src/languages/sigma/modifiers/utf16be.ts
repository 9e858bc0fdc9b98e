import { inUtf16 } from './encoding.ts';
import type { ModifierDefinition } from './modifier.ts';

/** `utf16be`. */
export const utf16be: ModifierDefinition = {
  name: 'utf16be',
  summary: 'The value as bytes of UTF-16, the higher byte first; a Base64 modifier follows.',
  evidence: 'spec sigma §7.1, 7.3',
  examples: [
    {
      item: 'CommandLine|utf16be|base64|contains: cmd',
      matches: [{ CommandLine: 'x AGMAbQBk' }],
      misses: [{ CommandLine: 'cmd' }],
    },
  ],
  apply: (value) => inUtf16(value, 'big'),
};
