import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileTerms, hasStarInsideTerm, splitTerms } from './term-match.ts';

const MESSAGE =
  '2024-05-06 07:08:09,117 [org.acme.Worker] job=42 user="ann@mail.org" C:\\Windows net.http.client JOB117742 a_b 9811702';

describe('scope words and phrases (spec sumo §3.2)', () => {
  test.each<[string, boolean]>([
    ['117', true],
    ['11770', false],
    ['*117*', true],
    ['981', false],
    ['981*', true],
    ['98?1702', true],
    ['98?702', false],
    ['job117742', true],
    ['JOB', true],
    ['worker', true],
    ['work', false],
    ['w*r', true],
    ['ann@mail.org', true],
    ['ann@*.org', true],
    ['ann@ma*l.org', false],
    ['C:\\Windows', true],
    ['c:\\windows', true],
    ['net*client', false],
    ['net.*.client', true],
    ['net.*.cli*', true],
    ['*et.http', true],
    ['net.ht*.client', false],
    ['net.ht?p.client', true],
    ['07:08', true],
    ['7:08', false],
    ['a', false],
    ['a_b', true],
    ['*', true],
    ['-', true],
    ['!', false],
    ['job=42', true],
  ])('word %s: %s', (word, result) => expect(compileTerms(word, 'terms')(MESSAGE)).toBe(result));

  test.each<[string, string, boolean]>([
    ['access   denied', 'ACCESS\n\tdenied!', true],
    ['access denied', 'access was denied', false],
    ['den', 'denied', false],
    ['ni*', 'ni*', true],
    ['ni*', 'nix', false],
    ['"EventID":"4625"', '{"EventID": "4625"}', true],
    ['a a b', 'a a a b', true],
    ['', 'anything', true],
    ['größe', 'Die GRÖSSE', false],
    ['größe', 'die Größe x', true],
    ['gr', 'größe', false],
  ])('phrase %s in %s: %s', (phrase, message, result) => expect(compileTerms(phrase, 'phrase')(message)).toBe(result));

  test('stars inside a term of several', () => {
    expect(['ann@mail*er.org', 'a*b.c', 'x.a*b', 'x.*b.c'].map(hasStarInsideTerm)).toEqual([true, true, true, true]);
    expect(['ann@*.org', '*sql', 'back*p', '*tools-win', 'net.*.client*', 'a'].map(hasStarInsideTerm)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test('a phrase is found exactly where its terms are adjacent', () => {
    const unit = fc.constantFrom('a', 'b', 'ä', ' ', '-', '.', '😀', '\n');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 6 }), fc.string({ unit, maxLength: 14 }), (phrase, message) => {
        const [wanted, found] = [splitTerms(phrase), splitTerms(message)];
        const expected =
          found.some((_, at) => wanted.every((term, i) => found[at + i] === term)) || wanted.length === 0;
        expect(compileTerms(phrase, 'phrase')(message)).toBe(expected);
        expect(compileTerms(phrase, 'terms')(message)).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });
});
