import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packData, unpackData } from './packed.ts';

const row = fc.oneof(
  fc.uint8Array({ maxLength: 9 }),
  fc.uint16Array({ maxLength: 9 }),
  fc.int32Array({ maxLength: 9 }),
);
const data = fc.letrec((tie) => ({
  data: fc.oneof(
    { maxDepth: 4 },
    row,
    fc.constantFrom(null, true, 0, -7, 2.5),
    fc.string({ unit: 'binary', maxLength: 5 }).map((text) => text.replace(/[\ud800-\udfff]/g, '')),
    fc.array(tie('data'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie('data'), { maxKeys: 4 }),
  ),
})).data;

test('data comes out as it went in, wherever the bytes stand', () => {
  fc.assert(
    fc.property(fc.array(data, { maxLength: 4 }), fc.nat(3), (one, words) => {
      const packed = packData(one);
      const moved = new Uint8Array(packed.length + 4 * words);
      moved.set(packed, 4 * words);
      expect(unpackData(moved.subarray(4 * words))).toEqual(one);
    }),
  );
});

test('rows of numbers are views of the bytes', () => {
  const packed = packData({ a: Int32Array.of(1, 2), b: Uint8Array.of(3) });
  const { a } = unpackData(packed) as { a: Int32Array };
  expect(a.buffer).toBe(packed.buffer);
});

test('bytes may be such as threads share', () => {
  const packed = packData({ a: Uint16Array.of(7) }, (size) => new Uint8Array(new SharedArrayBuffer(size)));
  expect(unpackData(packed)).toEqual({ a: Uint16Array.of(7) });
});
