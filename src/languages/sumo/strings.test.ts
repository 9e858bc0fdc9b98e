import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeAnchor,
  decodeName,
  decodePhrase,
  decodePlain,
  decodeRegex,
  encodeName,
  encodePlain,
} from './strings.ts';

describe('plain mode', () => {
  it.each([
    ['a\\"b', 'a"b'],
    ['a\\\\b', 'a\\b'],
    ['a\\nb\\tc\\rd', 'a\nb\tc\rd'],
    ['\\System32', '\\System32'],
    ['\\\\/', '\\/'],
    ['\\\\\\\\', '\\\\'],
  ])('reads %s', (raw, value) => {
    expect(decodePlain(raw)).toBe(value);
  });

  it('reads back every text that it writes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => decodePlain(encodePlain(text)) === text));
  });
});

describe('anchor mode', () => {
  it('cuts at stars', () => {
    expect(decodeAnchor('user=* from *')).toEqual(['user=', ' from ', '']);
    expect(decodeAnchor('no star')).toEqual(['no star']);
  });

  it('tells a control character from its written form', () => {
    expect(decodeAnchor('a\\r\\n*\\\\r\\\\n')).toEqual(['a\r\n', '\\r\\n']);
  });
});

describe('regex mode', () => {
  it('changes quotes only', () => {
    expect(decodeRegex('(?<drive>[A-Z]):\\\\').pattern).toBe('(?<drive>[A-Z]):\\\\');
    expect(decodeRegex('\\"(?<v>[^\\"]+)\\"').pattern).toBe('"(?<v>[^"]+)"');
  });

  it('maps offsets back to the raw text', () => {
    const { pattern, rawOffset } = decodeRegex('\\"a\\\\b\\"');
    expect(pattern).toBe('"a\\\\b"');
    expect([0, 1, 2, 4, 5, 6].map(rawOffset)).toEqual([0, 2, 3, 5, 6, 8]);
  });
});

describe('scope phrases and names', () => {
  it('unescape quotes', () => {
    expect(decodePhrase('\\"EventID\\":\\"1\\"')).toBe('"EventID":"1"');
    expect(decodePhrase('Control\\Services')).toBe('Control\\Services');
  });

  it('names come back', () => {
    expect(decodeName(encodeName('say "hi"'))).toBe('say "hi"');
  });
});
