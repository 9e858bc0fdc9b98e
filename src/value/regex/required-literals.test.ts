import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BacktrackMatcher } from './backtrack-matcher.ts';
import { parseRegex } from './parser.ts';
import { requiredLiterals } from './required-literals.ts';

const literalsOf = (pattern: string): readonly string[] =>
  requiredLiterals(parseRegex(pattern, { dialect: 'java' }).ast!);

test.each<[string, readonly string[]]>([
  ['New Logon:\\s+(?<u>ab)c', ['New Logon:', 'abc']],
  ['a|b', []],
  ['(?i)abc', []],
  ['(?:abc)?d', ['d']],
  ['(?:abc)+d', ['abc', 'd']],
  ['x(?=yy)z', ['xz']],
  ['x(?!yyy)', ['x']],
  ['\\bfoo\\b', ['foo']],
  ['.*', []],
])('%s', (pattern, literals) => expect(literalsOf(pattern)).toEqual(literals));

test('every match holds them', () => {
  const part = fc.constantFrom('a', 'b', '(?:ab)+', 'a?', '(a|b)', '.', 'ba', '(ab)', '^', '(?=a)', '(?:a*b){2}');
  const value = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), value, (parts, text) => {
      const { ast } = parseRegex(parts.join(''), { dialect: 'java' });
      const match = new BacktrackMatcher(ast!).find(text, 0);
      if (match) for (const literal of requiredLiterals(ast!)) expect(text).toContain(literal);
    }),
    { numRuns: 2000 },
  );
});
