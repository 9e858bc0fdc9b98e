const TABLES = new Int32Array(4 * 256);
for (let byte = 0; byte < 4 * 256; byte++) {
  const before = byte < 256 ? undefined : TABLES[byte - 256]!;
  let value = before === undefined ? byte : TABLES[before & 0xff]! ^ (before >>> 8);
  for (let bit = 0; before === undefined && bit < 8; bit++)
    value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  TABLES[byte] = value;
}

/** CRC-32 as in zlib; `seed` is the result over the bytes before, so that parts chain (spec evtx-format §4). */
export function crc32(bytes: Uint8Array, seed = 0): number {
  let crc = ~seed;
  let i = 0;
  // Four bytes at a time: each table moves a byte over those behind it.
  for (; i + 4 <= bytes.length; i += 4) {
    crc ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    crc =
      TABLES[768 + (crc & 0xff)]! ^
      TABLES[512 + ((crc >>> 8) & 0xff)]! ^
      TABLES[256 + ((crc >>> 16) & 0xff)]! ^
      TABLES[crc >>> 24]!;
  }
  for (; i < bytes.length; i++) crc = TABLES[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
