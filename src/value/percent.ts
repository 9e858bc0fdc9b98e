import { decodeText, encodeUtf8 } from './utf8.ts';

/** Percent-encodes as Java's URLEncoder: letters, digits and `.-*_` stay, a blank becomes `+`, all else UTF-8 bytes. */
export function encodeUrl(text: string): string {
  let result = '';
  for (const byte of encodeUtf8(text)) {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9.\-*_]/.test(char)) result += char;
    else if (byte === 32) result += '+';
    else result += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return result;
}

/** Undoes percent encoding, `+` included; a `%` without two hexadecimal digits stays as it is. */
export function decodeUrl(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (hex) => Number.parseInt(hex, 16));
    return decodeText(bytes) ?? run;
  });
}
