import {
  decodeBase64,
  decodeText,
  decodeUrl,
  encodeBase64,
  encodeUrl,
  encodeUtf8,
  encodeUtf16Le,
  hashText,
  toText,
  type Value,
} from '../value/index.ts';
import { defineFunction, type FunctionContext, type FunctionDefinition } from './function-definition.ts';

/** Digest; `sha_256` stands in one documented example and is taken as sha2_256 (spec sumo §12). */
function hash(text: string, algorithm: string, context: FunctionContext): string | null {
  const name = algorithm.toLowerCase();
  const digest = hashText(text, name === 'sha_256' ? 'sha2_256' : name);
  if (digest !== undefined) return digest;
  context.warn(
    'function/unknown-hash',
    `hash knows md5, sha1, sha2_256 and murmur3_128, not "${algorithm}"; the result is null.`,
  );
  return null;
}

/** Invalid Base64 comes back unchanged (spec sumo §12); so does text in an encoding that is unknown here, with a warning. */
function base64Decode(text: string, encoding: string, context: FunctionContext): string {
  const bytes = decodeBase64(text);
  const decoded = bytes && decodeText(bytes, encoding);
  if (bytes && decoded === undefined)
    context.warn('function/unknown-encoding', `The text encoding "${encoding}" is unknown; the text stays as it is.`);
  return decoded ?? text;
}

/** A whole number as long as it is exact, else its digits as text: integers beyond 2^53 stay text (design/architecture.md). */
function exactInteger(value: bigint): Value {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

/** At most 16 hexadecimal digits in two's complement; null for anything else (spec sumo §12). */
function hexToDec(text: string): Value {
  const digits = /^(?:0[xX])?([0-9a-fA-F]{1,16})$/.exec(text.trim())?.[1];
  return digits === undefined ? null : exactInteger(BigInt.asIntN(64, BigInt(`0x${digits}`)));
}

/** Upper case always; negative numbers in 64-bit two's complement (spec sumo §12). */
function decToHex(text: string): string | null {
  const digits = /^\s*([+-]?\d{1,19})(?:\.\d*)?\s*$/.exec(text)?.[1];
  return digits === undefined
    ? null
    : BigInt.asUintN(64, BigInt(digits.replace('+', '')))
        .toString(16)
        .toUpperCase();
}

function hexToAscii(text: string): string | null {
  const digits = text.replace(/^0[xX]/, '');
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(digits)) return null;
  return digits.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
}

/** Digests and encodings. */
export const CODECS: readonly FunctionDefinition[] = [
  defineFunction({
    name: 'hash.hex',
    parameters: 'text, algorithm?',
    returns: 'text',
    summary: 'Digest of the text in hexadecimal: md5 (default), sha1, sha2_256 or murmur3_128.',
    examples: [
      ['hello', '5d41402abc4b2a76b9719d911017c592'],
      ['hello', 'sha1', 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d'],
      ['hello', 'sha_256', '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'],
      ['hello', 'crc', null],
    ],
    evaluate: ([text, algorithm], context) => hash(toText(text)!, toText(algorithm) ?? 'md5', context),
  }),
  defineFunction({
    name: 'encode.base64Decode',
    parameters: 'text, encoding?',
    returns: 'text',
    summary: 'Decodes Base64 to text, UTF-8 by default; invalid text comes back unchanged.',
    examples: [
      ['aGk=', 'hi'],
      ['aABpAA==', 'UTF-16LE', 'hi'],
      ['not base64!', 'not base64!'],
    ],
    evaluate: ([text, encoding], context) => base64Decode(toText(text)!, toText(encoding) ?? 'UTF-8', context),
  }),
  defineFunction({
    name: 'encode.base64Encode',
    parameters: 'text, encoding?',
    returns: 'text',
    summary: 'Encodes text as Base64, UTF-8 by default or UTF-16LE.',
    examples: [
      ['hi', 'aGk='],
      ['hi', 'UTF-16LE', 'aABpAA=='],
    ],
    evaluate: ([text, encoding]) =>
      encodeBase64(
        toText(encoding)?.toUpperCase() === 'UTF-16LE' ? encodeUtf16Le(toText(text)!) : encodeUtf8(toText(text)!),
      ),
  }),
  defineFunction({
    name: 'encode.urlDecode',
    parameters: 'text',
    returns: 'text',
    summary: 'Undoes percent encoding; a blank may stand as +.',
    examples: [['a%20b+c%C3%A4', 'a b cä']],
    evaluate: ([text]) => decodeUrl(toText(text)!),
  }),
  defineFunction({
    name: 'encode.urlEncode',
    parameters: 'text',
    returns: 'text',
    summary: 'Percent-encodes a text as a form does.',
    examples: [['a b/ä', 'a+b%2F%C3%A4']],
    evaluate: ([text]) => encodeUrl(toText(text)!),
  }),
  defineFunction({
    name: 'encode.hexToDec',
    parameters: 'text',
    returns: 'long',
    summary: 'Number of at most 16 hexadecimal digits in two’s complement, 0x allowed; null for anything else.',
    examples: [
      ['ff', 255],
      ['0x3E7', 999],
      ['ffffffffffffffff', -1],
      ['7fffffffffffffff', '9223372036854775807'],
      ['xyz', null],
    ],
    evaluate: ([text]) => hexToDec(toText(text)!),
  }),
  defineFunction({
    name: 'encode.decToHex',
    parameters: 'number: long',
    returns: 'text',
    summary: 'Hexadecimal text of a whole number, in upper case.',
    examples: [
      [255, 'FF'],
      ['4096', '1000'],
      [-1, 'FFFFFFFFFFFFFFFF'],
      ['x', null],
    ],
    evaluate: ([number]) => decToHex(toText(number)!),
  }),
  defineFunction({
    name: 'encode.hexToAscii',
    parameters: 'text',
    returns: 'text',
    summary: 'Text of pairs of hexadecimal digits, one character a pair; null for anything else.',
    examples: [
      ['776d69', 'wmi'],
      ['7', null],
    ],
    evaluate: ([text]) => hexToAscii(toText(text)!),
  }),
  defineFunction({
    name: 'encode.asciiToHex',
    parameters: 'text',
    returns: 'text',
    summary: 'Hexadecimal digits of the characters of a text, those beyond ASCII by their UTF-8 bytes.',
    examples: [['wmi', '776d69']],
    evaluate: ([text]) => Array.from(encodeUtf8(toText(text)!), (byte) => byte.toString(16).padStart(2, '0')).join(''),
  }),
];
