import { padBlocks } from './md5.ts';

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function bytesOf(state: Int32Array): Uint8Array {
  const digest = new DataView(new ArrayBuffer(state.length * 4));
  for (const [i, word] of state.entries()) digest.setInt32(i * 4, word);
  return new Uint8Array(digest.buffer);
}

const SHA1_CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6] as const;

/** SHA-1 (FIPS 180-4) of bytes, 20 bytes. */
export function sha1(bytes: Uint8Array): Uint8Array {
  const view = padBlocks(bytes, false);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const words = new Int32Array(80);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 80; i++) words[i] = rotate(words[i - 3]! ^ words[i - 8]! ^ words[i - 14]! ^ words[i - 16]!, 1);
    let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      const round = Math.floor(i / 20);
      const f = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      const sum = (rotate(a, 5) + f + e + SHA1_CONSTANTS[round]! + words[i]!) | 0;
      [e, d, c, b, a] = [d, c, rotate(b, 30), a, sum];
    }
    for (const [i, word] of [a, b, c, d, e].entries()) state[i]! += word;
  }
  return bytesOf(state);
}

/** The first 32 bits of the fractional part of a root of each of the first primes. */
function primeRoots(count: number, root: (prime: number) => number): Int32Array {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return Int32Array.from(primes, (prime) => {
    const value = root(prime);
    return Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
  });
}

const SHA256_START = primeRoots(8, Math.sqrt);
const SHA256_CONSTANTS = primeRoots(64, Math.cbrt);

/** SHA-256 (FIPS 180-4) of bytes, 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const view = padBlocks(bytes, false);
  const state = SHA256_START.slice();
  const words = new Int32Array(64);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 64; i++) {
      const [x, y] = [words[i - 15]!, words[i - 2]!];
      const low = rotate(x, 25) ^ rotate(x, 14) ^ (x >>> 3);
      const high = rotate(y, 15) ^ rotate(y, 13) ^ (y >>> 10);
      words[i] = words[i - 16]! + low + words[i - 7]! + high;
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const big = rotate(e, 26) ^ rotate(e, 21) ^ rotate(e, 7);
      const first = (h + big + ((e & f) ^ (~e & g)) + SHA256_CONSTANTS[i]! + words[i]!) | 0;
      const second = ((rotate(a, 30) ^ rotate(a, 19) ^ rotate(a, 10)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i]! += word;
  }
  return bytesOf(state);
}
