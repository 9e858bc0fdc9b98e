const encoder = new TextEncoder();

/** Bytes of a text in UTF-8; lone surrogates become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Bytes of a text in UTF-16LE. */
export function encodeUtf16Le(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[i * 2] = unit & 255;
    bytes[i * 2 + 1] = unit >> 8;
  }
  return bytes;
}

/** Names of text encodings, as Java spells them and in any letter case, that can be decoded. */
const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16': 'utf-16be',
  'utf-16be': 'utf-16be',
  'us-ascii': 'windows-1252',
  ascii: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
};

/** Text of bytes in a named encoding; bytes that fit nowhere become U+FFFD; undefined if the encoding is unknown. */
export function decodeText(bytes: Uint8Array, encoding = 'utf-8'): string | undefined {
  const name = encoding.toLowerCase();
  const label = Object.hasOwn(ENCODINGS, name) ? ENCODINGS[name] : undefined;
  return label && new TextDecoder(label, { ignoreBOM: true }).decode(bytes);
}
