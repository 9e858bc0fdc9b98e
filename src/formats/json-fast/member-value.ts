import type { Raw } from '../../event/index.ts';
import { type JsonValue, parseJsonValue } from '../json-value.ts';
import { rawOfJson } from '../shapes/shape.ts';
import { EMPTY_STRING, LONG_NUMBER, type Members, NUMBER, STRING } from './members.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of bytes as readers of texts decode it. */
export function textOfBytes(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

/** Integers that a double cannot hold stay text. */
function longNumber(text: string): Raw {
  const number = Number(text);
  return /[.eE]/.test(text) || Number.isSafeInteger(number) ? number : text;
}

/** The value of a member as its event has it. */
export function memberValue(members: Members, member: number): Raw {
  const kind = members.kinds[member]!;
  if (kind === EMPTY_STRING) return '';
  const text = textOfBytes(members.bytes, members.starts[member]!, members.ends[member]!);
  if (kind === STRING) return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
  if (kind === NUMBER) return Number(text);
  if (kind === LONG_NUMBER) return longNumber(text);
  return rawOfJson(parseJsonValue(text) as JsonValue);
}
