import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RegexNode } from './ast.ts';
import { BacktrackMatcher } from './backtrack-matcher.ts';
import { LinearMatcher } from './linear-matcher.ts';
import { someNode, widthOf } from './measure.ts';
import { nativeLimit } from './native-limit.ts';
import { NativeMatcher } from './native-matcher.ts';
import { parseRegex } from './parser.ts';
import type { RegexMatch, RegexMatcher } from './regex-match.ts';

const atom = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\w',
  '\\s',
  '^',
  '$',
  '\\b',
  '\\B',
  'é',
  '😀',
  '(?i:A)',
  '(?m:^)',
  '(?m:$)',
  'bc',
);
const pattern = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 5 },
    atom,
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
    tie('pattern').map((a) => `(${a})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{1,3}', '{0,2}?'))
      .map(([a, sign]) => `(?:${a})${sign}`),
  ),
})).pattern;
const value = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', ' ', '\n', 'é', '😀'), maxLength: 12 });

/** Engines differ on which round of a repetition an empty match belongs to; that is left out of the comparison of groups. */
function hasEmptyRounds(ast: RegexNode): boolean {
  return someNode(ast, (one) => one.kind === 'repeat' && widthOf(one.body).min === 0);
}

function shape(match: RegexMatch | undefined, withGroups: boolean): unknown {
  return match && [match.start, match.end, ...(withGroups ? match.groups : [])];
}

test('the three matchers agree on spans and groups', () => {
  let native = 0;
  let compared = 0;
  fc.assert(
    fc.property(pattern, value, fc.nat(3), (source, text, from) => {
      const { ast } = parseRegex(source, { dialect: 're2' });
      if (!ast) throw new Error(`refused: ${source}`);
      const start = Math.min(from, text.length);
      if (hasEmptyRounds(ast)) return;
      compared++;
      const matchers: RegexMatcher[] = [new LinearMatcher(ast), new BacktrackMatcher(ast)];
      if (nativeLimit(ast) > 0) {
        native++;
        matchers.push(new NativeMatcher(ast));
      }
      const inPair = /[\uDC00-\uDFFF]/.test(text[start] ?? '') && start > 0;
      const at = inPair ? start - 1 : start;
      const results = matchers.map((matcher) => shape(matcher.find(text, at), true));
      for (const result of results) expect(result).toEqual(results[0]);
      if (at === 0) for (const matcher of matchers) expect(matcher.test(text)).toBe(results[0] !== undefined);
    }),
    { numRuns: 5000 },
  );
  expect(compared).toBeGreaterThan(1000);
  expect(native).toBeGreaterThan(1000);
});

test('with rounds that can be empty, backtracking still finds where linear time does', () => {
  fc.assert(
    fc.property(pattern, value, (source, text) => {
      const { ast } = parseRegex(source, { dialect: 're2' });
      if (!ast || !hasEmptyRounds(ast)) return;
      expect(new BacktrackMatcher(ast).test(text)).toBe(new LinearMatcher(ast).test(text));
    }),
    { numRuns: 3000 },
  );
});
