import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BacktrackMatcher } from './backtrack-matcher.ts';
import { parseRegex } from './parser.ts';
import { requiredChoices } from './required-choices.ts';

const choicesOf = (pattern: string) => requiredChoices(parseRegex(pattern, { dialect: 'java' }).ast!);

test.each<[string, readonly string[] | undefined]>([
  ['\\\\[a-z]+\\.[a-z]{1,6}\\.[ "\']{1}', ['. ', '."', ".'"]],
  ['(?i)Invoke-Kit', ['invoke-kit']],
  ['[ab][cd]', ['ac', 'ad', 'bc', 'bd']],
  ['a|b', undefined],
  ['x(?:y|z)ab', ['ab']],
  ['(?:abc)?d', ['d']],
  ['(?:abc)+de', ['abc']],
  ['é', undefined],
  ['.*', undefined],
])('%s', (pattern, choices) => expect(choicesOf(pattern)).toEqual(choices));

test('every match holds one of them', () => {
  const part = fc.constantFrom(
    'a',
    'b',
    '(?:ab)+',
    'a?',
    '(a|b)',
    '.',
    '[ab]',
    '[^a]',
    '(ab)',
    '^',
    '(?=a)',
    '(?i:AB)',
    '(?:a*b){2}',
  );
  const value = fc.string({ unit: fc.constantFrom('a', 'b', 'B', 'c'), maxLength: 10 });
  let matches = 0;
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), value, (parts, text) => {
      const { ast } = parseRegex(parts.join(''), { dialect: 'java' });
      const choices = requiredChoices(ast!);
      if (!choices || !new BacktrackMatcher(ast!).find(text, 0)) return;
      matches++;
      expect(choices.some((choice) => text.toLowerCase().includes(choice))).toBe(true);
    }),
    { numRuns: 3000 },
  );
  expect(matches).toBeGreaterThan(200);
});
