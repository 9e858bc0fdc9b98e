import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileWildcard, compileWildcardParts, parseWildcard } from './wildcard.ts';

describe('wildcards', () => {
  test.each<[string, string, boolean, boolean]>([
    ['*\\cmd.exe', 'C:\\Windows\\cmd.exe', false, true],
    ['*\\cmd.exe', 'C:\\Windows\\CMD.EXE', false, false],
    ['5*', '502', false, true],
    ['5*', '1502', false, false],
    ['*a*', 'x\na\ny', false, true],
    ['*', '', false, true],
    ['', '', false, true],
    ['', 'x', false, false],
    ['a?c', 'a?c', false, true],
    ['a?c', 'abc', false, false],
    ['a?c', 'abc', true, true],
    ['a?c', 'a😀c', true, true],
    ['a??c', 'a😀c', true, false],
    ['*?', '', true, false],
    ['?*', '😀', true, true],
    ['*?b', 'ab', true, true],
    ['ab*ba', 'aba', false, false],
    ['a*b*c', 'a-b-b-c', false, true],
    ['(?i).*x.*', '(?i).zzx.y', false, true],
  ])('%s on %j (question: %s)', (pattern, value, question, result) => {
    expect(compileWildcard(pattern, { case: 'sensitive', question })(value)).toBe(result);
  });

  test('case rules', () => {
    expect(compileWildcard('*ÄB', { case: 'ascii', question: false })('xÄb')).toBe(true);
    expect(compileWildcard('*ÄB', { case: 'ascii', question: false })('xäb')).toBe(false);
    expect(compileWildcard('*ÄB', { case: 'unicode', question: false })('xäb')).toBe(true);
  });

  test('escapes', () => {
    const parts = parseWildcard('a\\*b\\\\*\\x', { star: true, question: false, escape: '\\' });
    expect(parts).toEqual([{ kind: 'literal', text: 'a*b\\' }, { kind: 'any' }, { kind: 'literal', text: '\\x' }]);
  });

  test('agrees with a regular expression', () => {
    const unit = fc.constantFrom('a', 'b', '*', '?', '\n', '😀');
    fc.assert(
      fc.property(
        fc.string({ unit, maxLength: 8 }),
        fc.string({ unit, maxLength: 10 }),
        fc.boolean(),
        (pattern, value, question) => {
          const source = [...pattern]
            .map((c) => (c === '*' ? '.*' : c === '?' && question ? '.' : `\\u{${c.codePointAt(0)!.toString(16)}}`))
            .join('');
          const expected = new RegExp(`^${source}$`, 'su').test(value);
          expect(compileWildcard(pattern, { case: 'sensitive', question })(value)).toBe(expected);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('many stars take no time', () => {
    const test = compileWildcardParts(
      parseWildcard(`${'a*'.repeat(50)}b`, { star: true, question: false }),
      'sensitive',
    );
    const start = performance.now();
    expect(test('a'.repeat(100_000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(200);
  });
});
