const MASK = (1n << 64n) - 1n;
const C1 = 0x87c37b91114253d5n;
const C2 = 0x4cf5ad432745937fn;

function rotate(word: bigint, bits: bigint): bigint {
  return ((word << bits) | (word >> (64n - bits))) & MASK;
}

function finish(word: bigint): bigint {
  word = ((word ^ (word >> 33n)) * 0xff51afd7ed558ccdn) & MASK;
  word = ((word ^ (word >> 33n)) * 0xc4ceb9fe1a85ec53n) & MASK;
  return word ^ (word >> 33n);
}

function mix(word: bigint, first: bigint, second: bigint, bits: bigint): bigint {
  return (rotate((word * first) & MASK, bits) * second) & MASK;
}

/** MurmurHash3 x64 128-bit with seed 0 of bytes, 16 bytes, each half little-endian as Guava and the reference print it. */
export function murmur3(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array((bytes.length + 15) & ~15);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  let h1 = 0n;
  let h2 = 0n;
  let at = 0;
  for (; at + 16 <= bytes.length; at += 16) {
    h1 ^= mix(view.getBigUint64(at, true), C1, C2, 31n);
    h1 = ((rotate(h1, 27n) + h2) * 5n + 0x52dce729n) & MASK;
    h2 ^= mix(view.getBigUint64(at + 8, true), C2, C1, 33n);
    h2 = ((rotate(h2, 31n) + h1) * 5n + 0x38495ab5n) & MASK;
  }
  if (at < bytes.length) {
    h2 ^= mix(view.getBigUint64(at + 8, true), C2, C1, 33n);
    h1 ^= mix(view.getBigUint64(at, true), C1, C2, 31n);
  }
  const length = BigInt(bytes.length);
  h1 = (h1 ^ length) + (h2 ^ length);
  h2 = (h2 ^ length) + h1;
  h1 = finish(h1 & MASK);
  h2 = finish(h2 & MASK);
  h1 = (h1 + h2) & MASK;
  h2 = (h2 + h1) & MASK;
  const digest = new DataView(new ArrayBuffer(16));
  digest.setBigUint64(0, h1, true);
  digest.setBigUint64(8, h2, true);
  return new Uint8Array(digest.buffer);
}
