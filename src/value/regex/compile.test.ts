import { describe, expect, test } from 'vitest';
import type { RegexDialect } from './ast.ts';
import { compileRegex } from './compile.ts';
import { parseReplacement } from './replacement.ts';

function compiled(pattern: string, dialect: RegexDialect) {
  const { regex, diagnostics } = compileRegex(pattern, { dialect });
  if (!regex) throw new Error(diagnostics.map((one) => one.message).join('; '));
  return regex;
}

const both = ['re2', 'java'] as const;

/** Pattern, value, groups of the first match (or undefined), dialects. */
const MATCHES: readonly [string, string, readonly (string | undefined)[] | undefined, readonly RegexDialect[]][] = [
  ['a.c', 'a\nc', undefined, both],
  ['a.c', 'a\rc', ['a\rc'], ['re2']],
  ['a.c', 'a\rc', undefined, ['java']],
  ['(?s)a.c', 'a\nc', ['a\nc'], both],
  ['a$', 'a\n', undefined, both],
  ['a\\z', 'ba', ['a'], both],
  ['a\\Z', 'a\n', ['a'], ['java']],
  ['(?m)^b$', 'a\nb\nc', ['b'], both],
  ['(?m)^b$', 'a\r\nb\r\nc', ['b'], ['java']],
  ['(?m)^b$', 'a\r\nb\r\nc', undefined, ['re2']],
  ['\\Ab', 'ab', undefined, both],
  ['\\Qa.b\\E+', 'a.bbb', ['a.b'], both],
  ['\\Q**\\E', 'a**', ['**'], both],
  ['a(?i)b', 'aB', ['aB'], both],
  ['a(?i)b', 'AB', undefined, both],
  ['a(?i)b|c', 'C', ['C'], both],
  ['(?i:a)b', 'Ab', ['Ab'], both],
  ['(?i:a)b', 'AB', undefined, both],
  ['(?i)k', '\u212a', ['\u212a'], ['re2']],
  ['(?i)k', '\u212a', undefined, ['java']],
  ['(?i)ä', 'Ä', ['Ä'], ['re2']],
  ['(?i)ä', 'Ä', undefined, ['java']],
  ['(?iu)ä', 'Ä', ['Ä'], ['java']],
  ['(?i)[^a]', 'A', undefined, both],
  ['(?i)[x-z]+', 'aXYz', ['XYz'], both],
  ['[[:alpha:]]+', '12ab', ['ab'], both],
  ['[[:^digit:]]+', '12ab', ['ab'], both],
  ['\\p{Alpha}+', '12ab', ['ab'], ['java']],
  ['\\p{Lu}+', 'abÄÖ', ['ÄÖ'], both],
  ['\\pL+', '1äb', ['äb'], both],
  ['\\p{Greek}+', 'aβγ', ['βγ'], ['re2']],
  ['\\p{IsGreek}+', 'aβγ', ['βγ'], ['java']],
  ['\\PL+', 'a12', ['12'], both],
  ['\\s+', 'a\v', undefined, ['re2']],
  ['\\s+', 'a\v', ['\v'], ['java']],
  ['\\s', '\u00a0', undefined, both],
  ['\\h', '\u00a0', ['\u00a0'], ['java']],
  ['a\\Rb', 'a\r\nb', ['a\r\nb'], ['java']],
  ['[\\s&&[^\\r]]+', '\r \t', [' \t'], ['java']],
  ['[a-z&&[^aeiou]]+', 'aebcd', ['bcd'], ['java']],
  ['[a[bc]]+', 'xabc', ['abc'], ['java']],
  ['[]a]+', 'x]a', [']a'], both],
  ['[^]a]+', ']x', ['x'], both],
  ['[a-]+', 'x-a', ['-a'], both],
  ['[\\w-.]+', ' a-b.', ['a-b.'], both],
  ['\\x41\\x{42}', 'AB', ['AB'], both],
  ['\\u0041\\t', 'A\t', ['A\t'], ['java']],
  ['\\101', 'A', ['A'], ['re2']],
  ['\\0101', 'A', ['A'], ['java']],
  ['\\cA', '\u0001', ['\u0001'], ['java']],
  ['{a}', '{a}', ['{a}'], both],
  ['a{,2}', 'a{,2}', ['a{,2}'], both],
  ['a{2,3}?', 'aaa', ['aa'], both],
  ['(?U)a+', 'aaa', ['a'], ['re2']],
  ['(?x) a b # rest', 'ab', ['ab'], ['java']],
  ['(?<n>a)|(b)', 'b', ['b', undefined, 'b'], both],
  ['(?P<n>a)', 'a', ['a', 'a'], ['re2']],
  ['(?:(a)|b)*', 'ab', ['ab', 'a'], both],
  ['(?:(a)?b)+', 'abb', ['abb', 'a'], both],
  ['.', '😀', ['😀'], both],
  ['[^a]', '😀', ['😀'], both],
  ['\\bfoo\\b', 'a foo.', ['foo'], both],
  ['\\Boo', 'foo', ['oo'], both],
  ['a(?=b)', 'acab', ['a'], ['java']],
  ['(?<=x)a(?!c)', 'axacxab', ['a'], ['java']],
  ['(?<!x)a', 'xaa', ['a'], ['java']],
  ['(?<=ab|c)d', 'xabd', ['d'], ['java']],
  ['(?>a+)ab', 'aaab', undefined, ['java']],
  ['a++b', 'aab', ['aab'], ['java']],
  ['a*+a', 'aaa', undefined, ['java']],
  ['\\d{1,3}+:', '12:', ['12:'], ['java']],
  ['(a+)-\\1', 'xaa-aa', ['aa-aa', 'aa'], ['java']],
  ['(?<q>["\'])x\\k<q>', '"x"', ['"x"', '"'], ['java']],
  ['(?i)(ab)\\1', 'abAB', ['abAB', 'ab'], ['java']],
  ['(a)\\2', 'a', undefined, []],
  ['(?:(?=(a))a)+b', 'aab', ['aab', 'a'], ['java']],
  ['(?:ab?){2,3}(?=c)', 'aababc', ['aabab'], ['java']],
  ['(?:ab??){2,3}?(?=c)', 'aababc', ['aabab'], ['java']],
  ['.{1,2000}x(?=y)', 'aaxy', ['aax'], ['java']],
  ['', 'abc', [''], both],
  ['a||b', 'b', [''], both],
  ['()', 'x', ['', ''], both],
];

describe('semantics', () => {
  const rows = MATCHES.flatMap(([pattern, value, groups, dialects]) =>
    dialects.map((dialect) => ({ pattern, value, groups, dialect })),
  );
  test.each(rows)('$dialect $pattern on $value', ({ pattern, value, groups, dialect }) => {
    const match = compiled(pattern, dialect).find(value);
    expect(match && [...match.groups]).toEqual(groups);
  });
});

describe('refusals', () => {
  const ROWS: readonly [string, string, number, number, readonly RegexDialect[]][] = [
    ['a(b', 'regex/unbalanced', 1, 2, both],
    ['a)b', 'regex/unbalanced', 1, 2, both],
    ['[a', 'regex/unclosed-class', 0, 2, both],
    ['[z-a]', 'regex/bad-range', 1, 4, both],
    ['[a-\\d]', 'regex/bad-range', 1, 5, both],
    ['*a', 'regex/nothing-to-repeat', 0, 1, both],
    ['(?:|+)', 'regex/nothing-to-repeat', 4, 5, both],
    ['(?i)*a', 'regex/nothing-to-repeat', 4, 5, both],
    ['a(?s){2}', 'regex/nothing-to-repeat', 5, 8, both],
    ['a**', 'regex/nested-repetition', 2, 3, both],
    ['a{2}{3}', 'regex/nested-repetition', 4, 7, both],
    ['a{3,2}', 'regex/bad-repetition', 1, 6, both],
    ['a{1001}', 'regex/large-repetition', 1, 7, ['re2']],
    ['(a{100}){11}', 'regex/large-repetition', 0, 12, ['re2']],
    ['a\\', 'regex/trailing-backslash', 1, 2, both],
    ['\\y', 'regex/unknown-escape', 0, 2, both],
    ['\\p{Nope}', 'regex/unknown-class', 0, 8, both],
    ['[[:nope:]]', 'regex/unknown-class', 1, 9, both],
    ['(?<1a>x)', 'regex/bad-group-name', 3, 5, ['java']],
    ['(?<a-b>x)', 'regex/bad-group-name', 3, 6, both],
    ['(?<a>x)(?<a>y)', 'regex/duplicate-group', 10, 11, both],
    ['(?P<a>x)', 'regex/python-group', 0, 6, ['java']],
    ['(?q)x', 'regex/unknown-flag', 0, 4, both],
    ['(?x)x', 'regex/unknown-flag', 0, 4, ['re2']],
    ['(?=a)', 'regex/unsupported-lookaround', 0, 3, ['re2']],
    ['(?<!a)', 'regex/unsupported-lookaround', 0, 4, ['re2']],
    ['(a)\\1', 'regex/unsupported-back-reference', 3, 5, ['re2']],
    ['a++', 'regex/unsupported-possessive', 1, 3, ['re2']],
    ['(?>a)', 'regex/unsupported-atomic', 0, 3, ['re2']],
    ['(a)\\2', 'regex/missing-group', 3, 5, ['java']],
    ['\\k<x>', 'regex/missing-group', 0, 5, ['java']],
    ['(?<=a+)b', 'regex/unbounded-lookbehind', 0, 7, ['java']],
    ['\\G', 'regex/unsupported', 0, 2, ['java']],
    ['('.repeat(300), 'regex/too-deep', 250, 251, both],
  ];
  test.each(
    ROWS.flatMap(([pattern, code, start, end, dialects]) =>
      dialects.map((dialect) => ({ pattern, code, start, end, dialect })),
    ),
  )('$dialect $pattern: $code', ({ pattern, code, start, end, dialect }) => {
    const { regex, diagnostics } = compileRegex(pattern, { dialect });
    expect(regex).toBeUndefined();
    expect(diagnostics.map((one) => [one.code, one.span])).toEqual([[code, { start, end }]]);
  });
});

describe('replacement', () => {
  test.each([
    ['(a)(b)?', 'ab a', '<$1|$2>', '<a|b> <a|>'],
    ['(?<x>a)', 'cat', '[${x}]', 'c[a]t'],
    ['a', 'aa', '\\$\\\\', '$\\$\\'],
    ['(a)', 'a', '$10', 'a0'],
    ['x*', 'ab', '-', '-a-b-'],
    ['', '😀', '-', '-😀-'],
    ['\\d{4,}', '/a/12345/b', 'N$0', '/a/N12345/b'],
  ])('%s in %s by %s', (pattern, value, text, result) => {
    const regex = compiled(pattern, 're2');
    const { parts, diagnostics } = parseReplacement(text, regex.groupNames);
    expect(diagnostics).toEqual([]);
    expect(regex.replaceAll(value, parts)).toBe(result);
  });

  test.each(['$', 'a\\', '${none}', '$2'])('%s is a fault', (text) => {
    expect(parseReplacement(text, [undefined, 'x']).diagnostics.map((one) => one.code)).toEqual([
      'regex/bad-replacement',
    ]);
  });
});

test('findAll goes on behind each match', () => {
  expect([...compiled('\\d+', 're2').findAll('1a22b333')].map((one) => [one.start, one.end])).toEqual([
    [0, 1],
    [2, 4],
    [5, 8],
  ]);
});
