import { encodeBase64 } from '../../../value/index.ts';
import { literalString } from '../string.ts';
import { bytesIn } from './encoding.ts';
import type { ModifierDefinition } from './modifier.ts';

/** `base64`. */
export const base64: ModifierDefinition = {
  name: 'base64',
  summary: 'The value in Base64.',
  evidence: 'spec sigma §7.3',
  examples: [
    {
      item: 'CommandLine|base64|contains: foo',
      matches: [{ CommandLine: 'x Zm9v' }],
      misses: [{ CommandLine: 'foo' }],
    },
  ],
  apply: (value) => {
    const found = bytesIn(value);
    if (typeof found === 'string') return found;
    return literalString(encodeBase64(Uint8Array.from(found.bytes)), value.span, found.cased);
  },
};
