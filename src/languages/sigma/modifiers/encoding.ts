import { encodeUtf8, encodeUtf16Le } from '../../../value/index.ts';
import type { SigmaString, SigmaValue } from '../rule.ts';
import { plainText } from '../string.ts';
import { kindText } from './modifier.ts';

/** Bytes of a value to be encoded: UTF-8 of a text without wildcards, or what an encoding made. */
export function bytesIn(value: SigmaValue): { readonly bytes: readonly number[]; readonly cased: boolean } | string {
  if (value.kind === 'bytes') return value;
  const text = textIn(value);
  if (text.fault !== undefined) return text.fault;
  return { bytes: [...encodeUtf8(text.text)], cased: text.cased };
}

/** The literal text of a value to be encoded. */
export function textIn(
  value: SigmaValue,
): { readonly fault?: undefined; readonly text: string; readonly cased: boolean } | { readonly fault: string } {
  if (value.kind !== 'string') return { fault: `takes a text, not ${kindText(value)}` };
  const text = plainText(value);
  if (text === undefined) return { fault: `cannot encode ${unencodable(value)}` };
  return { text, cased: value.cased };
}

function unencodable({ parts }: SigmaString): string {
  if (parts.some((part) => part.kind === 'placeholder')) return 'a placeholder';
  return parts.some((part) => part.kind === 'dash') ? 'the alternatives of `windash`' : 'wildcards';
}

/** Bytes of a text in UTF-16, with a byte order mark where asked for. */
export function inUtf16(value: SigmaValue, order: 'little' | 'big', hasMark = false): SigmaValue | string {
  const found = textIn(value);
  if (found.fault !== undefined) return found.fault;
  const little = [...encodeUtf16Le(found.text)];
  const bytes = order === 'little' ? little : little.map((_, i) => little[i % 2 === 0 ? i + 1 : i - 1]!);
  const mark = hasMark ? [0xff, 0xfe] : [];
  return { kind: 'bytes', span: value.span, bytes: [...mark, ...bytes], cased: found.cased };
}
