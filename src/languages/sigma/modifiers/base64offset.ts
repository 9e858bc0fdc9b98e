import { encodeBase64 } from '../../../value/index.ts';
import { literalString } from '../string.ts';
import { bytesIn } from './encoding.ts';
import type { ModifierDefinition } from './modifier.ts';

/** Characters at the front that depend on the bytes before, by the number of such bytes. */
const FRONT = [0, 2, 3];

/** Characters at the end that depend on the bytes behind, by the number of bytes modulo three. */
const BACK = [0, 3, 2];

/** What the bytes look like inside a longer Base64 text, behind 0, 1 or 2 bytes of a group (spec sigma §7.3). */
export function base64At(bytes: readonly number[], offset: number): string {
  const text = encodeBase64(Uint8Array.from([...Array<number>(offset).fill(0x20), ...bytes]));
  return text.slice(FRONT[offset], text.length - BACK[(bytes.length + offset) % 3]!);
}

/** `base64offset`. */
export const base64offset: ModifierDefinition = {
  name: 'base64offset',
  summary:
    'The value as it stands inside a longer text in Base64, in each of the three ways; mostly `contains` follows.',
  evidence: 'spec sigma §7.3',
  examples: [
    {
      item: 'CommandLine|base64offset|contains: foobar',
      matches: [{ CommandLine: 'a Zm9vYmFy' }, { CommandLine: 'a Zvb2Jhc' }, { CommandLine: 'mb29iYX' }],
      misses: [{ CommandLine: 'foobar' }],
    },
    {
      item: 'CommandLine|wide|base64offset|contains: foo',
      matches: [{ CommandLine: 'ZgBvAG8A' }, { CommandLine: 'YAbwBvA' }, { CommandLine: 'mAG8Abw' }],
      misses: [{ CommandLine: 'Zm9v' }],
    },
  ],
  apply: (value) => {
    const found = bytesIn(value);
    if (typeof found === 'string') return found;
    const values = [0, 1, 2].map((offset) => literalString(base64At(found.bytes, offset), value.span, found.cased));
    return { kind: 'any', span: value.span, values };
  },
};
