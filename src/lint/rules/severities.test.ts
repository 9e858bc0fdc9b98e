import { describe, expect, it } from 'vitest';
import { SourceText } from '../../source/index.ts';
import { lintSumo } from '../linter.ts';

/** What is found in a query beside what every small one has, as `code severity`. */
const found = (text: string): string[] =>
  lintSumo(new SourceText('<test>', text))
    .diagnostics.filter(({ code }) => code !== 'lint/broad-scope' && code !== 'lint/unmade-field')
    .map(({ code, severity }) => `${code} ${severity}`);

describe('severity by consequence', () => {
  it.each([
    ['* | where a = "x" and a = "y"', ['lint/never-matches never']],
    ['* | where a = "x" | if(a = "y", 1, 2) as k', ['lint/never-matches style']],
    ['* | if(a matches "*y*", 1, if(a = "xyz", 2, 3)) as k', ['lint/never-matches never']],
    ['* | where a != "x" or a != "y"', ['lint/always-true never']],
    ['* | where 1 = 1', ['lint/always-true style']],
    ['* | parse "a=*," as a | where isNull(a)', ['lint/absence-after-drop never']],
    ['* | parse "a=*," as a | where a = "x" or isNull(a)', ['lint/absence-after-drop misses']],
    ['* | json "a" as a | where isNull(a)', ['lint/absence-after-drop uncertain']],
    ['* | parse regex "a=(?<a>x)?" | where isNull(a)', ['lint/absence-after-drop uncertain']],
    ['* | where toLowerCase(a) = "X"', ['lint/other-letter-case never']],
    ['* | where toLowerCase(a) = "X" or toLowerCase(a) = "y"', ['lint/other-letter-case never']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});
