import { encodeUtf8 } from '../utf8.ts';
import { md5 } from './md5.ts';
import { murmur3 } from './murmur3.ts';
import { sha1, sha256 } from './sha.ts';

/** Digests by the names that Sumo gives them (spec sumo §12). */
const ALGORITHMS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  md5,
  sha1,
  sha2_256: sha256,
  murmur3_128: murmur3,
};

/** Bytes as hexadecimal text in lower case. */
export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Digest of a text's UTF-8 bytes as hexadecimal text in lower case; undefined for an unknown algorithm. */
export function hashText(text: string, algorithm: string): string | undefined {
  const digest = Object.hasOwn(ALGORITHMS, algorithm) ? ALGORITHMS[algorithm] : undefined;
  return digest && hexText(digest(encodeUtf8(text)));
}
