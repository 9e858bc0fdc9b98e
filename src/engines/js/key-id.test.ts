import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyId } from './key-id.ts';

describe('keyId', () => {
  it('tells null, the empty text and the word null apart', () => {
    expect(new Set([[null], [''], ['null'], ['-']].map(keyId)).size).toBe(4);
  });

  it('reads a number as its text, as a group key does', () => {
    expect(keyId([1])).toBe(keyId(['1']));
  });

  it('is the same for the same texts only, whatever they hold', () => {
    const text = fc.stringMatching(/^[-;:0-9\u0000-\u0002a]{0,4}$/);
    const keys = fc.array(fc.option(text), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(keys, keys, (a, b) => {
        expect(keyId(a) === keyId(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});
