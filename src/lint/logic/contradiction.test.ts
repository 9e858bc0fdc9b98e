import { describe, expect, it } from 'vitest';
import { parseSumo } from '../../languages/sumo/index.ts';
import { runRule } from '../linter.ts';
import { neverMatches } from '../rules/never-matches.ts';

/** What the rule says of a query, as the texts of the places. */
function places(text: string): string[] {
  const { query } = parseSumo(text);
  return runRule(neverMatches, { text, query }).map(({ span }) => text.slice(span.start, span.end));
}

describe('what can never hold', () => {
  it.each([
    ['* | where a = "x" and a = "y"', ['a = "y"']],
    ['* | where a in ("x", "y") and a in ("z")', ['a in ("z")']],
    ['* | where a in ("x", "y") and a != "x" and a != "y"', ['(whole)']],
    ['* | where a matches "*\\\\x\\\\*" and !(a matches "*x*")', ['!(a matches "*x*")']],
    ['* | where a matches "x*" and a matches "y*"', ['a matches "y*"']],
    ['* | where a matches "*x" and a matches "*y"', ['a matches "*y"']],
    ['* | where a matches "x*" and toLowerCase(a) matches "y*"', ['toLowerCase(a) matches "y*"']],
    ['* | where a = "Y" and toLowerCase(a) = "x"', ['toLowerCase(a) = "x"']],
    ['* | where a = "4625" and a = 4624', ['a = 4624']],
    ['* | where a > 5 and a <= 5', ['a <= 5']],
    ['* | where a = "none" and a > 5', ['a > 5']],
    ['* | where isNull(a) and a != "x"', ['a != "x"']],
    ['* | where isNull(a) and !isNull(a)', ['!isNull(a)']],
    ['* | where a matches /^x/ and a matches /^y/', ['a matches /^y/']],
    ['* | where a matches /(?i)powershell/ and a = "cmd.exe"', ['a = "cmd.exe"']],
    ['* | where a = "cmd.exe" and a matches /p.w.r/', ['a matches /p.w.r/']],
    ['* | where a = "x" | where b = "y" | a as c | where c = "z"', ['c = "z"']],
    ['* | if(a = "x", "one", if(b = "y", "two", "three")) as k | where k = "four"', ['k = "four"']],
    ['* | if(a = "x", "one", "two") as k | where k = "one" and a = "y"', ['a = "y"']],
    ['* | where (a = "x" and (b = "y" or a = "z")) or c = "w"', ['a = "z"']],
    ['* | where !(a = "x" and a = "y")', ['a = "y"']],
    ['_sourceHost=web1 _sourceHost=web2 | count', ['_sourceHost=web2']],
    ['_sourceHost=web1 not (_sourceHost=WEB*) | count', ['not (_sourceHost=WEB*)']],
    ['_sourceHost=web1 | where _sourceHost = "db1"', ['_sourceHost = "db1"']],
    ['* | count by a | where a = "x" and a = "y"', ['a = "y"']],
    ['* | where a = "x" | count by a | where a = "y"', ['a = "y"']],
    ['* | if(a = "x", 1, if(a = "y", 2, if(a in ("x", "y"), 3, 4))) as k', ['a in ("x", "y")']],
    ['* | where length(a) > 5 and length(a) < 3', ['length(a) < 3']],
  ])('%s', (text, found) => {
    const whole = text.slice(text.indexOf('where ') + 6);
    expect(places(text)).toEqual(found.map((one) => (one === '(whole)' ? whole : one)));
  });

  it.each([
    '* | where a = "x" or a = "y"',
    '* | where a = "x" | parse "a=*" as a | where a = "y"',
    '* | where a = "x" | lookup a from path://"/t" on b=b | where a = "y"',
    '* | where a = "x" | transpose row b column c | where a = "y"',
    '* | where a = "x" | json auto | where a = "y"',
    '* | where a = "x" | fields - a | where isNull(a)',
    '* | where a matches "*x*" and a matches "*y*"',
    '* | where a matches "xy*" and a matches "*yx"',
    '* | where a != 5 and isNull(b) and !(a = 6)',
    '* | where !(a > 5) and !(a <= 5)',
    '* | where a = "1" and a = 1.0',
    '* | where a = "{{x}}" and a = "{{y}}"',
    '* | where a matches /x.y/ and a matches /y.x/',
    '* | where a matches /^x/ and a matches /(?m)^y/',
    '* | where toUpperCase(a) = "X" and toLowerCase(a) = "x"',
    '* | where a < "b" and a > "c"',
    '* | where Data = "x" and Data = "y"',
    '* | where a in ([subquery: * | compose a]) and !(a in ([subquery: b | compose a]))',
    '!([subquery: x | compose a]) a=1 | where a = "1"',
    '* | count by a | where _count > 5 | where _count = "7"',
  ])('nothing in %s', (text) => {
    expect(places(text)).toEqual([]);
  });
});
