import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Bytes } from './bytes.ts';
import { decodeArray, decodeScalar } from './values.ts';

function decode(type: number, ...octets: number[]) {
  const bytes = Uint8Array.from(octets);
  const { raw, text } = decodeScalar(new Bytes(bytes), 0, bytes.length, type);
  return { raw, text };
}

function items(type: number, ...octets: number[]): string[] {
  const bytes = Uint8Array.from(octets);
  return decodeArray(new Bytes(bytes), 0, bytes.length, type).map(({ text }) => text);
}

const eightBytes = (value: bigint): number[] => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, value, true);
  return [...bytes];
};

const utf16 = (text: string): number[] =>
  [...text].flatMap((unit) => [unit.charCodeAt(0) & 0xff, unit.charCodeAt(0) >> 8]);

const floatBytes = (value: number, size: 4 | 8): number[] => {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  if (size === 4) view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return [...bytes];
};

describe('scalars (spec evtx-format §8.1)', () => {
  test.each([
    ['string cut at NUL', 0x01, utf16('ab\0c'), 'ab'],
    ['ANSI is windows-1252', 0x02, [0x80, 0x41, 0, 0x42], '€A'],
    ['i8', 0x03, [0xff], -1],
    ['u8', 0x04, [0xff], 255],
    ['i16', 0x05, [0xfe, 0xff], -2],
    ['u16', 0x06, [0xfe, 0xff], 65_534],
    ['i32', 0x07, [0xff, 0xff, 0xff, 0xff], -1],
    ['u32', 0x08, [0xff, 0xff, 0xff, 0xff], 4_294_967_295],
    ['f32', 0x0b, floatBytes(0.1, 4), '0.1'],
    ['f64', 0x0c, floatBytes(0.1, 8), '0.1'],
    ['boolean, any non-zero', 0x0d, [0, 0, 1, 0], true],
    ['binary', 0x0e, [0x0a, 0xbc], '0ABC'],
    ['size_t of 4', 0x10, [0xab, 0, 0, 0], '0xab'],
    ['size_t of 8', 0x10, [1, 0, 0, 0, 1, 0, 0, 0], '0x100000001'],
    ['hex32 zero', 0x14, [0, 0, 0, 0], '0x0'],
    ['hex64', 0x15, [0, 0, 0, 0, 0, 0, 0x20, 0x80], '0x8020000000000000'],
    [
      'GUID',
      0x0f,
      [0x44, 0x33, 0x22, 0x11, 0x66, 0x55, 0x88, 0x77, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff, 0],
      '{11223344-5566-7788-99aa-bbccddeeff00}',
    ],
    ['SID', 0x13, [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0], 'S-1-5-18'],
    ['SID of a large authority', 0x13, [1, 0, 1, 0, 0, 0, 0, 0], 'S-1-0x10000000000'],
    ['unknown type', 0x23, [1, 2], '0102'],
  ])('%s', (_, type, octets, raw) => {
    expect(decode(type, ...octets).raw).toBe(raw);
  });

  test.each([
    ['type NULL with a size', 0x00, [1, 2, 3]],
    ['u32 cut to 2', 0x08, [1, 2]],
    ['GUID cut', 0x0f, [1, 2]],
    ['SID cut', 0x13, [1, 4, 0, 0, 0, 0, 0, 5, 1]],
  ])('NULL: %s', (_, type, octets) => {
    expect(decode(type, ...octets).raw).toBeNull();
  });

  test('64-bit integers are exact: numbers up to 2^53, text beyond', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const { raw, text } = decode(0x09, ...eightBytes(value));
        expect(text).toBe(String(value));
        expect(typeof raw).toBe(Number.isSafeInteger(Number(value)) ? 'number' : 'string');
      }),
    );
    expect(decode(0x0a, ...eightBytes(-1n)).raw).toBe('18446744073709551615');
  });

  test('32-bit floats print the shortest text that reads back', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(decode(0x0b, ...floatBytes(value, 4)).text))).toBe(Object.is(value, -0) ? 0 : value);
      }),
    );
  });
});

describe('arrays (spec evtx-format §8.2)', () => {
  test('a NUL at the end of strings starts no further item, empty ones in between count', () => {
    expect(items(0x01, ...utf16('a\0b\0'))).toEqual(['a', 'b']);
    expect(items(0x01, ...utf16('a\0b'))).toEqual(['a', 'b']);
    expect(items(0x01, ...utf16('a\0\0b\0'))).toEqual(['a', '', 'b']);
    expect(items(0x01)).toEqual([]);
    expect(items(0x02, 0x61, 0, 0x62)).toEqual(['a', 'b']);
  });

  test('items by size, SIDs by their own', () => {
    expect(items(0x06, 1, 0, 2, 0, 9)).toEqual(['1', '2']);
    const system = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];
    const everyone = [1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0];
    expect(items(0x13, ...system, ...everyone, 1)).toEqual(['S-1-5-18', 'S-1-1-0']);
  });
});
