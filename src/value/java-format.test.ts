import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatJava } from './java-format.ts';
import { fixedText, roundHalfUp } from './round.ts';
import type { Value } from './value.ts';

describe('format', () => {
  test.each<[string, readonly Value[], string]>([
    ['%s-%05.2f', ['a', 3.14259], 'a-03.14'],
    ['%d%%', [5], '5%'],
    ['%,d', [1234567], '1,234,567'],
    ['%05d|%-5d|%+d|%(d', [42, 42, 42, -42], '00042|42   |+42|(42)'],
    ['%x %X %#x %08x', [255, 255, 255, 255], 'ff FF 0xff 000000ff'],
    ['%x', [-1], 'ffffffffffffffff'],
    ['%o', [8], '10'],
    ['%.0f %.1f', [2.5, 0.25], '3 0.3'],
    ['%e %.2E', [12345.678, 0.00012], '1.234568e+04 1.20E-04'],
    ['%g', [0.0001], '0.000100000'],
    ['%2$s %1$s %<s', ['a', 'b'], 'b a a'],
    ['%10s|%-10s|%.2s', ['abc', 'abc', 'abc'], '       abc|abc       |ab'],
    ['%S %c %b', ['abc', 65, true], 'ABC A true'],
    ['%s %s', [1.5, false], '1.5 false'],
    ['a%nb', [], 'a\nb'],
    ['%f', [Number.POSITIVE_INFINITY], 'Infinity'],
    ['%08.2f', [-3.14259], '-0003.14'],
  ])('%s', (pattern, args, result) => expect(formatJava(pattern, args)).toBe(result));

  test.each<[string, readonly Value[]]>([
    ['%d', ['5']],
    ['%d', [1.5]],
    ['%s', [null]],
    ['%s %s', ['a']],
    ['%x', ['ff']],
    ['%tY', [0]],
    ['100%', []],
    ['%99999999d', [1]],
  ])('%s does not fit', (pattern, args) => expect(formatJava(pattern, args)).toHaveProperty('reason'));
});

test.each([
  [2.5, 0, 3],
  [-2.5, 0, -2],
  [0.49999999999999994, 0, 0],
  [1.005, 2, 1.01],
  [-1.005, 2, -1],
  [-1.006, 2, -1.01],
  [1234, -2, 1200],
  [0.05, 1, 0.1],
  [1e21, 2, 1e21],
  [1e-7, 3, 0],
])('round %s to %s places', (value, places, result) => expect(roundHalfUp(value, places)).toBe(result));

test('fixedText is near the number and has the places', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.nat(8), (value, places) => {
      const text = fixedText(value, places);
      expect(text).toMatch(places === 0 ? /^\d+$/ : new RegExp(`^\\d+\\.\\d{${places}}$`));
      expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(0.5001 * 10 ** -places + 1e-6);
    }),
  );
});

test('the quick way of rounding and the exact one agree', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 10 }), (value, places) => {
      expect(roundHalfUp(value, places)).toBe(Number(fixedText(value, places)));
    }),
    { numRuns: 2000 },
  );
});
