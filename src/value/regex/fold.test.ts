import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasCode, makeSet, setOf } from './code-set.ts';
import { foldCode, foldSet } from './fold.ts';

test.each<[string, 'ascii' | 'unicode', string]>([
  ['k', 'ascii', 'Kk'],
  ['k', 'unicode', 'Kk\u212a'],
  ['S', 'unicode', 'Ssſ'],
  ['ς', 'unicode', 'Σςσ'],
  ['ß', 'unicode', 'ßẞ'],
  ['ı', 'unicode', 'ı'],
  ['é', 'ascii', 'é'],
  ['5', 'unicode', '5'],
])('%s by %s', (char, folding, all) => {
  expect(String.fromCodePoint(...foldCode(char.codePointAt(0)!, folding))).toBe(all);
});

test('a folded set holds exactly what equals a member', () => {
  const ranges = fc
    .array(fc.tuple(fc.nat(0x600), fc.nat(400)), { maxLength: 4 })
    .map((all) => makeSet(all.flatMap(([first, size]) => [first, first + size])));
  fc.assert(
    fc.property(ranges, fc.nat(0xa00), fc.constantFrom('ascii', 'unicode'), (set, code, folding) => {
      const expected = foldCode(code, folding).some((other) => hasCode(set, other));
      expect(hasCode(foldSet(set, folding), code)).toBe(expected);
    }),
    { numRuns: 3000 },
  );
  expect(foldSet(setOf('é'), 'unicode')).toEqual(setOf('éÉ'));
});

test('folding agrees with the engine’s own', () => {
  for (const char of 'aKsÄßΣϑµŁǅЖﬀ') {
    for (const other of foldCode(char.codePointAt(0)!, 'unicode')) {
      expect(String.fromCodePoint(other)).toMatch(new RegExp(`^${char}$`, 'iu'));
    }
  }
});
