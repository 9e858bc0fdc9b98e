import { describe, expect, it } from 'vitest';
import { isRefusal } from '../diagnostic/index.ts';
import { FOREIGN_OPERATORS } from '../languages/sumo/foreign/index.ts';
import { parseSumo } from '../languages/sumo/index.ts';
import { withoutSpans } from '../languages/sumo/testing/without-spans.ts';
import { SourceText } from '../source/index.ts';
import { fixSumo } from './fix.ts';

type Mistake = readonly [id: string, wrong: string, right: string];

const MISTAKES: readonly Mistake[] = [
  ['M01', '* | eval a = b + 1 | count', '* | b + 1 as a | count'],
  ['M01 twice', '* | eval a = 1, %"b c" = if(x, 1, 2)', '* | 1 as a\n| if(x, 1, 2) as %"b c"'],
  ['M02', '* | where c matches "(?i).*a/b.*"', '* | where c matches /(?i)a\\/b/'],
  ['M03', '* | where matches(c, "*x*")', '* | where c matches "*x*"'],
  ['M03 negated', '* | where a = 1 and !matches(c, "*x*")', '* | where a = 1 and !(c matches "*x*")'],
  ['M03 and M02', '* | where matches(c, "(?i)x|y")', '* | where c matches /(?i)x|y/'],
  ['M04', '* | where c matches "*(a.b|c)*"', '* | where c matches /(a\\.b|c)/'],
  ['M05', '* | stats count as n, max(b) as m by u', '* | count as n, max(b) as m by u'],
  ['M05 without commas', '* | stats count dc(b) as m by u', '* | count, count_distinct(b) as m by u'],
  ['M06', '* | dcount(x) as n by u', '* | count_distinct(x) as n by u'],
  ['M06 later', '* | count as n, dc(x) as m by u', '* | count as n, count_distinct(x) as m by u'],
  ['M07', '* | sum(if(a = "x", 1, 0)) as n by u', '* | if(a = "x", 1, 0) as computed\n| sum(computed) as n by u'],
  [
    'M07 twice',
    '* | sum(a + b) as n, avg(c - d) as m',
    '* | a + b as computed\n| c - d as computed_2\n| sum(computed) as n, avg(computed_2) as m',
  ],
  ['M08', '* | table a, b', '* | fields a, b'],
  ['M09', '* | coalesce(a, b, "") as c', '* | if(!isEmpty(a), a, if(!isEmpty(b), b, "")) as c'],
  ['M10', '* | where toLower(a) = upper(b)', '* | where toLowerCase(a) = toUpperCase(b)'],
  ['M11', '* | where a =~ "x.*y"', '* | where a matches /x.*y/'],
  ['M11 negated', '* | where a!~"^x" and b = 1', '* | where !(a matches /^x/) and b = 1'],
  ['M12', '* | parse regex "(?P<a>x)(?P<b>y)"', '* | parse regex "(?<a>x)(?<b>y)"'],
  ['M13', '* | toLowerCase user | count', '* | toLowerCase(user) as user | count'],
  ['M13 named', '* | length user as n', '* | length(user) as n'],
  ['M14', '* | parse regex "a=(?<x>\\d+)" as y nodrop', '* | parse regex "a=(?<y>\\d+)" nodrop'],
  ['M14 unnamed', '* | parse regex "a=(\\d+)" as y', '* | parse regex "a=(?<y>\\d+)"'],
  ['M15', '* | where !x matches /a/ and b = 1', '* | where !(x matches /a/) and b = 1'],
  ['M15 with =', '* | where !x = "a" and b = 1', '* | where !(x = "a") and b = 1'],
  ['M15 with in', '* | where !x in ("a") and !x contains "b"', '* | where !(x in ("a")) and !(x contains "b")'],
  ['M26', '* | pct(50, 95, latency) by u', '* | pct(latency, 50, 95) by u'],
  ['M27', '* | count by a | sort by count', '* | count by a | sort by _count'],
  ['M28', '* | count() as n by a', '* | count as n by a'],
  ['M33', '* | where p matches "*\\temp\\*"', '* | where p matches "*\\\\temp\\\\*"'],
  ['median', '* | median(f) as m by k', '* | pct(f, 50) as m by k'],
  ['p95', '* | p95(f) by k', '* | pct(f, 95) by k'],
  ['percentile', '* | percentile(f, 90)', '* | pct(f, 90)'],
  ['latest', '* | latest(x) as now_is by k', '* | first(x) as now_is by k'],
  ['case', '* | case(a = 1, "x", b = 2, "y", true(), "z") as c', '* | if(a = 1, "x", if(b = 2, "y", "z")) as c'],
  ['isnotnull', '* | where isnotnull(a)', '* | where !isNull(a)'],
  ['len', '* | where len(a) > 3', '* | where length(a) > 3'],
  ['iff', '* | iff(a, 1, 2) as b', '* | if(a, 1, 2) as b'],
  ['strcat', '* | strcat(a, b) as c', '* | concat(a, b) as c'],
  ['match', '* | where match(a, "^x\\d")', '* | where a matches /^x\\d/'],
  ['like call', '* | where like(a, "%x%")', '* | where a matches "*x*"'],
  ['like', "* | where a LIKE '%x%'", '* | where a matches "*x*"'],
  ['not like', '* | where a not like "%x"', '* | where !(a matches "*x")'],
  ['startswith', '* | where a startswith "x"', '* | where a matches "x*"'],
  ['endswith call', '* | where !endswith(a, "x")', '* | where !(a matches "*x")'],
  ['has', '* | where a has "x"', '* | where a matches "*x*"'],
  ['matches regex', '* | where a matches regex "x+y"', '* | where a matches /x+y/'],
  ['in call', '* | where in(a, "x", "y")', '* | where a in ("x", "y")'],
  ['is null', '* | where a is null or b is not null', '* | where isNull(a) or !isNull(b)'],
  ['between', '* | where a between 1 and 5 or b = 2', '* | where (a >= 1 and a <= 5) or b = 2'],
  ['in brackets', '* | where a in ["x", "y"]', '* | where a in ("x", "y")'],
  ['!in', '* | where a !in ("x") and b = 1', '* | where a not in ("x") and b = 1'],
  ['!contains', '* | where a !contains "x" and b = 1', '* | where !(a contains "x") and b = 1'],
  ['a flag', '* | user startswith "adm" as is_admin', '* | user matches "adm*" as is_admin'],
  ['cidrmatch', '* | where cidrmatch("10.0.0.0/8", ip)', '* | where compareCIDRPrefix("10.0.0.0", ip, "8")'],
  ['single quotes', '* | where a = \'it is "x"\'', '* | where a = "it is \\"x\\""'],
  ['curly quotes', '* | where a = “x”', '* | where a = "x"'],
  ['curly quotes in the scope', '“access denied” | count', '"access denied" | count'],
  ['regex flags', '* | where a matches /x/i', '* | where a matches /(?i)x/'],
  ['empty stage', '* | count by a |', '* | count by a '],
  [
    'many at once',
    '* | eval k = if(matches(tolower(c), "(?i).*(a|b).*"), len(c), 0) | stats dc(u) as n by k | head 3',
    '* | if(toLowerCase(c) matches /(?i)(a|b)/, length(c), 0) as k | count_distinct(u) as n by k | limit 3',
  ],
];

const source = (text: string): SourceText => new SourceText('<test>', text);

describe('mistakes of the catalog', () => {
  it.each(MISTAKES)('%s: %s', (_id, wrong, right) => {
    const fixed = fixSumo(source(wrong), ['repair']);
    expect(fixed.text).toBe(right);
    expect(fixed.remaining.filter(({ severity }) => severity === 'fails' || severity === 'never')).toEqual([]);
    expect(fixSumo(source(fixed.text), ['repair']).applied).toEqual([]);
  });

  it.each(MISTAKES.filter(([id]) => !/M02|M04|M27|M33|many|twice/.test(id)))(
    '%s gives the tree that was meant',
    (_id, wrong, right) => {
      expect(withoutSpans(parseSumo(wrong).query.stages)).toEqual(withoutSpans(parseSumo(right).query.stages));
    },
  );

  it.each(FOREIGN_OPERATORS.map((one) => [one.bad, one.good, one.class ?? 'repair'] as const))(
    '%s',
    (bad, good, kind) => {
      expect(parseSumo(bad).diagnostics.filter(isRefusal).length).toBe(1);
      expect(parseSumo(good).diagnostics.filter(isRefusal)).toEqual([]);
      expect(fixSumo(source(bad), [kind]).text).toBe(good);
    },
  );
});

describe('guesses', () => {
  it.each([
    ['* | wher a = 1', 'sumo/unknown-operator', '* | where a = 1'],
    ['* | toLowrCase(a) as b', 'sumo/unknown-function', '* | toLowerCase(a) as b'],
    ['* | where a = "x', 'sumo/unclosed-string', '* | where a = "x"'],
    ['* | where a = "x\n| count by b, "c"', 'sumo/unclosed-string', '* | where a = "x"\n| count by b, "c"'],
    ['* | where a =~ "x"', 'sumo/foreign-infix', '* | where a matches /x/'],
  ])('%s is refused, and mended on demand only', (wrong, code, right) => {
    const first = parseSumo(wrong).diagnostics[0];
    expect(first?.code).toBe(code);
    expect(first?.severity).toBe('fails');
    expect(fixSumo(source(wrong), ['safe', 'repair']).text).toBe(wrong);
    expect(fixSumo(source(wrong), ['suggested']).text).toBe(right);
  });
});

describe('what is legal', () => {
  it.each([
    '* | where a == "b" && c <> 1 || !(d)',
    '* | where not (a = 1)',
    '* | where a not in ("b")',
    'index=x | count',
    '| count',
    '// note\n* | count',
    '* | count as eval | eval as b | table as c | head + 1 as d',
    '* | search as a | rare as b | distinct as c | transaction as d | timechart as e | summarize as f | lookup as g | bin = 1 as h',
    '* | search + 1 as a | tail + 1 as b | chart / 2 as c | rare * 2 as d | distinct - 1 as e | top + 1 as f | spath % 2 as g',
    '* | search matches "x*" as a | tail in ("x") as b | chart = "x" as c | rare > 2 as d | distinct contains "x" as e',
    '* | where nulls = 1 and having = 2 and fields = 3 | sort by nulls, last | count by where, limit | sort by having',
    '* | tostring(a) as b | toint(c) as d | tolong(e) | lookup output from shared/t on a = b',
    '* | where a = b / c and d != e / f | count by a // note',
  ])('%s', (text) => {
    expect(parseSumo(text).diagnostics.filter(isRefusal)).toEqual([]);
  });
});
