import type { Raw } from '../../event/index.ts';
import { type JsonValue, parseJsonValue } from '../json-value.ts';
import { rawOfJson } from '../shapes/shape.ts';
import { EMPTY_STRING, HAS_ESCAPES, type LineScanner, LONG_NUMBER, NUMBER, STRING } from './line-scanner.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of bytes as readers of texts decode it. */
export function textOfBytes(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

function stringOf(text: string, writing: number): string {
  return (writing & HAS_ESCAPES) === 0 ? text : (JSON.parse(`"${text}"`) as string);
}

/** Integers that a double cannot hold stay text. */
function longNumber(text: string): Raw {
  const number = Number(text);
  return /[.eE]/.test(text) || Number.isSafeInteger(number) ? number : text;
}

/** The value of a member as its event has it. */
export function memberValue(scanner: LineScanner, member: number): Raw {
  const kind = scanner.kinds[member]!;
  if (kind === EMPTY_STRING) return '';
  const text = textOfBytes(scanner.bytes, scanner.starts[member]!, scanner.ends[member]!);
  if (kind === STRING) return stringOf(text, scanner.writings[member]!);
  if (kind === NUMBER) return Number(text);
  if (kind === LONG_NUMBER) return longNumber(text);
  return rawOfJson(parseJsonValue(text) as JsonValue);
}
