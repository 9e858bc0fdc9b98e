import { describe, expect, it } from 'vitest';
import { lexemesOf } from './lexemes.ts';
import { parseSumo } from './parser.ts';
import { readCorpus } from './testing/corpus.ts';
import { randomQuery } from './testing/random-query.ts';

const kindsOf = (text: string): string[] =>
  lexemesOf(text, parseSumo(text).query).map(({ kind, text: written }) => `${kind} ${written}`);

/** What lies between the lexemes of a query; all of it should be white space. */
function between(text: string): string {
  let at = 0;
  let gaps = '';
  for (const { span } of lexemesOf(text, parseSumo(text).query)) {
    gaps += text.slice(at, span.start);
    at = span.end;
  }
  return gaps + text.slice(at);
}

const corpus = readCorpus();

describe('lexemesOf', () => {
  it.each([
    [
      "can't _sourceCategory=a//b /* c */ | count // d",
      ["word can't", 'word _sourceCategory=a//b', 'comment /* c */', 'pipe |', 'word count', 'comment // d'],
    ],
    [
      '* | where a matches /b"\\/ | c/ and d / e',
      [
        'word *',
        'pipe |',
        'word where',
        'word a',
        'word matches',
        'regex /b"\\/ | c/',
        'word and',
        'word d',
        'sign /',
        'word e',
      ],
    ],
    ['`m("|")` `x | "// no" // yes', ['macro `m("|")`', 'word `x', 'pipe |', 'quoted "// no"', 'comment // yes']],
    [
      "* | split f delim='|' extract 1 as a",
      [
        'word *',
        'pipe |',
        'word split',
        'word f',
        'word delim',
        'sign =',
        "quoted '|'",
        'word extract',
        'word 1',
        'word as',
        'word a',
      ],
    ],
    [
      "a [subquery: b'c | count by d]",
      ['word a', 'sign [', 'word subquery:', "word b'c", 'pipe |', 'word count', 'word by', 'word d', 'sign ]'],
    ],
    ['* // open\n/* never closed |', ['word *', 'comment // open', 'comment /* never closed |']],
  ])('%s', (text, expected) => {
    expect(kindsOf(text)).toEqual(expected);
  });

  it('leaves white space only, in random and in real queries', () => {
    for (let seed = 1; seed <= 500; seed++) expect(between(randomQuery(seed))).toMatch(/^[\s\u200b\u2060\ufeff]*$/);
    for (const { query } of corpus ?? []) expect(between(query)).toMatch(/^[\s\u200b\u2060\ufeff]*$/);
  });
});
