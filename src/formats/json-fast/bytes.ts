/** Bytes that JSON is made of. */
export const TAB = 9;
export const NEWLINE = 10;
export const RETURN = 13;
export const BLANK = 32;
export const QUOTE = 34;
export const COMMA = 44;
export const MINUS = 45;
export const POINT = 46;
export const ZERO = 48;
export const NINE = 57;
export const COLON = 58;
export const OPEN_LIST = 91;
export const BACKSLASH = 92;
export const CLOSE_LIST = 93;
export const OPEN = 123;
export const CLOSE = 125;

/** What a byte means inside a string. */
export const PLAIN = 0;
export const ENDS = 1;
export const ESCAPES = 2;
export const HIGH = 3;
export const FORBIDDEN = 4;

/** Meaning of each byte inside a string; bytes of other scripts are `HIGH`, control characters must be escaped. */
export const IN_STRING = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte < 32) return FORBIDDEN;
  if (byte === QUOTE) return ENDS;
  if (byte === BACKSLASH) return ESCAPES;
  return byte >= 128 ? HIGH : PLAIN;
});

/** Length of the escape that a byte behind a backslash makes, 0 if there is no such escape. */
export const ESCAPE_LENGTH = Uint8Array.from({ length: 256 }, (_, byte) => {
  const sign = String.fromCharCode(byte);
  if (sign === 'u') return 6;
  return '"\\/bfnrt'.includes(sign) ? 2 : 0;
});

const IS_HEX = Uint8Array.from({ length: 256 }, (_, byte) => (/[0-9a-fA-F]/.test(String.fromCharCode(byte)) ? 1 : 0));

/** Place behind the escape that starts at `at`, -1 if it is none. */
export function behindEscape(bytes: Uint8Array, at: number): number {
  const length = ESCAPE_LENGTH[bytes[at + 1]!]!;
  if (length === 2) return at + 2;
  if (length === 0) return -1;
  for (let i = at + 2; i < at + 6; i++) if (IS_HEX[bytes[i]!] === 0) return -1;
  return at + 6;
}

/** True for the blanks that JSON allows, but for the one that ends a line. */
export function isBlank(byte: number): boolean {
  return byte === BLANK || byte === TAB || byte === RETURN;
}
