// Text of a log as the inside of a JSON string.

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Where writing goes on, and where the text that was written last ended in what it was read from: at its NUL, or at the end. */
// biome-ignore lint/complexity/noStaticOnlyClass: an exported variable could not be set from other files
export class place {
  static at: i32 = 0;
  static read: i32 = 0;
}

/** Writes `size` bytes of UTF-16 exactly as JSON.stringify escapes them; they end at the first NUL. */
export function text(start: i32, size: i32): void {
  const end = start + (size & ~1);
  let from = start;
  let out = place.at;
  while (from < end) {
    // A unit that is not ASCII becomes a byte that as a signed one is below the blank.
    const bytes = i8x16.narrow_i16x8_u(v128.load(from), v128.load(from, 16));
    const odd = v128.or(
      i8x16.lt_s(bytes, i8x16.splat(0x20)),
      v128.or(i8x16.eq(bytes, i8x16.splat(<i8>QUOTE)), i8x16.eq(bytes, i8x16.splat(<i8>BACKSLASH))),
    );
    let mask = i8x16.bitmask(odd);
    const left = (end - from) >> 1;
    if (left < 16) mask |= -1 << left;
    v128.store(out, bytes);
    if (mask === 0) {
      out += 16;
      from += 32;
      continue;
    }
    const plain = ctz<i32>(mask);
    out += plain;
    from += plain << 1;
    if (from >= end) break;
    const unit: i32 = load<u16>(from);
    if (unit === 0) break;
    from += 2;
    if (unit === BACKSLASH || unit === QUOTE) {
      store<u16>(out, BACKSLASH | (unit << 8));
      out += 2;
    } else if (unit < 0x80) out = control(out, unit);
    else if (unit < 0x800) {
      store<u8>(out, 0xc0 | (unit >> 6));
      store<u8>(out + 1, 0x80 | (unit & 0x3f));
      out += 2;
    } else if (unit < 0xd800 || unit > 0xdfff) {
      store<u8>(out, 0xe0 | (unit >> 12));
      store<u8>(out + 1, 0x80 | ((unit >> 6) & 0x3f));
      store<u8>(out + 2, 0x80 | (unit & 0x3f));
      out += 3;
    } else {
      const low: i32 = from < end && unit < 0xdc00 ? load<u16>(from) : 0;
      if (low >= 0xdc00 && low <= 0xdfff) {
        const point = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        store<u8>(out, 0xf0 | (point >> 18));
        store<u8>(out + 1, 0x80 | ((point >> 12) & 0x3f));
        store<u8>(out + 2, 0x80 | ((point >> 6) & 0x3f));
        store<u8>(out + 3, 0x80 | (point & 0x3f));
        out += 4;
        from += 2;
      } else out = escaped(out, unit);
    }
  }
  place.read = min(from, end);
  place.at = out;
}

function control(out: i32, unit: i32): i32 {
  let letter = 0;
  if (unit === 0x08) letter = 0x62;
  else if (unit === 0x09) letter = 0x74;
  else if (unit === 0x0a) letter = 0x6e;
  else if (unit === 0x0c) letter = 0x66;
  else if (unit === 0x0d) letter = 0x72;
  else return escaped(out, unit);
  store<u16>(out, BACKSLASH | (letter << 8));
  return out + 2;
}

function digit(value: i32): i32 {
  return value < 10 ? 0x30 + value : 0x57 + value;
}

function escaped(out: i32, unit: i32): i32 {
  store<u16>(out, BACKSLASH | 0x7500);
  store<u8>(out + 2, digit(unit >> 12));
  store<u8>(out + 3, digit((unit >> 8) & 15));
  store<u8>(out + 4, digit((unit >> 4) & 15));
  store<u8>(out + 5, digit(unit & 15));
  return out + 6;
}
