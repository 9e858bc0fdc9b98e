import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nativeLimit } from './native-limit.ts';
import { NativeMatcher } from './native-matcher.ts';
import { parseRegex } from './parser.ts';

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\s', 'ab', '$', '\\d', 'c', '\\b', '^');
const sign = fc.constantFrom('*', '+', '?', '*?', '+?', '{2}', '{1,3}', '{1,60}', '{0,200}', '{3,}');
const pattern = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 5 },
    atom,
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(tie('pattern'), sign).map(([a, end]) => `(?:${a})${end}`),
  ),
})).pattern;

test('no pattern that may run natively is slow on a value of its greatest length', () => {
  let tested = 0;
  fc.assert(
    fc.property(pattern, (source) => {
      const { ast } = parseRegex(`${source}z`, { dialect: 're2' });
      const limit = ast ? nativeLimit(ast) : 0;
      if (!ast || limit === 0) return;
      tested++;
      const matcher = new NativeMatcher(ast);
      for (const unit of ['a', 'b', 'ab', 'aab', '1', 'abc', ' ', 'a b']) {
        const value = unit.repeat(limit / unit.length);
        const start = performance.now();
        matcher.find(value, 0);
        expect(performance.now() - start).toBeLessThan(1000);
      }
    }),
    { numRuns: 60_000, endOnFailure: true },
  );
  expect(tested).toBeGreaterThan(10_000);
}, 300_000);
