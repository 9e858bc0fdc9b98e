import {
  DECODED,
  EMPTY_STRING,
  ENDS,
  KINDS,
  LONGEST_DECODED,
  STARTS,
  STRING,
} from '../../src/formats/json-fast/layout';
import { spanOf } from '../span';

const QUOTE = 0x22;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;

/** The span of a member's text, decoded to UTF-16; 0 if it is none, too long, or not of ASCII with short escapes. Good until the next one. */
export function textOfMember(member: i32): u64 {
  const kind = load<u8>(KINDS + member);
  if (kind === EMPTY_STRING) return spanOf(DECODED, DECODED);
  const end = load<i32>(ENDS + 4 * member);
  let at = load<i32>(STARTS + 4 * member);
  if (kind !== STRING || end - at > LONGEST_DECODED) return 0;
  let out = DECODED;
  while (at < end) {
    const bytes = v128.load(at);
    let marks = i8x16.bitmask(v128.or(bytes, i8x16.eq(bytes, i8x16.splat(<i8>BACKSLASH))));
    if (end - at < 16) marks |= 1 << (end - at);
    v128.store(out, i16x8.extend_low_i8x16_u(bytes));
    v128.store(out, i16x8.extend_high_i8x16_u(bytes), 16);
    const plain = marks === 0 ? 16 : ctz<i32>(marks);
    at += plain;
    out += 2 * plain;
    if (plain === 16 || at === end) continue;
    if (load<u8>(at) !== BACKSLASH) return 0;
    const unit = escaped(load<u8>(at + 1));
    if (unit === 0) return 0;
    store<u16>(out, unit);
    at += 2;
    out += 2;
  }
  return spanOf(DECODED, out);
}

/** The unit that a short escape stands for; 0 for a number. */
function escaped(sign: i32): u16 {
  switch (sign) {
    case QUOTE:
    case SLASH:
    case BACKSLASH:
      return <u16>sign;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x6e:
      return 0x0a;
    case 0x72:
      return 0x0d;
    case 0x74:
      return 0x09;
    default:
      return 0;
  }
}

/** The kind of a member's value. */
export function kindOfMember(member: i32): i32 {
  return load<u8>(KINDS + member);
}

/** The span of a member's value as it is written. */
export function bytesOfMember(member: i32): u64 {
  return spanOf(load<i32>(STARTS + 4 * member), load<i32>(ENDS + 4 * member));
}
