import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NativeMatcher } from './native-matcher.ts';
import { parseRegex } from './parser.ts';
import { runTest } from './run-test.ts';

const set = fc.constantFrom('.', 'a', '[ab]', '[^a]', '\\w', '\\s', '😀', '(?s:.)', '(?i:a)');
const times = fc.constantFrom('*', '+', '?', '{2}', '{3,}', '{1,2}', '{2,4}?', '{0}', '+?');
const value = fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' ', '\n', '\r', 'é', '😀', '\ud83d'), maxLength: 12 });

test('runs of one set are found as the engine finds them', () => {
  let found = 0;
  let missed = 0;
  fc.assert(
    fc.property(
      set,
      times,
      fc.constantFrom('re2', 'java'),
      fc.boolean(),
      value,
      (one, sign, dialect, captures, text) => {
        const { ast } = parseRegex(captures ? `(${one}${sign})` : `${one}${sign}`, { dialect });
        const expected = new NativeMatcher(ast!).test(text);
        if (expected) found++;
        else missed++;
        expect(runTest(ast!)!(text)).toBe(expected);
      },
    ),
    { numRuns: 2000 },
  );
  expect(Math.min(found, missed)).toBeGreaterThan(100);
});

test.each(['a', 'a+b', '(?:ab)+', '(a+)+', '^a+', 'a+|b', '(?:a|b)(?=c)'])(
  'other patterns have no such test: %s',
  (source) => {
    const { ast } = parseRegex(source, { dialect: 'java' });
    expect(runTest(ast!)).toBeUndefined();
  },
);
