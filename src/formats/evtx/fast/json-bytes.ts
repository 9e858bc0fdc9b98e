const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SHORT: Readonly<Record<number, string>> = { 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r' };
/** By unit below 0x80: 1 if it stands for itself in a JSON string. */
const PLAIN = Uint8Array.from({ length: 128 }, (_, unit) =>
  unit < 32 || unit === QUOTE || unit === BACKSLASH ? 0 : 1,
);
/** Bits of two units that are not ASCII. */
const NOT_ASCII = 0xff80_ff80 | 0;
const BELOW_ZERO = 0x8000_8000 | 0;
const HEX = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
/** Two lower-case hex digits of a byte, as they stand in memory. */
const HEX_PAIR = Uint16Array.from({ length: 256 }, (_, byte) => HEX[byte >> 4]! | (HEX[byte & 15]! << 8));
const UPPER_PAIR = HEX_PAIR.map((pair) => {
  const upper = (digit: number): number => (digit > 0x60 ? digit - 0x20 : digit);
  return upper(pair & 0xff) | (upper(pair >> 8) << 8);
});
const DECIMAL_PAIR = Uint16Array.from({ length: 100 }, (_, n) => 0x3030 | Math.floor(n / 10) | ((n % 10) << 8));

/** Sets the top bit of a half if that ASCII unit cannot stand for itself: below the blank, a quote or a backslash. */
function special(pair: number): number {
  return (pair - 0x20_0020) | ((pair ^ 0x22_0022) - 0x1_0001) | ((pair ^ 0x5c_005c) - 0x1_0001);
}

/**
 * A byte buffer that JSON is written into. Every method takes the place to write at and returns the place behind; none checks
 * for room, callers make sure of it once a record. Constant runs may overshoot by seven bytes.
 */
export class JsonBytes {
  readonly array: Uint8Array;
  readonly view: DataView;

  /** Takes the bytes that are written into. */
  constructor(array: Uint8Array) {
    this.array = array;
    this.view = new DataView(array.buffer, array.byteOffset, array.length);
  }

  /**
   * Copies a constant run of `length` bytes that starts at a word of the pool. Words are eight bytes, carried as doubles: those
   * of valid UTF-8 are never NaN, whose bits a move may change (0xf0 and more is not followed by 0x7f or 0xff).
   */
  run(at: number, words: Float64Array, start: number, length: number): number {
    const { view } = this;
    const end = at + length;
    for (let word = start; at < end; at += 8, word++) view.setFloat64(at, words[word]!, true);
    return end;
  }

  /** Where the last `text` ended in what it read: at its NUL, or at the end. */
  read = 0;

  /** The inside of a JSON string, exactly as JSON.stringify escapes it, from `size` bytes of UTF-16; it ends at the first NUL. */
  text(at: number, from: DataView, start: number, size: number): number {
    const { array, view } = this;
    const end = start + size - (size & 1);
    const fours = end - 8;
    let place = start;
    while (place < end) {
      // Four units at a time, as long as all stand for themselves.
      while (place <= fours) {
        const one = from.getInt32(place, true);
        const two = from.getInt32(place + 4, true);
        if (((one | two) & NOT_ASCII) !== 0 || ((special(one) | special(two)) & BELOW_ZERO) !== 0) break;
        view.setInt32(at, ((one | (one >> 8)) & 0xffff) | ((two | (two >> 8)) << 16), true);
        at += 4;
        place += 8;
      }
      // Then ASCII one at a time, for as long as it takes to be past what was in the way.
      const until = place <= fours ? place + 8 : end;
      let unit = -1;
      while (place < until) {
        unit = from.getUint16(place, true);
        if (unit >= 0x80) break;
        if (PLAIN[unit] === 1) array[at++] = unit;
        else if (unit === BACKSLASH || unit === QUOTE) {
          view.setUint16(at, BACKSLASH | (unit << 8), true);
          at += 2;
        } else if (unit === 0) break;
        else at = this.#control(at, unit);
        place += 2;
      }
      if (place >= until) continue;
      if (unit === 0) break;
      place += 2;
      if (unit < 0x800) {
        array[at++] = 0xc0 | (unit >> 6);
        array[at++] = 0x80 | (unit & 0x3f);
      } else if (unit < 0xd800 || unit > 0xdfff) {
        array[at++] = 0xe0 | (unit >> 12);
        array[at++] = 0x80 | ((unit >> 6) & 0x3f);
        array[at++] = 0x80 | (unit & 0x3f);
      } else {
        const low = place < end && unit < 0xdc00 ? from.getUint16(place, true) : 0;
        if (low >= 0xdc00 && low <= 0xdfff) {
          const point = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
          array[at++] = 0xf0 | (point >> 18);
          array[at++] = 0x80 | ((point >> 12) & 0x3f);
          array[at++] = 0x80 | ((point >> 6) & 0x3f);
          array[at++] = 0x80 | (point & 0x3f);
          place += 2;
        } else at = this.#escape(at, unit);
      }
    }
    this.read = place;
    return at;
  }

  #control(at: number, unit: number): number {
    const short = SHORT[unit];
    if (short === undefined) return this.#escape(at, unit);
    this.array[at++] = BACKSLASH;
    this.array[at++] = short.charCodeAt(0);
    return at;
  }

  #escape(at: number, unit: number): number {
    this.array[at++] = BACKSLASH;
    this.array[at++] = 0x75;
    this.view.setUint16(at, HEX_PAIR[unit >> 8]!, true);
    this.view.setUint16(at + 2, HEX_PAIR[unit & 0xff]!, true);
    return at + 4;
  }

  /** Characters that are ASCII and need no escape. */
  ascii(at: number, text: string): number {
    for (let i = 0; i < text.length; i++) this.array[at++] = text.charCodeAt(i);
    return at;
  }

  /** An unsigned 32-bit integer in decimal. */
  decimal(at: number, value: number): number {
    const { array, view } = this;
    if (value < 10) {
      array[at] = 0x30 + value;
      return at + 1;
    }
    const end =
      at +
      (value < 1e5
        ? value < 1e3
          ? value < 1e2
            ? 2
            : 3
          : value < 1e4
            ? 4
            : 5
        : value < 1e7
          ? value < 1e6
            ? 6
            : 7
          : value < 1e9
            ? value < 1e8
              ? 8
              : 9
            : 10);
    let place = end;
    while (value >= 100) {
      const rest = Math.floor(value / 100);
      place -= 2;
      view.setUint16(place, DECIMAL_PAIR[value - rest * 100]!, true);
      value = rest;
    }
    if (value < 10) array[at] = 0x30 + value;
    else view.setUint16(at, DECIMAL_PAIR[value]!, true);
    return end;
  }

  /** An integer below 10^`digits` with leading zeros; `digits` is even. */
  padded(at: number, value: number, digits: number): number {
    for (let place = at + digits - 2; place >= at; place -= 2) {
      const rest = Math.floor(value / 100);
      this.view.setUint16(place, DECIMAL_PAIR[value - rest * 100]!, true);
      value = rest;
    }
    return at + digits;
  }

  /** Bytes in upper-case hex. */
  hex(at: number, bytes: Uint8Array, start: number, size: number): number {
    const { view } = this;
    for (let i = start; i < start + size; i++, at += 2) view.setUint16(at, UPPER_PAIR[bytes[i]!]!, true);
    return at;
  }

  /** A 32-bit number in lower-case hex without leading zeros. */
  hexNumber(at: number, value: number): number {
    const digits = value === 0 ? 1 : (35 - Math.clz32(value)) >> 2;
    for (let shift = 4 * (digits - 1); shift >= 0; shift -= 4) this.array[at++] = HEX[(value >>> shift) & 15]!;
    return at;
  }

  /** A 32-bit number in eight lower-case hex digits. */
  hexWord(at: number, value: number): number {
    const { view } = this;
    view.setUint16(at, HEX_PAIR[value >>> 24]!, true);
    view.setUint16(at + 2, HEX_PAIR[(value >>> 16) & 0xff]!, true);
    view.setUint16(at + 4, HEX_PAIR[(value >>> 8) & 0xff]!, true);
    view.setUint16(at + 6, HEX_PAIR[value & 0xff]!, true);
    return at + 8;
  }

  /** A GUID in braces. */
  guid(at: number, from: DataView, start: number): number {
    const { array, view } = this;
    array[at] = 0x7b;
    this.hexWord(at + 1, from.getUint32(start, true));
    array[at + 9] = 0x2d;
    this.#hexHalf(at + 10, from.getUint16(start + 4, true));
    array[at + 14] = 0x2d;
    this.#hexHalf(at + 15, from.getUint16(start + 6, true));
    array[at + 19] = 0x2d;
    this.#hexHalf(at + 20, from.getUint16(start + 8, false));
    array[at + 24] = 0x2d;
    this.#hexHalf(at + 25, from.getUint16(start + 10, false));
    this.hexWord(at + 29, from.getUint32(start + 12, false));
    view.setUint8(at + 37, 0x7d);
    return at + 38;
  }

  #hexHalf(at: number, value: number): void {
    this.view.setUint16(at, HEX_PAIR[value >>> 8]!, true);
    this.view.setUint16(at + 2, HEX_PAIR[value & 0xff]!, true);
  }
}
