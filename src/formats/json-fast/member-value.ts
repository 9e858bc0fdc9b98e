import type { Raw } from '../../event/index.ts';
import { type JsonValue, parseJsonValue } from '../json-value.ts';
import { rawOfJson } from '../shapes/shape.ts';
import { ZERO } from './bytes.ts';
import { EMPTY_STRING, LONG_NUMBER, NUMBER, STRING } from './layout.ts';
import type { Members } from './members.ts';

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

/** The number that nothing but digits write, so few that it is exact; undefined if there is anything else. */
function wholeNumber(bytes: Uint8Array, start: number, end: number): number | undefined {
  let number = 0;
  for (let at = start; at < end; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    number = 10 * number + digit;
  }
  return number;
}

/** The value of a member as its event has it. */
export function memberValue(members: Members, member: number): Raw {
  const kind = members.kinds[member]!;
  if (kind === EMPTY_STRING) return '';
  const [start, end] = [members.starts[member]!, members.ends[member]!];
  const whole = kind === NUMBER ? wholeNumber(members.bytes, start, end) : undefined;
  if (whole !== undefined) return whole;
  const text = textOfBytes(members.bytes, start, end);
  if (kind === STRING) return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
  if (kind === NUMBER) return Number(text);
  if (kind === LONG_NUMBER) return longNumber(text);
  return rawOfJson(parseJsonValue(text) as JsonValue);
}
