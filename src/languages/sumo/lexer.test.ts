import { describe, expect, it } from 'vitest';
import { percentFieldEnd, quotedEnd, regexLiteralEnd, scanToken, skipTrivia } from './lexer.ts';
import { numberValue } from './number.ts';

function tokens(text: string): string[] {
  const found: string[] = [];
  let at = 0;
  for (;;) {
    const token = scanToken(text, at);
    if (token.kind === 'end') return found;
    found.push(`${token.kind}:${token.text}`);
    at = token.span.end;
  }
}

describe('scanToken', () => {
  it('tells words, numbers and punctuation apart', () => {
    expect(tokens('a.b >= 1.5e+3 || x<>2h')).toEqual([
      'word:a.b',
      'punct:>=',
      'number:1.5e+3',
      'punct:||',
      'word:x',
      'punct:<>',
      'number:2h',
    ]);
  });

  it('keeps templates whole, also inside words', () => {
    expect(tokens('{{a}} {{{b}}} ${c} $$d pre_{{e}} {{n}}m')).toEqual([
      'template:{{a}}',
      'template:{{{b}}}',
      'template:${c}',
      'template:$$d',
      'template:pre_{{e}}',
      'template:{{n}}m',
    ]);
  });

  it('reads quoted fields, single quotes and macros', () => {
    expect(tokens("%\"a b\" ''' ';' `m(1)`")).toEqual(['field:%"a b"', "single:'''", "single:';'", 'macro:`m(1)`']);
  });

  it('takes a word that begins with a digit as a word', () => {
    expect(tokens('4xx 2024-06-01 .5')).toEqual([
      'word:4xx',
      'number:2024',
      'punct:-',
      'number:06',
      'punct:-',
      'number:01',
      'number:.5',
    ]);
  });

  it('ends an unclosed text with its line', () => {
    const text = '"abc\n| where a = "b"';
    expect(quotedEnd(text, 0)).toEqual({ end: 4, closed: false });
    expect(quotedEnd('"a\\"b" c', 0)).toEqual({ end: 6, closed: true });
    expect(quotedEnd('"two\nlines"', 0)).toEqual({ end: 11, closed: true });
  });
});

describe('skipTrivia', () => {
  it.each([
    ['  // note\nx', 10],
    ['/* a */ x', 8],
    ['a', 0],
  ])('skips what stands before the token of %j', (text, end) => {
    expect(skipTrivia(text, 0)).toBe(end);
  });

  it('does not take addresses for comments', () => {
    expect(tokens('geo://location').length).toBe(5);
    expect(skipTrivia('x //y', 1)).toBe(5);
  });
});

describe('literals', () => {
  it('end at an unescaped slash', () => {
    expect(regexLiteralEnd('/a\\/b/ c', 0)).toBe(6);
    expect(regexLiteralEnd('/abc', 0)).toBe(-1);
  });

  it('of fields end behind parts and indexes', () => {
    expect(percentFieldEnd('%users[2].city, x', 0)).toBe(14);
    expect(percentFieldEnd('% 2', 0)).toBe(0);
  });
});

describe('numberValue', () => {
  it.each([
    ['007', 7],
    ['1.50', 1.5],
    ['2k', 2000],
    ['1G', 1e9],
    ['1Ki', 1024],
    ['1.5s', 1500],
    ['1m', 60_000],
    ['1M', 1e6],
    ['-1d', -86_400_000],
    ['1e-3', 0.001],
  ])('%s', (raw, value) => {
    expect(numberValue(raw)).toBe(value);
  });
});
