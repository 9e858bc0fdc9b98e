import { describe, expect, test } from 'vitest';
import { randomFrom } from '../testing/mutants.ts';
import { JsonBytes } from './json-bytes.ts';
import { JsonValues } from './json-value.ts';

const UNITS = [
  0x01, 0x08, 0x0a, 0x1f, 0x22, 0x5c, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff,
];

function written(write: (out: JsonValues) => number): string {
  const out = new JsonValues(new Uint8Array(4096));
  return new TextDecoder('utf-8', { fatal: true }).decode(out.array.subarray(0, write(out)));
}

/** UTF-16 of a text, starting at an odd offset. */
function utf16(text: string): DataView {
  const view = new DataView(new ArrayBuffer(2 * text.length + 1));
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i + 1, text.charCodeAt(i), true);
  return view;
}

describe('text', () => {
  test('any run of units is escaped as JSON.stringify does it', () => {
    const random = randomFrom(7);
    for (let i = 0; i < 20_000; i++) {
      const units = Array.from({ length: random(24) }, () =>
        random(3) === 0 ? UNITS[random(UNITS.length)]! : 0x20 + random(random(4) === 0 ? 0x400 : 0x5e),
      );
      const text = String.fromCharCode(...units);
      const view = utf16(text);
      expect(written((out) => out.text(0, view, 1, 2 * text.length))).toBe(JSON.stringify(text).slice(1, -1));
    }
  });

  test('a NUL ends it, and it says where', () => {
    const view = utf16('abcdefgh\0ijkl');
    const out = new JsonBytes(new Uint8Array(64));
    expect(out.text(0, view, 1, 26)).toBe(8);
    expect(out.read).toBe(17);
  });

  test('an odd byte at the end is none of it', () => {
    expect(written((out) => out.text(0, utf16('ab'), 1, 3))).toBe('a');
  });
});

describe('numbers', () => {
  test.each([0, 9, 10, 99, 100, 999, 1000, 12_345, 99_999, 100_000, 9_999_999, 10_000_000, 999_999_999, 4_294_967_295])(
    '%i in decimal and in hex',
    (value) => {
      expect(written((out) => out.decimal(0, value))).toBe(String(value));
      expect(written((out) => out.hexNumber(0, value))).toBe(value.toString(16));
      expect(written((out) => out.hexWord(0, value))).toBe(value.toString(16).padStart(8, '0'));
    },
  );

  test('leading zeros', () => {
    expect(written((out) => out.padded(0, 1_234, 8))).toBe('00001234');
  });
});
