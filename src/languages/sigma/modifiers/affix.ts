import type { SigmaValue } from '../rule.ts';
import { literalString, withAny } from '../string.ts';
import { kindText } from './modifier.ts';

/** Text of bytes, one character for each. */
export function textOfBytes(bytes: readonly number[]): string {
  return bytes.map((byte) => String.fromCharCode(byte)).join('');
}

/** The value looked for at a place of the field's value: at its start, its end, or anywhere. */
export function placed(value: SigmaValue, part: 'start' | 'end' | 'anywhere'): SigmaValue | string {
  switch (value.kind) {
    case 'string':
      return withAny(value, { start: part !== 'start', end: part !== 'end' });
    case 'bytes':
      return placed(literalString(textOfBytes(value.bytes), value.span, value.cased), part);
    case 'field':
      return { ...value, part };
    // A regular expression is found anywhere as it is.
    case 'regex':
      return value;
    default:
      return `takes a text, a regular expression or a reference to a field, not ${kindText(value)}`;
  }
}
