import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PackReader, PackWriter } from './packed.ts';

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
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.array(tie('data'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie('data'), { maxKeys: 4 }),
  ),
})).data;
const piece = fc.array(data, { maxLength: 4 });

function packed(pieces: readonly object[], words = 0): PackReader {
  const writer = new PackWriter();
  const bytes = writer.finish(pieces.map((one, index) => [`p${index}`, writer.add(one)] as const));
  const moved = new Uint8Array(bytes.length + 4 * words);
  moved.set(bytes, 4 * words);
  return new PackReader(moved.subarray(4 * words));
}

test('pieces come out as they went in, wherever the bytes stand', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 3 }), fc.nat(3), (pieces, words) => {
      const reader = packed(pieces, words);
      expect([...reader.names()]).toEqual(pieces.map((_, index) => `p${index}`));
      for (const [index, one] of pieces.entries()) expect(reader.read(`p${index}`)).toEqual(one);
      expect(reader.read('other')).toBeUndefined();
    }),
  );
});

test('rows of numbers are views of the bytes, and equal ones are there once', () => {
  const writer = new PackWriter();
  const text = writer.add([Int32Array.of(1, 2), Int32Array.of(1, 2), Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0)]);
  const other = writer.add({ row: Int32Array.of(1, 2), more: Int32Array.of(1, 3) });
  expect(writer.size).toBe(16);
  const bytes = writer.finish(
    [
      ['a', text],
      ['b', other],
    ],
    (size) => new Uint8Array(new SharedArrayBuffer(size)),
  );
  const reader = new PackReader(bytes);
  const [first] = reader.read('a') as [Int32Array];
  expect(first.buffer).toBe(bytes.buffer);
  expect(reader.read('b')).toEqual({ row: Int32Array.of(1, 2), more: Int32Array.of(1, 3) });
});
