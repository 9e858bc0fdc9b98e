import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../source/index.ts';
import { childrenOf, type RegexNode } from './ast.ts';
import { BacktrackMatcher } from './backtrack-matcher.ts';
import { compileRegex } from './compile.ts';
import { LinearMatcher } from './linear-matcher.ts';
import { needsBacktracking } from './measure.ts';
import { nativeLimit } from './native-limit.ts';
import { NativeMatcher } from './native-matcher.ts';
import { parseRegex } from './parser.ts';

const piece = fc.constantFrom(
  ...'abz019.*+?|()[]{}^$\\-:,<>=!&Q'.split(''),
  ...[
    '\\d',
    '\\S',
    '\\p{L}',
    '\\b',
    '\\Q',
    '\\E',
    '\\x41',
    '\\1',
    '(?',
    '(?:',
    '(?i)',
    '(?<n>',
    '(?=',
    '(?<!',
    '[^',
    '[a-',
    '&&',
    '{1,3}',
    '{2}',
    '[[:alpha:]]',
    '😀',
    '\\u',
    '\\k<n>',
    '++',
    '(?>',
  ],
);
const source = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));
const value = fc.string({
  unit: fc.constantFrom('a', 'b', 'A', '0', ' ', '\n', '\r', '😀', '\ud83d', '-'),
  maxLength: 8,
});

test('groups have number, name and place', () => {
  const { groups } = parseRegex('(?<a>x(y))(?:z)', { dialect: 're2', offset: 10 });
  expect(groups).toEqual([
    { index: 1, name: 'a', span: { start: 10, end: 20 } },
    { index: 2, name: undefined, span: { start: 16, end: 19 } },
  ]);
});

test('spans count from the offset', () => {
  const { diagnostics } = parseRegex('ab(?=c)', { dialect: 're2', offset: 100 });
  expect(diagnostics.map((one) => one.span)).toEqual([{ start: 102, end: 105 }]);
});

test('Python’s group form is mended by its fix', () => {
  const text = '(?P<a>x)';
  const { ast, diagnostics } = parseRegex(text, { dialect: 'java' });
  expect(ast).toBeDefined();
  expect(applyEdits(text, diagnostics[0]!.fixes![0]!.edits)).toBe('(?<a>x)');
});

function spansAreInside(node: RegexNode, length: number): boolean {
  const { start, end } = node.span;
  return (
    start >= 0 && end <= length && start <= end && childrenOf(node).every((child) => spansAreInside(child, length))
  );
}

describe.each(['re2', 'java'] as const)('any text as %s', (dialect) => {
  test('is parsed or refused with a place, never thrown at', () => {
    fc.assert(
      fc.property(fc.oneof(source, fc.string()), (pattern) => {
        const { ast, diagnostics } = parseRegex(pattern, { dialect });
        if (ast) expect(spansAreInside(ast, pattern.length)).toBe(true);
        else expect(diagnostics.length).toBeGreaterThan(0);
        for (const { span } of diagnostics) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(pattern.length);
          expect(span.start).toBeLessThanOrEqual(span.end);
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('what is accepted runs on every matcher that may run it', () => {
    let accepted = 0;
    fc.assert(
      fc.property(source, value, (pattern, text) => {
        const { regex } = compileRegex(pattern, { dialect });
        if (!regex) return;
        accepted++;
        regex.test(text);
        const matches = [...regex.findAll(text)];
        for (const match of matches) expect(text.slice(match.start, match.end)).toBe(match.groups[0]);
        const ast = parseRegex(pattern, { dialect }).ast!;
        new BacktrackMatcher(ast).find(text, 0);
        if (nativeLimit(ast) > 0) new NativeMatcher(ast).find(text, 0);
        if (!needsBacktracking(ast)) new LinearMatcher(ast).find(text, 0);
      }),
      { numRuns: 5000 },
    );
    expect(accepted).toBeGreaterThan(200);
  });
});
