import { inUtf16 } from './encoding.ts';
import type { ModifierDefinition } from './modifier.ts';

/** `utf16le`. */
export const utf16le: ModifierDefinition = {
  name: 'utf16le',
  aliases: ['wide'],
  summary: 'The value as bytes of UTF-16, the lower byte first; a Base64 modifier follows.',
  evidence: 'spec sigma §7.1, 7.3',
  examples: [
    {
      item: 'CommandLine|utf16le|base64|contains: cmd',
      matches: [{ CommandLine: 'x YwBtAGQA' }],
      misses: [{ CommandLine: 'cmd' }],
    },
  ],
  apply: (value) => inUtf16(value, 'little'),
};
