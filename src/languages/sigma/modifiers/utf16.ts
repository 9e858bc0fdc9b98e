import { inUtf16 } from './encoding.ts';
import type { ModifierDefinition } from './modifier.ts';

/** `utf16`. */
export const utf16: ModifierDefinition = {
  name: 'utf16',
  summary: 'The value as bytes of UTF-16 behind a byte order mark, the lower byte first; a Base64 modifier follows.',
  evidence: 'spec sigma §7.1, 7.3',
  examples: [
    {
      item: 'CommandLine|utf16|base64|contains: cmd',
      matches: [{ CommandLine: 'x //5jAG0AZAA=' }],
      misses: [{ CommandLine: 'cmd' }],
    },
  ],
  apply: (value) => inUtf16(value, 'little', true),
};
